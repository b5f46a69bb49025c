"""What an article speaks of: in which sense it has words such as "session", "rally" and "match"."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from mawid.languages import Sentence
from mawid.languages.lexicon import Tag

_OBJECT: Final = 5
"""Tokens behind a verb within which the noun of its object stands."""


def senses(sentences: Sequence[Sentence]) -> Counter[str]:
    """How many different words of each CONTEXT an article has, nouns of talks and visits, bodies, and results."""
    words = {(t.value, s.tokens[t.start].norm) for s in sentences for t in s.of("CONTEXT")}
    senses = Counter(value for value, _ in words)
    senses["sport"] += any(_is_result(s, i) for s in sentences for i in range(len(s.tokens) - 2))
    senses.update(t.value for s in sentences for t in s.of("TRIGGER") if t.value in ("talks", "visit", "hearing"))
    senses.update(t.value for s in sentences for t in s.of("DID") if t.value == "hearing")
    senses.update(t.value for s in sentences for t in s.of("ORGAN"))
    return senses


def _is_result(sentence: Sentence, i: int) -> bool:
    """A result such as "3-1" begins at token `i`; two days of a month are none."""
    left, sign, right = sentence.tokens[i : i + 3]
    if not (left.norm.isdigit() and sign.text in "-–" and right.norm.isdigit() and sign.glued and right.glued):
        return False
    return sentence.at(i - 1, "MONTH") is None and sentence.at(i + 3, "MONTH") is None


def is_denied(sentence: Sentence, i: int) -> bool:
    """A negated verb stands before token `i`: "would not call a session"; who does not attend one denies nothing."""
    return sentence.before(i - 1, "NEGATION") is not None and sentence.at(i - 1, "JOINS") is None


def no_party(sentence: Sentence, tag: Tag) -> str:
    """Why the object of a verb makes it tell of no event: "met the deadline", "beat the odds"; "" where it does not."""
    for i in range(tag.end, min(tag.end + _OBJECT, len(sentence.tokens))):
        thing = next((t for t in sentence.tags[i] if t.cls == "NO_PARTY" and t.value == tag.value), None)
        if thing is not None:
            return f"said of {sentence.words(thing.start, thing.end)!r}"
        if sentence.at(i, "PREP", "WHERE", "CLAUSE", "JOIN", "CARRY") or not sentence.tokens[i].text[0].isalnum():
            break
    return ""

"""Arabic: clitics before the word («وبالـ»), pronouns and plural endings behind it."""

import re
from collections.abc import Iterator

from mawid.languages import Pack, organisations
from mawid.languages.lexicon import Form, Lexicon, load

_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ل", "ك", "س")
_FUTURE = re.compile("[وف]?س[يت](?!ار|اس|اد|اق|طر|نا|د|ول|وك)\\w{3}")
"""A verb with the sin of the future, and no word such as «سياسة» or «سيارة»."""
_GLUED = re.compile(
    "[وف]?(?:بعد|قبل|عقب|خلال|منذ|بين|حول|ضد|عبر|مع|في|من|عن|علي|الي)(?:(ال)(?=\\w{4})|(?<=خلال))(\\w{3,})"
)
"""A preposition whose space behind it was lost: «بعدالزيارة», «خلالزيارة»."""
_PRESENT = "يتن"
"""What a verb begins with that the sin of the future may stand before: «سلمان» has none, nor has «سعادة»."""
_PRONOUNS = ("هما", "هم", "ها", "هن", "نا", "كم", "ه", "ي", "ك")


def _prefixes(word: str) -> list[Form]:
    out: list[Form] = []
    for conjunction in _CONJUNCTIONS:
        if not word.startswith(conjunction):
            continue
        after = word[len(conjunction) :]
        for preposition in _PREPOSITIONS:
            if not after.startswith(preposition):
                continue
            stem = after[len(preposition) :]
            if (len(stem) < 2 and stem != word) or (preposition == "س" and stem[0] not in _PRESENT):
                continue
            out.append((stem, conjunction + preposition))
            if preposition != "س" and stem.startswith("ال") and len(stem) > 3:
                out.append((stem[2:], conjunction + preposition + "ال"))
            if preposition == "ل" and stem.startswith("ل") and len(stem) > 2:  # «للقمة»
                out.append((stem[1:], conjunction + "لال"))
    return out


def _without_pronoun(stem: str, definite: bool) -> Iterator[str]:
    """What is left without a pronoun behind the word, as it is written where none stands behind it."""
    for pronoun in _PRONOUNS:
        if pronoun == "ي" and definite:
            continue  # «الاجتماعي» is an adjective: what has the article has no pronoun
        if stem.endswith(pronoun) and len(stem) - len(pronoun) >= (4 if pronoun == "ي" else 3):
            bare = stem[: -len(pronoun)]
            yield bare
            if bare.endswith("ت"):
                yield bare[:-1] + "ه"
            if bare.endswith("ي"):  # «لقائه» is folded to «لقايه», the word is «لقاء»
                yield bare[:-1] + "ء"
            if bare.endswith("ا") and "ه" in pronoun:  # «أجراها», the word is «أجرى»
                yield bare[:-1] + "ي"


def forms(word: str) -> tuple[Form, ...]:
    """The word, then what is left without clitics, pronouns, dual and plural endings; the sin of a future verb.

    «وبالاجتماع» -> (اجتماع, وبال); «زيارته» -> (زياره, ""); «الاجتماعات» -> (اجتماع, ال); «سيجتمعان» -> (س, "").
    """
    out = _prefixes(word)
    for stem, prefix in tuple(out):
        if len(stem) < 4:
            continue
        out += [(bare, prefix) for bare in _without_pronoun(stem, "ال" in prefix)]
        if stem.endswith("ا"):  # indefinite object: «عقد اجتماعا»
            out.append((stem[:-1], prefix))
        if stem.endswith(("ات", "ين", "ان", "تي")):
            out += [(stem[:-2], prefix), (stem[:-2] + "ه", prefix)]
            if stem.endswith(("تين", "تان")):
                out.append((stem[:-3] + "ه", prefix))
    glued = _GLUED.match(word)
    if glued:
        out.append((glued[2], "ال" if glued[1] else ""))
    if _FUTURE.match(word):
        out.append(("س", ""))
    seen: dict[Form, None] = dict.fromkeys(out)
    return tuple(seen)


PACK = Pack(
    code="ar",
    direction="rtl",
    lexicon=Lexicon(
        load(__package__, "events.toml", "places.toml"),
        forms,
        [
            *load(__package__, "time.toml", "tense.toml", "people.toml", "place_names.toml"),
            organisations.vocabulary("ar"),
        ],
        closing="ة",
    ),
    modifier_after=True,
    verb_first=True,
    plurals=("ات",),
    article="ال",
    future="س",
    noun_clitics=("ال", "ب", "ك"),
    marked={"عمان": {"\N{ARABIC DAMMA}": "OM", "\N{ARABIC FATHA}": "JO/Amman", "\N{ARABIC SHADDA}": "JO/Amman"}},
    possessives=("ه", "ها", "هم", "هما"),
    purpose="ل",
)

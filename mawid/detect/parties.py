"""Who takes part: people, countries, organisations and groups, resolved over the whole article.

`names`, `chunks` and `drafts` read one sentence, `registry` keeps the names of the article; here short names,
offices and counterparts are led back to the full name, and countries are told from mere places.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from mawid.detect.drafts import Draft, drafts
from mawid.detect.names import Words
from mawid.detect.nations import acting
from mawid.detect.registry import Known, Line, Registry, text_of
from mawid.event import Party
from mawid.languages import Pack, Sentence
from mawid.languages.organisations import names as organisation
from mawid.places import country_names
from mawid.text import folded


@dataclass(frozen=True, slots=True)
class PartyMention:
    """The tokens `[start, end)` of a sentence, titles included, are a party.

    `key` is the same for all mentions of a party in an article: "person:sergei lavrov", "country:RU",
    "org:un", "org:hansard society", "group:…", or "office:…" for an office whose holder the article does not name.
    """

    start: int
    end: int
    party: Party
    key: str


class People:
    """All parties of an article.

    Args:
        sentences: of title and body, in order.
        pack: their language.
    """

    def __init__(self, sentences: Iterable[Sentence], pack: Pack) -> None:
        self._pack = pack
        self._lines: dict[tuple[str, int], Line] = {}
        for s in sentences:
            words = Words(s, pack)
            self._lines[s.text.field, s.start] = words, list(drafts(words))
        self._registry = Registry(list(self._lines.values()))

    def find(self, sentence: Sentence) -> list[PartyMention]:
        """The parties of a sentence of the article, from left to right, none overlapping another.

        Raises:
            KeyError: the sentence is not of the article.
        """
        words, found = self._lines[sentence.text.field, sentence.start]
        at = {d.start: d for d in found}
        nations = {
            hit.start: _country(hit.start, hit.end, hit.places[0].country) for hit in acting(words, found, self._pack)
        }
        out: list[PartyMention] = []
        last: Known | None = None
        i = 0
        while i < len(words.tokens):
            mention = None
            if i in at:
                mention, last = self._settle(words, at[i], last)
            if mention is None:
                hit = self._registry.match(words, i)
                mention, last = (self._mention(i, *hit), hit[1]) if hit else (nations.get(i), last)
            if mention is not None:
                if i in nations and out and out[-1].party["kind"] == "group" and _leads_to(words, out[-1].end, i):
                    out.pop()  # "the leaders of Russia and Turkey": the countries say more
                out.append(mention)
            i = mention.end if mention is not None else i + 1
        return out

    def _settle(self, words: Words, d: Draft, last: Known | None) -> tuple[PartyMention | None, Known | None]:
        known: Known | None = None
        if d.name is not None:
            known = self._registry.named(d.name.units)
        elif d.kind == "office":
            known = self._within(words, d) or self._registry.holder(d, d.offices)
        elif d.kind == "counterpart" and last is not None:
            known = self._registry.holder(d, last.offices, last)
        if known is not None:
            return self._mention(d.start, d.end, known), known
        return (None if d.name else self._nameless(words, d)), last

    def _within(self, words: Words, d: Draft) -> Known | None:
        """«الرئيس الأسد» has the form of an office with an adjective."""
        hits = (self._registry.match(words, i) for i in range(d.start + 1, d.end))
        return next((hit[1] for hit in hits if hit and hit[0] == d.end), None)

    def _mention(self, start: int, end: int, known: Known) -> PartyMention:
        party: Party = {"name": {self._pack.code: known.text}, "kind": known.kind}
        if known.role:
            party["role"] = known.role
        if known.country:
            party["country"] = known.country
        prefix = "person" if known.kind == "person" else "org"
        return PartyMention(start, end, party, f"{prefix}:{' '.join(known.units)}")

    def _nameless(self, words: Words, d: Draft) -> PartyMention | None:
        text = text_of(words, d.said)
        names = {self._pack.code: text}
        norms = " ".join(folded(text))
        if d.kind == "office":
            if not (d.country or d.known):
                return None
            party = Party(name=names, kind="person", role=text)
            key = f"office:{d.country or d.known}:{' '.join(sorted(d.offices))}"
        elif d.known:
            party, key = Party(name=organisation(d.known), kind="organisation"), f"org:{d.known}"
        elif d.kind == "organisation":
            party, key = Party(name=names, kind="organisation"), f"org:{norms}"
        elif d.kind == "group":
            party, key = Party(name=names, kind="group"), f"group:{norms}"
        elif d.country is None:
            return None
        elif d.kind == "counterpart":
            return _country(d.start, d.end, d.country)
        else:
            party, key = Party(name=names, kind="country"), f"country:{d.country}"
        if d.country:
            party["country"] = d.country
        return PartyMention(d.start, d.end, party, key)


def _leads_to(words: Words, end: int, start: int) -> bool:
    """Nothing but "of" and "the" stands between the tokens."""
    return start - end <= 2 and all(words.tag(i, "LINK", "DEFINITE") for i in range(end, start))


def _country(start: int, end: int, code: str) -> PartyMention:
    party = Party(name=country_names(code), kind="country", country=code)
    return PartyMention(start, end, party, f"country:{code}")

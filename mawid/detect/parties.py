"""Who takes part: people, countries, organisations and groups, resolved over the whole article.

`names`, `chunks` and `drafts` read one sentence; here an article's short names, offices and counterparts are
led back to the full name that it gives, and what is a party is told from what only has the form of one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from mawid.detect.drafts import Draft, drafts
from mawid.detect.names import Name, Words
from mawid.event import Party
from mawid.languages import Pack, Sentence
from mawid.languages.organisations import names as organisation
from mawid.places import country_names
from mawid.places.scan import Hit, clitic_role

_VERBS: Final = ("SAID", "DID", "DOES", "CARRY", "STATUS")


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


@dataclass(slots=True)
class _Person:
    units: tuple[str, ...]
    name: str
    role: str = ""
    country: str | None = None
    offices: set[str] = field(default_factory=set)
    used: bool = False


class People:
    """All parties of an article.

    Args:
        sentences: of title and body, in order.
        pack: their language.
    """

    def __init__(self, sentences: Iterable[Sentence], pack: Pack) -> None:
        self._pack = pack
        self._persons: list[_Person] = []
        self._short: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        self._lines: dict[tuple[str, int], tuple[Words, list[Draft]]] = {}
        for s in sentences:
            words = Words(s, pack)
            self._lines[s.text.field, s.start] = words, list(drafts(words))
        self._register()

    # -- persons ----------------------------------------------------------------------------------------------------

    def _register(self) -> None:
        singles = self._singles()
        for words, found in self._lines.values():
            for d in found:
                if d.kind == "person" and d.name and len(d.name.units) > 1:
                    d.sure = d.sure or d.name.units[-1] in singles or d.name.units[0] in singles
                    if d.sure:
                        self._add(words, d, d.name)
        for words, found in self._lines.values():
            for d in found:
                if d.kind == "person" and d.name and len(d.name.units) == 1 and self._of_name(d.name.units) is None:
                    d.sure = words.cased or singles[d.name.units[0]] > 1
                    if d.sure:
                        self._add(words, d, d.name)
        self._shorten()

    def _singles(self) -> Counter[str]:
        """Words that may be somebody's short name, by how often they stand alone."""
        out: Counter[str] = Counter()
        for words, found in self._lines.values():
            inside = {i for d in found if d.name and len(d.name.units) > 1 for i in range(*d.said)}
            for i, t in enumerate(words.tokens):
                if i not in inside and (t.capital or not words.cased) and not words.closed(i):
                    out[t.norm] += 1
        return out

    def _add(self, words: Words, d: Draft, name: Name) -> None:
        units = name.units
        text = _text(words, d.said)
        person = next((p for p in self._persons if _same(p.units, units)), None)
        if person is None:
            person = _Person(units, text)
            self._persons.append(person)
        elif len(units) > len(person.units):
            person.units, person.name = units, text
        if d.role and not person.role:
            person.role = _text(words, d.role)
        person.country = person.country or d.country
        if d.office:
            person.offices.add(d.office)

    def _shorten(self) -> None:
        """Which token sequences are short for which person; what two persons share is short for the first."""
        for words, found in self._lines.values():
            for d in found:
                if d.kind != "person" or d.name is None or not d.sure:
                    continue
                n = self._of_name(d.name.units)
                if n is None:
                    continue
                tokens = words.tokens
                self._short_for(n, [t.norm for t in tokens[d.name.start : d.name.end]])
                self._short_for(n, [t.norm for t in tokens[d.name.last : d.name.end]])
                if words.cased:
                    self._short_for(n, [tokens[d.name.start].norm])

    def _short_for(self, n: int, norms: Sequence[str]) -> None:
        if len(norms) == 1 and len(norms[0]) < 3:
            return
        bucket = self._short.setdefault(norms[0], [])
        if all(have != tuple(norms) for have, _ in bucket):
            bucket.append((tuple(norms), n))
            bucket.sort(key=lambda e: -len(e[0]))

    def _of_name(self, units: tuple[str, ...]) -> int | None:
        for n, p in enumerate(self._persons):
            if _same(p.units, units) or (len(units) == 1 and units[0] in (p.units[-1], p.units[0])):
                return n
        return None

    def _of_office(self, office: str, country: str | None) -> int | None:
        for n, p in enumerate(self._persons):
            if office in p.offices and (country is None or p.country in (None, country)):
                return n
        return None

    # -- mentions ---------------------------------------------------------------------------------------------------

    def find(self, sentence: Sentence) -> list[PartyMention]:
        """The parties of a sentence of the article, from left to right, none overlapping another.

        Raises:
            KeyError: the sentence is not of the article.
        """
        words, found = self._lines[sentence.text.field, sentence.start]
        out: list[PartyMention] = []
        i, taken = 0, iter([*found, None])
        draft = next(taken)
        last: int | None = None
        while i < len(words.tokens):
            while draft is not None and draft.start < i:
                draft = next(taken)
            mention: PartyMention | None = None
            if draft is not None and draft.start == i:
                mention, last = self._settle(words, draft, last)
            if mention is None:
                mention, last = self._named(words, i, last)
            if mention is None:
                mention = self._country(words, i, out)
            if mention is not None:
                out.append(mention)
            i = mention.end if mention is not None else i + 1
        return out

    def _settle(self, words: Words, d: Draft, last: int | None) -> tuple[PartyMention | None, int | None]:
        n: int | None = None
        if d.name is not None:
            n = self._of_name(d.name.units)
        elif d.kind == "office":
            n = self._within(words, d)
            n = self._of_office(d.office, d.country) if n is None else n
        elif d.kind == "counterpart" and last is not None:
            offices = self._persons[last].offices
            n = next((m for o in offices if (m := self._of_office(o, d.country)) is not None and m != last), None)
        if n is not None:
            return self._mention(d.start, d.end, n), n
        if d.kind == "person":
            return None, last
        return self._nameless(words, d), last

    def _within(self, words: Words, d: Draft) -> int | None:
        """«الرئيس الأسد» has the form of an office with an adjective."""
        for i in range(d.start + 1, d.end):
            hit = self._match(words, i)
            if hit and hit[0] == d.end:
                return hit[1]
        return None

    def _nameless(self, words: Words, d: Draft) -> PartyMention | None:
        text = _text(words, d.said)
        code = self._pack.code
        if d.known:
            return PartyMention(
                d.start, d.end, {"name": organisation(d.known), "kind": "organisation"}, f"org:{d.known}"
            )
        if d.kind == "counterpart":
            return _country(d.start, d.end, d.country) if d.country else None
        if d.kind == "office" and not d.country:
            return None
        kind = {"office": "person", "government": "country"}.get(d.kind, d.kind)
        party: Party = {"name": {code: text}, "kind": kind}  # type: ignore[typeddict-item]
        if d.country:
            party["country"] = d.country
        if d.kind == "office":
            party["role"] = text
            return PartyMention(d.start, d.end, party, f"office:{d.country}:{d.office}")
        if d.kind == "government":
            return PartyMention(d.start, d.end, party, f"country:{d.country}")
        prefix = "org" if d.kind == "organisation" else "group"
        norms = " ".join(t.norm for t in words.tokens[d.said[0] : d.said[1]])
        return PartyMention(d.start, d.end, party, f"{prefix}:{norms}")

    def _named(self, words: Words, i: int, last: int | None) -> tuple[PartyMention | None, int | None]:
        hit = self._match(words, i)
        if hit is None:
            return None, last
        return self._mention(i, hit[0], hit[1]), hit[1]

    def _match(self, words: Words, i: int) -> tuple[int, int] | None:
        """Where the known name that begins at token `i` ends, and whose it is."""
        token = words.tokens[i]
        if words.cased and not token.capital:
            return None
        stems = (token.norm,) if words.cased else (token.norm, token.norm[1:] if token.norm[0] in "ولبف" else "")
        for stem in stems:
            for norms, n in self._short.get(stem, ()):
                end = i + len(norms)
                if all(t.norm == w for t, w in zip(words.tokens[i + 1 : end], norms[1:], strict=False)) and end <= len(
                    words.tokens
                ):
                    return end, n
        return None

    def _mention(self, start: int, end: int, n: int) -> PartyMention:
        person = self._persons[n]
        party: Party = {"name": {self._pack.code: person.name}, "kind": "person"}
        if person.role:
            party["role"] = person.role
        if person.country:
            party["country"] = person.country
        return PartyMention(start, end, party, f"person:{' '.join(person.units)}")

    # -- countries --------------------------------------------------------------------------------------------------

    def _country(self, words: Words, i: int, before: list[PartyMention]) -> PartyMention | None:
        hit = words.place(i)
        if hit is None or hit.demonym or not (hit.places[0].kind == "country" or hit.places[0].capital):
            return None
        s = words.sentence
        where = s.before(i, "WHERE")
        role = clitic_role(self._pack, hit.prefix) or (where.value if where else None)
        previous = before[-1] if before and before[-1].key.startswith("country:") else None
        joined = previous is not None and self._is_joined(words, previous.end, i, hit)
        if role in ("with", "between") or joined:
            return _country(i, hit.end, hit.places[0].country)
        if role is not None or s.before(i, "OF", "HOST"):
            return None
        acts = s.at(hit.end, *_VERBS) if words.cased else s.before(i, *_VERBS)
        if acts and (hit.places[0].kind == "country" or acts.cls == "SAID"):
            return _country(i, hit.end, hit.places[0].country)
        return None

    @staticmethod
    def _is_joined(words: Words, end: int, i: int, hit: Hit) -> bool:
        join = words.tag(end, "JOIN")
        return (join is not None and join.end == i) or (end == i and bool(hit.prefix))


def _country(start: int, end: int, code: str) -> PartyMention:
    return PartyMention(
        start, end, {"name": country_names(code), "kind": "country", "country": code}, f"country:{code}"
    )


def _same(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Two full names of one person: one begins like the other, or they share first and last."""
    if len(a) < 2 or len(b) < 2:
        return a == b
    short = min(len(a), len(b))
    return a[:short] == b[:short] or (a[0] == b[0] and a[-1] == b[-1])


def _text(words: Words, span: tuple[int, int]) -> str:
    """The tokens as written, without the clitics before them."""
    text = words.sentence.words(*span)
    first = words.tokens[span[0]]
    tag = next((t for t in words.tags[span[0]] if t.cls in ("NAME", "TITLE", "BODY", "GROUP", "ORG", "PARTICLE")), None)
    clitics = tag.prefix.removesuffix(words.article) if tag and words.article else ""
    if first.norm.startswith("لل") and tag and tag.prefix.endswith("لال"):
        return words.article + text[len(clitics) :] if text.startswith("لل") else text
    return text[len(clitics) :]

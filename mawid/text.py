"""Text that remembers where it came from: plain text, sentences and tokens with original offsets.

A body may be HTML, carry diacritics, tatweel, zero-width characters or bidi controls. `Text.plain` is
free of them; `Text.span` leads back to offsets in the text as received. All offsets are Unicode code
points and all intervals are half-open.
"""

import html
import re
import unicodedata
from array import array
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final, Literal

Field = Literal["title", "body"]

MAX_SENTENCE_TOKENS: Final = 200
"""A longer sentence is cut, so that hostile text costs linear time. Real ones stay far below."""

_ZWNJ = "\u200c"

# Removed without trace: controls except \t \n \r, Arabic diacritics and tatweel, zero-width and bidi
# controls, soft hyphen, variation selectors, combining marks of Latin and Cyrillic text.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
_MARKUP = re.compile(r"</?[a-zA-Z!]|&(?:#?\w{1,31});")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_TAG_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]*)")
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "iframe"})
_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins"),
        *("kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)


def _markup(source: str) -> Iterator[tuple[int, int, str]]:
    """The pieces of `source` that are markup: (start, end, what stands for it). Linear time."""
    at, size = 0, len(source)
    no_comment_end = False
    while at < size:
        at = min((i for i in (source.find("<", at), source.find("&", at)) if i >= 0), default=size)
        if at >= size:
            return
        if source[at] == "&":
            entity = _ENTITY.match(source, at)
            if entity is None:
                at += 1
                continue
            text = html.unescape(entity[0])
            if text != entity[0]:
                yield at, entity.end(), text
            at = entity.end()
            continue
        if source.startswith("<!--", at):
            end = -1 if no_comment_end else source.find("-->", at)
            no_comment_end = end < 0
            end = at + 4 if end < 0 else end + 3
            yield at, end, ""
            at = end
            continue
        name = _TAG_NAME.match(source, at + 1)
        end = source.find(">", at, at + 4000) if name or source.startswith("<!", at) else -1
        if end < 0:
            at += 1
            continue
        tag = name[1].lower() if name else ""
        if tag in _SILENT and source[at + 1] != "/":
            close = source.lower().find(f"</{tag}", end, end + 200_000)
            end = source.find(">", close) if close >= 0 else end
            end = size - 1 if end < 0 else end
        yield at, end + 1, "" if tag in _INLINE else "\n"
        at = end + 1


class Text:
    """One field of an article as plain text, with the way back.

    Args:
        field: which field it is.
        original: the field as received.

    `plain` has no markup, entities, diacritics or invisible characters. `plain[i]` stands at
    `original[offset(i)]`.
    """

    __slots__ = ("_map", "field", "original", "plain")

    def __init__(self, field: Field, original: str) -> None:
        self.field = field
        self.original = original
        self._map: array[int] | None = None
        self.plain = original
        marked = _MARKUP.search(original) is not None
        if marked or _INVISIBLE.search(original) is not None:
            self._reduce(marked)

    def _reduce(self, marked: bool) -> None:
        out: list[str] = []
        offsets = array("I")

        def keep(start: int, end: int) -> None:
            at = start
            for m in _INVISIBLE.finditer(self.original, start, end):
                # ZWNJ joins the parts of a word in Persian; it counts as part of that word.
                if m[0] == _ZWNJ:
                    continue
                out.append(self.original[at : m.start()])
                offsets.extend(range(at, m.start()))
                at = m.end()
            out.append(self.original[at:end])
            offsets.extend(range(at, end))

        at = 0
        for start, end, text in _markup(self.original) if marked else ():
            keep(at, start)
            out.append(text)
            offsets.extend([start] * len(text))
            at = end
        keep(at, len(self.original))
        offsets.append(len(self.original))
        self.plain = "".join(out)
        self._map = offsets

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The interval of the original that `plain[start:end]` came from, with trailing diacritics."""
        if self._map is None:
            return start, end
        first, last = self._map[start], self._map[end - 1] + 1 if end > start else self._map[start]
        limit = self._map[end]
        if end > start and self.original[last - 1] == "&":
            # The last character was an entity: it ends at its semicolon.
            entity = _ENTITY.match(self.original, last - 1)
            last = entity.end() if entity else last
        while last < limit and unicodedata.category(self.original[last]) == "Mn":
            last += 1
        return first, last


_FOLD: Final = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىیے", "ي"),
        **dict.fromkeys("ئ", "ي"),
        **dict.fromkeys("ةۀەہ", "ه"),
        "ؤ": "و",
        "ک": "ك",
        "ё": "е",
        "ı": "i",
        "’": "'",
        "ʼ": "'",
        "`": "'",
        "–": "-",
        "—": "-",
        "−": "-",
        "‑": "-",
        "\u200c": None,
    }
)
_ARABIC_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]")


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """The form under which a word is looked up: one spelling for many.

    Lower case, compatibility forms (NFKC), ASCII digits, no accents on Latin letters; alef with or
    without hamza, ya and alef maqsura, ta marbuta and ha, Persian and Arabic kaf and ya are one each.
    """
    if word.isascii():
        return word.lower()
    out: list[str] = []
    for c in unicodedata.normalize("NFKC", word).lower().translate(_FOLD):
        if c.isdigit() and not c.isascii():
            out.append(str(unicodedata.digit(c)))
        elif ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00:
            base = unicodedata.normalize("NFKD", c)[0]
            out.append(base if base.isascii() else c)
        elif unicodedata.category(c) != "Mn":
            out.append(c)
    return "".join(out)


class Token:
    """A word, a run of digits or one other character: `plain[start:end]`.

    `norm` is the folded form, `capital` says that it begins with a capital letter, `glued` that no
    white space stands before it.
    """

    __slots__ = ("capital", "end", "glued", "norm", "start", "text")

    def __init__(self, text: str, start: int, end: int, glued: bool) -> None:
        self.text = text
        self.norm = fold(text)
        self.start = start
        self.end = end
        self.glued = glued
        self.capital = text[0].isupper()

    def __repr__(self) -> str:
        return f"Token({self.text!r}, {self.start}, {self.end})"


_TOKEN = re.compile(f"[^\\W\\d_]+(?:{_ZWNJ}[^\\W\\d_]+)*|\\d+|[^\\s{_ZWNJ}]")


def tokenise(plain: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Words, runs of digits and single other characters, in order. "3rd" is two tokens, "G20" too."""
    out: list[Token] = []
    last = -1
    for m in _TOKEN.finditer(plain, start, len(plain) if end is None else end):
        out.append(Token(m[0], m.start(), m.end(), m.start() == last))
        last = m.end()
    return out


def folded(phrase: str) -> tuple[str, ...]:
    """The folded tokens of a phrase: how vocabulary is compared with text."""
    return tuple(t.norm for t in tokenise(_INVISIBLE.sub(lambda m: m[0] if m[0] == _ZWNJ else "", phrase)))


_BREAK = re.compile(r"\n+|[.!?؟。…۔]+[\"'”’»)\]]*(?=\s|$|[^\W\d_a-z])")


def sentences(plain: str, is_abbreviation: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """The sentences of a text as intervals, without surrounding white space.

    Args:
        plain: the text.
        is_abbreviation: whether a folded word before a full stop does not end a sentence ("Mr").
    """
    at = 0
    for m in _BREAK.finditer(plain):
        if m[0][0] == "." and not _ends(plain, at, m, is_abbreviation):
            continue
        yield from _trim(plain, at, m.end())
        at = m.end()
    yield from _trim(plain, at, len(plain))


def _ends(plain: str, at: int, stop: re.Match[str], is_abbreviation: Callable[[str], bool]) -> bool:
    begin = stop.start()
    while begin > at and begin > stop.start() - 20 and plain[begin - 1].isalpha():
        begin -= 1
    word, follows = plain[begin : stop.start()], plain[stop.end() : stop.end() + 2].lstrip()
    if follows[:1].islower():
        return False
    if len(word) == 1 and (word.isupper() or (begin > at and plain[begin - 1] == ".")):
        return False  # an initial, U.S., a.m.
    if stop.end() < len(plain) and not plain[stop.end()].isspace():
        # "eastern.The": a lost space ends a sentence, "example.Com" hardly occurs in news. «قبل .وقال» has it in front.
        return follows[:1].isalpha() and (len(word) > 2 or (not word and not follows[:1].isupper()))
    return not is_abbreviation(fold(word))


def _trim(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end

"""From what was found to messages: evidence with offsets, names, the mention."""

import base64
import hashlib
from collections.abc import Iterable
from typing import Final

from mawid import DETECTOR
from mawid.article import Article, utc
from mawid.detect.reading import Candidate, Line
from mawid.detect.settle import Settled
from mawid.event import ArticleRef, Evidence, Party, Report, Retraction, Span, family

MAX_QUOTE: Final = 600
"""Characters of a quote; of a longer sentence the part around the trigger is quoted."""
MAX_EVIDENCE: Final = 20
MAX_PARTIES: Final = 8
MAX_TITLE: Final = 160
MAX_WORDS: Final = 12


def reference(article: Article) -> ArticleRef:
    """What a mention keeps of its article."""
    ref: ArticleRef = {"id": article.id, "language": article.language, "published_at": utc(article.published)}
    if article.updated is not None:
        ref["updated_at"] = utc(article.updated)
    if article.url:
        ref["url"] = article.url
    if article.source:
        ref["source"] = article.source
    if article.country:
        ref["country"] = article.country
    return ref


def identifier(article: Article, ordinal: int | str) -> str:
    """The id of an event that this report is the first of: the same for the same article, always."""
    version = utc(article.updated or article.published)
    digest = hashlib.sha256(f"{article.id}\n{version}\n{ordinal}".encode()).digest()
    return "m" + base64.b32encode(digest)[:20].decode().lower()


def retraction(article: Article, shard: str) -> Retraction:
    """The message that withdraws what an article said to the events of one family."""
    return {
        "schema": "mention.v1",
        "kind": "retraction",
        "id": identifier(article, shard),
        "family": shard,
        "ordinal": 0,
        "article": reference(article),
    }


def report(article: Article, ordinal: int, settled: Settled, confidence: float, mentions: list[Candidate]) -> Report:
    """The message for one event of an article. `mentions`: the best first, then in order of the text."""
    kind = settled.cluster.type
    ref = reference(article)
    evidence = [_evidence(article, ref, c) for c in _distinct(mentions)[:MAX_EVIDENCE]]
    return {
        "schema": "mention.v1",
        "kind": "report",
        "id": identifier(article, ordinal),
        "family": family(kind),
        "ordinal": ordinal,
        "article": ref,
        "type": kind,
        "title": {article.language: _title(mentions)},
        "status": settled.status,
        "when": settled.when,
        "where": settled.where(article.language),
        "participants": _parties(mentions),
        "confidence": round(confidence, 3),
        "evidence": evidence,
        "words": _words(mentions),
        "detector": DETECTOR,
    }


def _distinct(mentions: Iterable[Candidate]) -> list[Candidate]:
    """One mention per sentence and trigger, so that each evidence says something new."""
    seen: set[tuple[str, int]] = set()
    out: list[Candidate] = []
    for c in mentions:
        key = (c.line.sentence.text.field, c.line.sentence.tokens[c.trigger.start].start)
        if key not in seen:
            seen.add(key)
            out.append(c)
    return out


def _evidence(article: Article, ref: ArticleRef, c: Candidate) -> Evidence:
    sentence = c.line.sentence
    start, end = _window(sentence.tokens[c.trigger.start].start, c.line)
    first, last = sentence.text.span(start, end)
    spans: list[Span] = []
    for label, a, b in sorted(set(c.spans()), key=lambda s: (s[1], s[2], s[0])):
        if sentence.tokens[a].start < start or sentence.tokens[b - 1].end > end:
            continue
        x, y = sentence.span(a, b)
        spans.append({"label": label, "start": x - first, "end": y - first})
    evidence: Evidence = {
        "article_id": article.id,
        "language": article.language,
        "published_at": ref["published_at"],
        "field": sentence.text.field,
        "start": first,
        "end": last,
        "quote": sentence.text.original[first:last],
        "spans": spans,
    }
    if article.url:
        evidence["url"] = article.url
    if article.source:
        evidence["source"] = article.source
    return evidence


def _window(at: int, line: Line) -> tuple[int, int]:
    """The part of a sentence to quote: all of it, or MAX_QUOTE characters around offset `at`."""
    s = line.sentence
    if s.end - s.start <= MAX_QUOTE:
        return s.start, s.end
    inside = [t for t in s.tokens if at - MAX_QUOTE // 2 <= t.start and t.end <= at + MAX_QUOTE // 2]
    return inside[0].start, inside[-1].end


def _title(mentions: list[Candidate]) -> str:
    """The headline where it speaks of the event, else the beginning of the best sentence."""
    best = next((c for c in mentions if c.line.sentence.text.field == "title"), mentions[0])
    text = best.line.sentence.text
    if text.field == "title":
        line = text.plain
    else:
        start, end = _window(best.line.sentence.tokens[best.trigger.start].start, best.line)
        line = text.plain[start:end]
    line = " ".join(line.split())
    return line if len(line) <= MAX_TITLE else line[: MAX_TITLE - 1].rsplit(" ", 1)[0] + "…"


def _parties(mentions: Iterable[Candidate]) -> list[Party]:
    out: dict[str, Party] = {}
    for c in mentions:
        for p in c.parties:
            out.setdefault(p.key, p.party)
    return list(out.values())[:MAX_PARTIES]


def _words(mentions: Iterable[Candidate]) -> list[str]:
    """Content words near the triggers that no vocabulary knows: they tell one event from another."""
    out: dict[str, None] = {}
    for c in mentions:
        out.update(dict.fromkeys(sorted(c.words)))
    return list(out)[:MAX_WORDS]

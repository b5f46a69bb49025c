"""The state of an event: what is stored of it, under which blocks it is found, and its snapshot."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, TypedDict

from mawid.event import Event, Evidence, Mention, Report
from mawid.identity.dates import day, span
from mawid.identity.fold import Facts, fold, source_of
from mawid.identity.index import event_blocks
from mawid.identity.keys import party_keys
from mawid.identity.match import Traits, traits

MAX_EVIDENCE: Final = 20
"""Sentences of evidence in an event, as the contract says."""
KEPT: Final = MAX_EVIDENCE
"""Reports that are kept of an event, so that each can have a sentence."""
COUNTED: Final = 500
"""Articles that are told apart when they are counted; an event with more stays at this number."""
KEPT_WORDS: Final = 12
"""Rare words that an event is compared by, of each language: those that most reports have."""
RARELY: Final = 4
"""A party that fewer than one report in so many names is not compared."""
SLACK_DAYS: Final = 90
"""Days after its end for which an event is still kept for reports about it."""


class State(TypedDict):
    """What is stored of one event: a value of the changelog, JSON-serialisable.

    Attributes:
        id: of the event.
        blocks: index keys under which it is a candidate.
        exp: unix day until which it is kept; the score of the index.
        event: the newest snapshot. Its revision and change are those last published.
        reports: without their evidence, words and titles of the article, in order of publication.
        seen: hash of each article that reported it -> hash of its source.
        dirty: what changed since the last revision without being published, as JSON pointers.
        traits: what mentions are compared with.
    """

    id: str
    blocks: list[str]
    exp: int
    event: Event
    reports: list[Report]
    seen: dict[str, str]
    dirty: list[str]
    traits: Traits


def version(report: Mention) -> str:
    """The instant of the article's version that a mention is from."""
    article = report["article"]
    return article.get("updated_at", article["published_at"])


def order(report: Report) -> tuple[str, str, int]:
    """Sorts reports into the order in which they were published."""
    return version(report), report["article"]["id"], report["ordinal"]


def build(
    event_id: str,
    reports: list[Report],
    evidence: list[Evidence],
    seen: dict[str, str],
    before: Event | None,
    at: str,
) -> State:
    """The state of an event that has these reports.

    Args:
        event_id: its id.
        reports: at least one, in order of publication.
        evidence: of all of them, in any order; the articles of others are left out.
        seen: see `State`.
        before: the last snapshot, whose revision and change the new one keeps.
        at: instant of the article's version that leads to this state.
    """
    reports = _trimmed(reports)
    facts = fold(reports)
    newest = max(reports, key=version)
    published = [report["article"]["published_at"] for report in reports]
    event: Event = {
        "schema": "event.v1",
        "id": event_id,
        "revision": before["revision"] if before else 1,
        "change": before["change"] if before else {"kind": "created", "fields": []},
        "type": facts.type,
        "title": facts.titles,
        "status": facts.status,
        "when": facts.when,
        "where": facts.where,
        "participants": list(facts.parties.values()),
        "confidence": _confidence(reports),
        "article_count": len(seen),
        "source_count": len(set(seen.values())),
        "evidence": _selected(evidence, [report["article"]["id"] for report in reports]),
        "first_seen_at": min(published + ([before["first_seen_at"]] if before else [])),
        "updated_at": max(at, before["updated_at"]) if before else at,
        "detector": newest["detector"],
    }
    compared = _compared(event, reports)
    return {
        "id": event_id,
        "blocks": event_blocks(compared, [report["article"] for report in reports]),
        "exp": _expiry(event),
        "event": event,
        "reports": reports,
        "seen": seen,
        "dirty": [],
        "traits": compared,
    }


def _compared(event: Event, reports: Sequence[Report]) -> Traits:
    """The traits of an event. Of its parties and words only the common ones: else it attracts all it touches on."""
    named = Counter(key for report in reports for party in report["participants"] for key in party_keys(party))
    telling: dict[str, Counter[str]] = {}
    for report in reports:
        telling.setdefault(report["article"]["language"], Counter()).update(report["words"])
    words = {language: [w for w, _ in count.most_common(KEPT_WORDS)] for language, count in telling.items()}
    compared = traits(event, day(event["updated_at"]), words)
    return {**compared, "parties": [key for key in compared["parties"] if named[key] * RARELY >= len(reports)]}


def _trimmed(reports: list[Report]) -> list[Report]:
    """At most `KEPT` reports: the first, the newest, and of the others those without which the facts would differ."""
    while len(reports) > KEPT:
        whole = fold(reports)
        without = (reports[:i] + reports[i + 1 :] for i in range(1, len(reports) - KEPT // 2))
        reports = next((rest for rest in without if _agree(fold(rest), whole)), reports[:1] + reports[2:])
    return reports


def _agree(a: Facts, b: Facts) -> bool:
    return (a.status, a.when, a.where) == (b.status, b.when, b.where)


def _confidence(reports: Sequence[Report]) -> float:
    """One minus the chance that all err. Further sources count for a third: they copy from each other."""
    best: dict[str, float] = {}
    for report in reports:
        source = source_of(report)
        best[source] = max(best.get(source, 0.0), report["confidence"])
    first, *others = sorted(best.values(), reverse=True)
    doubt = 1 - first
    for confidence in others:
        doubt *= 1 - confidence / 3
    return round(1 - doubt, 3)


def _selected(evidence: Iterable[Evidence], articles: list[str]) -> list[Evidence]:
    """The first sentence of each article, then the second of each, newest articles first, until there are enough."""
    by: dict[str, list[Evidence]] = {article: [] for article in articles}
    for item in evidence:
        by.get(item["article_id"], []).append(item)
    turns = sorted((rank, -i, article) for i, article in enumerate(by) for rank in range(len(by[article])))[
        :MAX_EVIDENCE
    ]
    chosen = {article: sum(turn[2] == article for turn in turns) for article in by}
    return [item for article, items in by.items() for item in items[: chosen[article]]]


def _expiry(event: Event) -> int:
    end = span(event["when"])[1] if event["when"] else 0
    return max(end, day(event["updated_at"])) + SLACK_DAYS

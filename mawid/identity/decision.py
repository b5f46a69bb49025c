"""The decision: which event a mention is, and what it changes. Pure: mention and candidates in, new states out."""

from collections.abc import Iterable
from typing import NamedTuple

from mawid.event import ArticleRef, ChangeKind, Event, Interval, Mention, Report, Retraction, family
from mawid.identity.changes import kinds, pointers, stages
from mawid.identity.dates import day, overlap, span
from mawid.identity.fold import OFF, source_of
from mawid.identity.index import article_blocks, mention_blocks
from mawid.identity.keys import token
from mawid.identity.match import THRESHOLD, Traits, score, traits
from mawid.identity.state import COUNTED, State, build, order, version


class Change(NamedTuple):
    """The new state of one event, and the revision to publish, None if subscribers need not know."""

    state: State
    event: Event | None


def blocks(mention: Mention) -> list[str]:
    """The index blocks whose members `decide` has to see, sorted."""
    if mention["kind"] == "retraction":
        return article_blocks(mention["family"], mention["article"])
    return mention_blocks(_traits(mention), mention["article"])


def first(mention: Report) -> Event:
    """The event that a mention is, taken alone, as the article has it: revision 1."""
    return _created(mention)["event"]


def decide(mention: Mention, candidates: Iterable[State]) -> list[Change]:
    """Which event a mention is, and what it changes.

    Args:
        mention: a report or a retraction.
        candidates: the members of `blocks(mention)`, in any order.

    Returns:
        The changes, in the order in which they have to be applied; two of one event where a report does two things (a
        new date and a new place). Empty for a repeat, an old version of an article, and the retraction of what is not
        known.
    """
    kin = (state for state in candidates if family(state["event"]["type"]) == mention["family"])
    known = sorted(kin, key=lambda state: state["id"])
    if mention["kind"] == "retraction":
        return [change for state in known for change in _retract(state, mention)]
    return _report(_announced(mention), known)


def _announced(mention: Report) -> Report:
    """Put off to a day that is told, it is scheduled for that day; the days before it are in `when.previous`."""
    when = mention["when"]
    moved = mention["status"] == "postponed" and when is not None and "previous" in when
    return {**mention, "status": "scheduled"} if moved else mention


def _traits(report: Report) -> Traits:
    words = {report["article"]["language"]: report["words"]}
    return traits(report, day(report["article"]["published_at"]), words)


def _created(mention: Report) -> State:
    seen = {_key(mention["article"]): token(source_of(mention))}
    state = build(mention["id"], [_bare(mention)], mention["evidence"], seen, None, version(mention))
    state["event"]["change"]["article_id"] = mention["article"]["id"]
    return state


def _report(mention: Report, known: list[State]) -> list[Change]:
    compared = _traits(mention)
    best: tuple[float, int, str] | None = None
    found: State | None = None
    for state in known:
        earlier = _earlier(state, mention["article"])
        if earlier is not None and version(earlier) == version(mention):
            if earlier["ordinal"] == mention["ordinal"]:
                return []
            continue  # one article does not report one event twice
        weight = score(compared, state["traits"], earlier is not None)
        rank = (weight, state["event"]["article_count"], state["id"])
        if weight >= THRESHOLD and (best is None or rank > best):
            best, found = rank, state
    if any(state["id"] == mention["id"] for state in known):
        return []  # what it created is known; it was moved, merged or withdrawn since
    if found is None:
        return _create(mention)
    return _merge(found, mention)


def _create(mention: Report) -> list[Change]:
    state = _created(mention)
    event = state["event"]
    if event["status"] not in OFF:
        return [Change(state, event)]
    # The first we hear of it is that it will not be: it was announced, and it was called off.
    announced: Event = {**event, "status": "scheduled"}
    return [Change({**state, "event": announced}, announced), *_publish(state, announced, mention["article"])]


def _merge(state: State, mention: Report) -> list[Change]:
    earlier = _earlier(state, mention["article"])
    if earlier is not None and version(earlier) > version(mention):
        return []
    seen = dict(state["seen"])
    if earlier is not None:
        mention = _corrected(earlier, mention)
        seen.pop(_key(earlier["article"]), None)
    reports = sorted([r for r in state["reports"] if r is not earlier] + [_bare(mention)], key=order)
    if len(seen) < COUNTED:
        seen[_key(mention["article"])] = token(source_of(mention))
    replaced = earlier["article"]["id"] if earlier is not None else mention["article"]["id"]
    evidence = [e for e in state["event"]["evidence"] if e["article_id"] != replaced] + mention["evidence"]
    merged = build(state["id"], reports, evidence, seen, state["event"], version(mention))
    return _publish({**merged, "dirty": state["dirty"]}, state["event"], mention["article"])


def _corrected(earlier: Report, mention: Report) -> Report:
    """A new version of a report, which says that the date was moved if the old one had another."""
    old, new = earlier["when"], mention["when"]
    if old is None or new is None or "previous" in new or overlap(span(old), span(new)) > 0:
        return mention
    previous: list[Interval] = [*old.get("previous", ()), {"start": old["start"], "end": old["end"]}]
    return {**mention, "when": {**new, "previous": previous}}


def _retract(state: State, mention: Retraction) -> list[Change]:
    withdrawn = [r for r in state["reports"] if r["article"]["id"] == mention["article"]["id"]]
    if not withdrawn or version(withdrawn[0]) > version(mention):
        return []
    old = state["event"]
    reports = [r for r in state["reports"] if r is not withdrawn[0]]
    seen = {key: source for key, source in state["seen"].items() if key != _key(withdrawn[0]["article"])}
    if reports:
        left = build(state["id"], reports, old["evidence"], seen, old, version(mention))
        return _publish({**left, "dirty": state["dirty"]}, old, mention["article"])
    gone: Event = {**old, "status": "cancelled", "updated_at": max(old["updated_at"], version(mention))}
    empty: State = {**state, "reports": [], "seen": {}, "event": gone}
    empty["traits"] = {**state["traits"], "status": "cancelled"}
    fields = sorted({*state["dirty"], *pointers(old, gone)})
    return [_revision(empty, gone, "retracted", fields, mention["article"], old["revision"] + 1)]


def _publish(state: State, old: Event, article: ArticleRef) -> list[Change]:
    """The changes that lead from the snapshot `old` to the one of `state`, each with its revision."""
    new = state["event"]
    found = kinds(old, new)
    if not found:
        return [Change({**state, "dirty": sorted({*state["dirty"], *pointers(old, new)})}, None)]
    changes: list[Change] = []
    fields = set(state["dirty"])
    for kind, stage in zip(found, stages(old, new, found), strict=True):
        fields.update(pointers(old, stage))
        if kind == "corroborated" and old["source_count"] != stage["source_count"]:
            fields.add("/source_count")
        changes.append(_revision(state, stage, kind, sorted(fields), article, old["revision"] + 1))
        old, fields = changes[-1].state["event"], set()
    return changes


def _revision(
    state: State, snapshot: Event, kind: ChangeKind, fields: list[str], article: ArticleRef, revision: int
) -> Change:
    event: Event = {
        **snapshot,
        "revision": revision,
        "change": {"kind": kind, "fields": fields, "article_id": article["id"]},
    }
    return Change({**state, "event": event, "dirty": []}, event)


def _bare(mention: Report) -> Report:
    """What is kept of a report; its sentences are in the event."""
    return {**mention, "evidence": []}


def _earlier(state: State, article: ArticleRef) -> Report | None:
    """The report of the same article, by id or by address, in an event."""
    url = article.get("url")
    for report in state["reports"]:
        known = report["article"]
        if known["id"] == article["id"] or (url is not None and known.get("url") == url):
            return report
    return None


def _key(article: ArticleRef) -> str:
    return token(article.get("url", article["id"]))

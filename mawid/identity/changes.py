"""What a subscriber is told: the difference between two snapshots of an event, as revisions of one kind each."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from mawid.event import ChangeKind, Event, When, Where
from mawid.identity.dates import clock, inside, overlap, span
from mawid.identity.fold import OFF, UPCOMING
from mawid.identity.keys import city_key

_MILESTONES: Final = (2, 3, 5)
_WATCHED: Final = ("status", "when", "where")
# What a kind changes when another kind follows in the same report.
_SCOPE: Final[dict[ChangeKind, tuple[str, ...]]] = {
    "reinstated": ("status", "when"),
    "rescheduled": ("when",),
    "relocated": ("where",),
}


def kinds(old: Event, new: Event) -> list[ChangeKind]:
    """What happened between two snapshots, in the order in which it is told; empty if a subscriber need not know."""
    found: list[ChangeKind] = []
    back = old["status"] in OFF and new["status"] not in OFF
    if back and new["status"] != "occurred":
        found.append("reinstated")
    elif _previous(new) != _previous(old):
        found.append("rescheduled")
    if _is_elsewhere(old["where"], new["where"]):
        found.append("relocated")
    if new["status"] != old["status"]:
        if new["status"] == "postponed":
            found.append("postponed")
        elif new["status"] == "cancelled":
            found.append("cancelled")
        elif new["status"] == "occurred":
            found.append("occurred")
    if not found and ((new["status"] in UPCOMING and _is_refined(old, new)) or _is_corrected(old, new)):
        found.append("refined")
    if not found and _is_corroborated(old, new):
        found.append("corroborated")
    return found


def stages(old: Event, new: Event, found: list[ChangeKind]) -> Iterator[Event]:
    """The snapshots that lead from `old` to `new`, one for each kind: each has done what its kind says."""
    done: set[str] = set()
    for kind in found[:-1]:
        done |= {*_SCOPE[kind]}
        yield {**new, **{key: old[key] for key in _WATCHED if key not in done}}  # type: ignore[typeddict-item]
    yield new


def pointers(old: Event, new: Event) -> list[str]:
    """JSON pointers of what differs: status, type, the parts of the date and the place, titles, participants."""
    a: Mapping[str, Any] = old
    b: Mapping[str, Any] = new
    found = [f"/{key}" for key in ("participants", "status", "type") if a[key] != b[key]]
    for key in ("title", "when", "where"):
        found += _parts(f"/{key}", a[key], b[key])
    return sorted(found)


def _parts(pointer: str, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> list[str]:
    if old is None or new is None:
        return [] if old == new else [pointer]
    return [f"{pointer}/{key}" for key in {*old, *new} if old.get(key) != new.get(key)]


def _previous(event: Event) -> list[Any]:
    return list(event["when"].get("previous", ())) if event["when"] else []


def _is_elsewhere(old: Where | None, new: Where | None) -> bool:
    """Whether something that was known of the place is now something else."""
    if old is None or new is None:
        return False
    if old.get("country", "") != new.get("country", "") and "country" in old:
        return True
    if "city" in old and city_key(old) != city_key(new):
        return True
    return "venue" in old and "venue" in new and old["venue"] != new["venue"]


def _is_refined(old: Event, new: Event) -> bool:
    if old["status"] == "proposed" and new["status"] == "scheduled":
        return True
    return _is_narrower(old["when"], new["when"]) or _is_more_precise(old["where"], new["where"])


def _is_corrected(old: Event, new: Event) -> bool:
    """Whether something is not so any more after an update or a retraction of an article."""
    if new["status"] != old["status"] and new["status"] != "ongoing":
        return True
    if old["when"] is not None and (new["when"] is None or overlap(span(old["when"]), span(new["when"])) <= 0):
        return True
    a, b = old["where"], new["where"]
    return a is not None and (b is None or any(key in a and key not in b for key in ("venue", "city", "country")))


def _is_narrower(old: When | None, new: When | None) -> bool:
    if old is None or new is None:
        return new is not None and old is None
    if clock(old) is None and clock(new) is not None:
        return True
    a, b = span(new), span(old)
    return inside(a, b) and (a[1] - a[0]) * 2 <= b[1] - b[0]


def _is_more_precise(old: Where | None, new: Where | None) -> bool:
    if old is None or new is None:
        return new is not None and old is None
    return any(key in new and key not in old for key in ("venue", "city", "country"))


def _is_corroborated(old: Event, new: Event) -> bool:
    """Whether it is under way, or was reported in a further language, or by as many sources as a milestone says."""
    if new["status"] == "ongoing" != old["status"] or new["title"].keys() - old["title"].keys():
        return True
    return _is_milestone(old["source_count"], new["source_count"])


def _is_milestone(old: int, new: int) -> bool:
    """Whether the number of sources reached 2, 3, 5, 10, 20, 50, 100, 200, 500 and so on."""
    return any(old < n <= new for n in _milestones(new))


def _milestones(limit: int) -> Iterator[int]:
    yield from _MILESTONES
    power = 10
    while power <= limit:
        yield from (power, 2 * power, 5 * power)
        power *= 10

"""What is known of an event: the fold of its reports in order of publication.

The order in which reports arrive does not matter: a late one takes its place in time, an updated article replaces its
older self, a retracted one is left out, and the fold is made again. Later reports win, with two exceptions:

* a report that only knows less (the week, the country) takes nothing away;
* a report that goes back on a change (the old date, "scheduled" after a cancellation) may just be stale. It counts when
  the source that made the change says so, or when two sources do.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from mawid.event import Interval, Names, Party, Report, Status, When, Where
from mawid.identity.dates import clock, day, inside, is_vague, local, overlap, span
from mawid.identity.keys import city_key, party_keys, skeletons

MAX_PARTIES: Final = 12
INSIST: Final = 2
"""Sources that it takes to go back on a change."""

OFF: Final = frozenset({"postponed", "cancelled"})
UPCOMING: Final = frozenset({"proposed", "scheduled"})
_BEGUN: Final = frozenset({"ongoing", "occurred"})
_PROGRESS: Final[tuple[Status, ...]] = ("proposed", "scheduled", "ongoing", "occurred")
_PRECISION: Final = ("unresolved", "online", "country", "region", "city", "venue")


def source_of(report: Report) -> str:
    """Who reported: the source's name; an article without one is a source of its own."""
    return report["article"].get("source") or report["article"]["id"]


@dataclass(slots=True)
class Facts:
    """What the reports so far say together.

    Attributes:
        titles: language -> title.
        parties: key -> party, in the order of their first appearance.
        previous: dates that it was moved away from, oldest first.
        left: cities that it was moved away from.
        venues: language -> words of the venue's names.
        set_by: "when", "where", "status" -> the source that the value is from.
        claims: what some reports said against the facts -> their sources, since the last change.
    """

    type: str
    status: Status
    when: When | None = None
    where: Where | None = None
    titles: Names = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    previous: list[Interval] = field(default_factory=list)
    left: set[str] = field(default_factory=set)
    venues: dict[str, set[str]] = field(default_factory=dict)
    set_by: dict[str, str] = field(default_factory=dict)
    claims: dict[str, set[str]] = field(default_factory=dict)

    def insists(self, claim: str, source: str) -> bool:
        """Whether `source` is not the only one with a claim against the facts."""
        sources = self.claims.setdefault(claim, set())
        sources.add(source)
        return len(sources) >= INSIST

    def admits(self, what: str, claim: str, source: str) -> bool:
        """Whether `source` may go back on `what`: it set it, or it is not the only one with this claim."""
        return self.insists(claim, source) or self.set_by.get(what) == source

    def set_status(self, status: Status, source: str) -> None:
        """Change the status; claims against the old one are void."""
        self.status = status
        self.set_by["status"] = source
        self.claims.clear()


def fold(reports: Sequence[Report]) -> Facts:
    """The facts of an event.

    Args:
        reports: at least one, in order of publication.
    """
    types = [report["type"] for report in reports]
    facts = Facts(max(dict.fromkeys(types), key=types.count), reports[0]["status"])
    for report in reports:
        changed = not _is_stale(facts, report) and _add(facts, report)
        for language, title in report["title"].items():
            if changed or language not in facts.titles:
                facts.titles[language] = title
        _add_parties(facts, report["participants"])
    if facts.when and facts.previous:
        facts.when = {**facts.when, "previous": facts.previous}
    return facts


def _is_stale(facts: Facts, report: Report) -> bool:
    """Whether a report gives a date that the event was moved away from, and nobody else does."""
    when = report["when"]
    if when is None or facts.when is None or "previous" in when or overlap(span(when), span(facts.when)) > 0:
        return False
    if all(overlap(span(when), span(interval)) <= 0 for interval in facts.previous):
        return False
    return not facts.admits("when", f"when {when['start'][:10]}", source_of(report))


def _add(facts: Facts, report: Report) -> bool:
    """Returns whether the report moved, relocated or called off the event, or brought it back."""
    before = facts.status in OFF
    moved = _add_when(facts, report)
    _add_status(facts, report, moved)
    relocated = _add_where(facts, report, moved)
    return moved or relocated or before != (facts.status in OFF)


def _add_parties(facts: Facts, parties: list[Party]) -> None:
    for party in parties:
        key = party_keys(party)[0]
        known = facts.parties.get(key)
        if known:
            facts.parties[key] = {**party, **known, "name": {**party["name"], **known["name"]}}
        elif len(facts.parties) < MAX_PARTIES:
            facts.parties[key] = party


def _add_when(facts: Facts, report: Report) -> bool:
    """Returns whether the event was moved to another date."""
    new, old = report["when"], facts.when
    if new is None:
        return False
    moved = old is not None and _is_move(facts, report, new, old)
    if old is not None and moved:
        facts.previous.append({"start": old["start"], "end": old["end"]})
        facts.claims.clear()
    elif old is not None and overlap(span(new), span(old)) == 0 and not is_vague(new) and not is_vague(old):
        if facts.status not in OFF and report["status"] not in OFF:
            facts.when = _joined(old, new)
        return False
    elif old is None:
        facts.previous = list(new.get("previous", ()))
    elif not _is_better(new, old, report["status"]):
        return False
    facts.when = {key: value for key, value in new.items() if key != "previous"}  # type: ignore[assignment]
    facts.set_by["when"] = source_of(report)
    return moved


def _is_move(facts: Facts, report: Report, new: When, old: When) -> bool:
    """Whether `new` is another date, rather than another description of `old`."""
    a, b = span(new), span(old)
    status = report["status"]
    if facts.status == "occurred" or status == "cancelled" or (status == "postponed" and a[0] <= b[0]):
        return False  # what is over does not move, and who calls it off gives the old date
    common = overlap(a, b)
    if common <= 0:
        # One day off, and it went on: time zones, or a second day.
        return common < 0 or status not in _BEGUN
    if a == b:
        return _is_other_hour(facts, report, new, old)
    if inside(a, b) or inside(b, a):
        return False
    return facts.status in OFF or common * 2 < min(a[1] - a[0], b[1] - b[0])


def _is_other_hour(facts: Facts, report: Report, new: When, old: When) -> bool:
    """Whether it begins at another hour of the same day. One report may just think in another time zone."""
    a, b = clock(new), clock(old)
    if a is None or b is None or abs(a - b) < 30 or report["status"] not in UPCOMING:
        return False
    return facts.admits("when", f"when {new['start']}", source_of(report))


def _joined(old: When, new: When) -> When:
    """Two adjoining dates as one: it went on from the first to the second."""
    a, b = span(old), span(new)
    start, end = local(min(a[0], b[0])), local(max(a[1], b[1]))
    kept: When = {"start": start, "end": end, "granularity": "days"}
    return {**kept, "timezone": old["timezone"]} if "timezone" in old else kept


def _is_better(new: When, old: When, status: Status) -> bool:
    """Whether `new` says more than `old`, where both overlap and it was not moved."""
    a, b = span(new), span(old)
    if a == b:
        return clock(old) is None and clock(new) is not None
    if status in OFF:
        return False
    if is_vague(new):
        return is_vague(old) and inside(a, b) and (a[1] - a[0]) * 2 <= b[1] - b[0]
    if is_vague(old):
        if old["granularity"] == "days":
            # Monday for an event of Monday to Sunday is its beginning, or today; not all of it.
            return status in UPCOMING and (a[0] > b[0] or a[1] - a[0] > 1)
        return True
    # "From Monday", then "Monday to Friday"; but never a day for an hour or one day of several.
    return clock(old) is None and not inside(a, b)


def _add_status(facts: Facts, report: Report, moved: bool) -> None:
    new, source = report["status"], source_of(report)
    if new == "postponed" and moved:
        new = "scheduled"  # postponed to a date
    if new in _BEGUN and facts.when and span(facts.when)[0] > day(report["article"]["published_at"]) + 1:
        return  # not yet: the report is about something else that has happened
    if facts.status in (new, "occurred"):
        return
    if facts.status in OFF:
        if new == "cancelled" or (new not in OFF and (moved or facts.admits("status", "on", source))):
            facts.set_status(new, source)
    elif new in OFF or _PROGRESS.index(new) > _PROGRESS.index(facts.status):
        facts.set_status(new, source)


def _add_where(facts: Facts, report: Report, moved: bool) -> bool:
    """Returns whether the event was moved to another place."""
    new, old = report["where"], facts.where
    if new is None:
        return False
    relocated = False
    if old is None:
        facts.where = new
    elif _is_elsewhere(new, old):
        relocated = _admits_city(facts, report, new)
        if not relocated:
            return False
    elif "venue" in new and _is_other_venue(facts, report, new["venue"]):
        relocated = moved or facts.insists(f"venue {new['venue']}", source_of(report))
    if old is not None and relocated:
        facts.left.add(city_key(old))
        facts.venues.clear()
        facts.where = new
    elif old is not None:
        facts.where = _more_precise(old, new)
    if old is None or relocated:
        facts.set_by["where"] = source_of(report)
    if "venue" in new:
        facts.venues.setdefault(report["article"]["language"], set()).update(skeletons([new["venue"]]))
    return relocated


def _is_elsewhere(new: Where, old: Where) -> bool:
    if "country" in new and "country" in old and new["country"] != old["country"]:
        return True
    return "city" in new and "city" in old and city_key(new) != city_key(old)


def _admits_city(facts: Facts, report: Report, new: Where) -> bool:
    # Afterwards, a place in the text is mistaken for the event's more often than an event is moved.
    city = city_key(new)
    if report["status"] in UPCOMING and city not in facts.left:
        return True
    return facts.admits("where", f"city {city}", source_of(report))


def _is_other_venue(facts: Facts, report: Report, venue: str) -> bool:
    """Whether a coming event's venue has a name that has nothing in common with the ones known, of one language."""
    if report["status"] not in UPCOMING or report["article"]["language"] not in facts.venues:
        return False
    words = skeletons([venue])
    return not any(words & known for known in facts.venues.values())


def _more_precise(old: Where, new: Where) -> Where:
    """The more precise of two descriptions of one place, completed from the other."""
    ranks = _PRECISION.index(old["precision"]), _PRECISION.index(new["precision"])
    base, other = (new, old) if ranks[1] > ranks[0] else (old, new)
    merged: Where = {**base}
    if ranks[0] == ranks[1]:
        merged["name"] = {**other["name"], **base["name"]}
    if "city" in other and "city" not in base:
        for key in ("city", "country", "geonames_id", "latitude", "longitude"):
            if key in other:
                merged[key] = other[key]
    elif "country" in other and "country" not in base:
        merged["country"] = other["country"]
    return merged

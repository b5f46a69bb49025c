"""What the mentions of an event together say: date, place and status, and what context fills in.

An event that lacks a date or place may take it from the event it accompanies ("he said at a press
conference after the meeting"), from the dateline, or from what the article is about ("the presidential
election"). What is filled in is marked, and weighs less in the confidence.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from math import inf
from typing import Final

from mawid.detect.dating import is_of_saying
from mawid.detect.merge import LOOSE, Cluster
from mawid.detect.reading import Line
from mawid.detect.setting import setting
from mawid.detect.siting import UNSAID, Map, Option, options, ranked
from mawid.detect.weights import weights
from mawid.event import Status, When, Where
from mawid.places import Context, Place, Venue, as_where, surface
from mawid.temporal import Anchor

_SIDE: Final = frozenset({"press_conference", "ceremony", "meeting", "talks"})
"""Events that often accompany another one and leave its date and place unsaid."""
_LEAD: Final = 4
"""The sentences of headline and lead."""


@dataclass(slots=True)
class Settled:
    """An event of an article, decided.

    Attributes:
        options: the places that it may have; an event by telephone has none.
        site: its place, or that it is unsaid, and `site_probability` that this is right.
        venue: as written.
        rejected: why it is none after all.
        filled: where a date or place came from that no mention of the event says.
    """

    cluster: Cluster
    when: When | None
    venue: Venue | None
    status: Status
    options: list[Option] = field(default_factory=list)
    site: Option = UNSAID
    site_probability: float = 1.0
    rejected: str = ""
    filled: str = ""

    @property
    def place(self) -> Place | None:
        """The city, region or country."""
        return self.site.place

    def where(self, language: str) -> Where | None:
        """The place as a message has it; a venue alone is no place that anybody could find."""
        if self.place is None:
            return None
        venue = self.venue.name if self.venue is not None else None
        line, m = self.site.line, self.site.mention
        if line is None or m is None or m.demonym:
            return as_where(self.place, venue, None, language)
        name = surface(line.sentence, line.pack, m.start, m.end, m.prefix)
        return as_where(self.place, venue, name, language, m.head)


def settle(clusters: list[Cluster], context: Context, lines: list[Line], anchor: Anchor) -> list[Settled]:
    """Date, place and status of each event, in order of the first mention; rejected ones among them.

    Args:
        clusters: the events.
        context: which countries the article speaks of.
        lines: the sentences of the article.
        anchor: publication day.
    """
    out = [_own(k) for k in clusters]
    atlas = Map(lines, setting(context, lines), clusters)
    for s in out:
        _site(s, atlas)
    for s in out:
        another = any(c.trigger.another for c in s.cluster.mentions)
        over = s.status in ("occurred", "ongoing") and not another
        borrowed = s.place is not None and not s.site.own
        if s.when is None and s.cluster.type in _SIDE and not another and (over or not borrowed):
            _accompany(s, [o for o in out if o is not s and o.when is not None and not o.filled])
        located = s.place is not None and s.filled in ("", "dateline")
        if s.when is None and located and over:
            _report_day(s, lines, anchor)
        if s.when is None and s.place is None:
            s.rejected = "neither date nor place"
        elif s.when is None and s.filled and s.cluster.type != "election":
            s.rejected = "no date, and no place of its own"
        elif s.when is None and all(c.trigger.weak and not c.cues.carry for c in s.cluster.mentions):
            s.rejected = "no date, and no word that names an event by itself"
        elif s.when is None and s.venue is None and LOOSE < s.site.cost < inf:
            s.rejected = "no date, and a place that may be another's"
    return out


def _own(k: Cluster) -> Settled:
    """What the mentions themselves say of date, venue and status."""
    venued = min((c for c in k.mentions if c.venue is not None), key=lambda c: c.venue_cost, default=None)
    when = k.dated.when if k.dated is not None else None
    if when is not None and k.moved:
        when = when | {"previous": k.previous}  # none where its old date is not told
    return Settled(k, when, venued.venue if venued is not None else None, k.status)


def _site(s: Settled, atlas: Map) -> None:
    """Decide on the place; an event by telephone has none."""
    if s.cluster.type == "call":
        s.venue = None
        return
    s.options = options(s.cluster, atlas, s.status, s.venue)
    s.site, s.site_probability = ranked(s.options, weights()["where"])[0]
    if s.place is not None and not s.site.own:
        s.filled = _source(s.site, atlas)


def _source(site: Option, atlas: Map) -> str:
    """Where a place comes from that no mention of the event says, in a word or two."""
    if site.place == atlas.dateline:
        return "dateline"
    if "of the venue" in site.features:
        return ""
    if site.mention is not None and "same sentence" in site.features:
        return "adjective"
    return "another sentence" if site.mention is not None else "the article's country"


def _accompany(s: Settled, others: list[Settled]) -> None:
    """Take the missing date of a side event from the event that is told beside it."""
    if s.status in ("postponed", "cancelled") or any(c.trigger.plural for c in s.cluster.mentions):
        return
    near = [(_apart(s.cluster, o.cluster), i, o) for i, o in enumerate(others) if o.status == s.status]
    apart, _, other = min(near, default=(2, 0, None), key=lambda n: n[:2])
    if other is not None and apart <= 1:
        s.when, s.filled = _day_of(other), "the event beside it"


def _report_day(s: Settled, lines: list[Line], anchor: Anchor) -> None:
    """The one day that its sentence names, or the sentence before in the lead: what is reported there was then."""
    if s.cluster.type == "election":
        return  # it is spoken of for months
    for c in s.cluster.mentions:
        if c.line.sentence.text.field != "body":
            continue
        before = lines[c.line.index - 1] if 0 < c.line.index <= _LEAD else c.line
        for line in (c.line, before):
            told = [t for t in line.times if not (line is c.line and is_of_saying(c, t))]
            days = [t.resolve(anchor, "past") for t in told if not (t.is_duration or t.is_clock or t.limit)]
            known = {w["start"]: w for w in days if w is not None and w["granularity"] == "day"}
            if len(known) == 1 and line.sentence.text.field == "body":
                when = next(iter(known.values()))
                if when["start"] <= anchor.day.isoformat():
                    s.when, s.filled = when, s.filled or "its sentence"
                return


def _apart(a: Cluster, b: Cluster) -> int:
    """How many sentences lie between the first mention of one and any of the other in the same field."""
    first = a.mentions[0].line
    lines = (c.line for c in b.mentions if c.line.sentence.text.field == first.sentence.text.field)
    return min((abs(first.index - line.index) for line in lines), default=99)


def _day_of(s: Settled) -> When | None:
    """Its date; of several days the last, on which it is reported."""
    if s.when is None or s.when["granularity"] != "days":
        return s.when
    last = date.fromisoformat(s.when["end"][:10]) - timedelta(1)
    return s.when | {"start": last.isoformat(), "granularity": "day"}

"""What the mentions of an event together say: date, place and status, and what context fills in.

An event whose own sentences do not say when or where may have the date or the place of another sentence: of the event
that it accompanies ("he said at a press conference after the meeting"), of the dateline, of what the article is about
("the presidential election"). What is filled in is marked, and weighs less in the confidence.
"""

from dataclasses import dataclass, field
from math import inf

from mawid.detect import programme
from mawid.detect.asides import OFF
from mawid.detect.clusters import LOOSE, Cluster
from mawid.detect.ranking import ranked
from mawid.detect.reading import Line
from mawid.detect.setting import setting
from mawid.detect.siting import UNSAID, Map, Option, options
from mawid.detect.status import status
from mawid.detect.timing import UNDATED, Calendar, Dated
from mawid.detect.timing import options as dates
from mawid.detect.weights import weights
from mawid.event import Status, When, Where
from mawid.places import Context, Place, Venue, as_where, surface
from mawid.temporal import Anchor, guess_tense


@dataclass(slots=True)
class Settled:
    """An event of an article, decided.

    Attributes:
        dates: the dates that it may have; one that was moved or called off has those that its mentions say.
        date: its date, or that it is unsaid, and `date_probability` that this is right.
        options: the places that it may have; an event by telephone has none.
        site: its place, or that it is unsaid, and `site_probability` that this is right.
        venue: as written.
        rejected: why it is none after all.
        filled: where a place came from that no mention of the event says.
    """

    cluster: Cluster
    when: When | None
    venue: Venue | None
    status: Status
    dates: list[Dated] = field(default_factory=list)
    date: Dated = UNDATED
    date_probability: float = 1.0
    options: list[Option] = field(default_factory=list)
    site: Option = UNSAID
    site_probability: float = 1.0
    rejected: str = ""
    filled: str = ""

    @property
    def borrowed(self) -> bool:
        """No sentence of the event tells its date, another one does."""
        own = any(_same(c.when, self.date.when) for c in self.cluster.mentions)
        return self.date.when is not None and self.date.mention is None and not own

    @property
    def place(self) -> Place | None:
        """The city, region or country."""
        return self.site.place

    @property
    def placed_loosely(self) -> bool:
        """Its place stands in one of its sentences, but may be another's."""
        return LOOSE < self.site.cost < inf

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
    programme.link(clusters)
    out = [_own(k) for k in clusters]
    atlas = Map(lines, setting(context, lines), clusters)
    calendar = Calendar(lines, clusters, anchor)
    for s in out:
        _site(s, atlas)
        off = s.status in OFF and (s.when is not None or s.cluster.best.trigger.plural)
        if not (s.cluster.moved or off):  # these have the date that is said of them
            s.dates = dates(s.cluster, calendar)
    for s in out:
        _date(s, anchor)
        if s.when is None and s.place is None:
            s.rejected = "neither date nor place"
        elif s.when is None and s.cluster.type == "press_conference" and s.placed_loosely:
            s.rejected = "no date, and a place of which something was said there"
    return out


def _own(k: Cluster) -> Settled:
    """What the mentions themselves say of date, venue and status."""
    venued = min((c for c in k.mentions if c.venue is not None), key=lambda c: c.venue_cost, default=None)
    when = k.dated.when if k.dated is not None else None
    if when is not None and k.moved:
        when = when | {"previous": k.previous}  # none where its old date is not told
    return Settled(k, when, venued.venue if venued is not None else None, k.status)


def _site(s: Settled, atlas: Map) -> None:
    """Decide on the place; an event by telephone has none, one by video only one in which it is said to be."""
    if s.cluster.type == "call":
        s.venue = None
        return
    s.options = options(s.cluster, atlas, s.status, s.venue)
    if s.cluster.online:
        s.options = [o for o in s.options if o.place is None or (o.mention is not None and o.mention.role == "in")]
    stop = next((c.place.place for c in s.cluster.mentions if c.stop and c.place is not None), None)
    if stop is not None:
        s.options = [o for o in s.options if o.place is stop] or s.options
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


def _date(s: Settled, anchor: Anchor) -> None:
    """Decide on the date, and on the status that goes with it."""
    if not s.dates:
        return
    s.date, s.date_probability = ranked(s.dates, weights()["when"])[0]
    chosen, c, told = s.date.when, s.date.mention, s.date.told
    if _same(s.when, chosen):
        return
    s.when = chosen
    if c is not None and told is not None:
        c.time, c.when, c.time_cost = told.time, told.when, max(0.0, told.cost)
        around = guess_tense(c.line.sentence, c.time.start, c.time.end)
        s.status = status(c.trigger, c.cues, c.when, anchor.day, around)
    elif chosen is None:
        for m in s.cluster.mentions:
            m.time = m.when = None
    elif chosen["start"][:10] > anchor.day.isoformat() and s.status in ("occurred", "ongoing"):
        s.status = "scheduled"
    elif chosen["end"][:10] <= anchor.day.isoformat() and s.status in ("scheduled", "proposed"):
        s.status = "occurred"


def _same(a: When | None, b: When | None) -> bool:
    return (a and (a["start"], a["end"])) == (b and (b["start"], b["end"]))

"""What `--explain` prints: which words fired which rules, what was attached, what was rejected and why."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, Literal

from mawid.detect.ranking import Choice, ranked, reasons
from mawid.detect.reading import Candidate, Line
from mawid.detect.settle import Settled
from mawid.detect.siting import Option
from mawid.detect.timing import Dated
from mawid.detect.weights import weights

_OPTIONS: Final = 3
_UNLIKELY: Final = 0.05
_REASONS: Final = 6
"""What is told of the dates and places that an event may have: so many, down to this probability, and why so often."""


def tell(lines: list[Line], events: list[Settled]) -> Iterator[str]:
    """The sentences with what was found in them, then the events with what they were made of."""
    for line in lines:
        if line.triggers or line.times:
            yield from _line(line)
    for i, s in enumerate(events, 1):
        yield from _event(i, s)


def _line(line: Line) -> Iterator[str]:
    s = line.sentence
    yield f"{s.text.field} {s.start}: {s.text.plain[s.start : s.end]}"
    for t in line.triggers:
        kind = f"{t.type} ({t.form}{', weak' if t.weak else ''}{', definite' if t.definite else ''})"
        yield f"    trigger  {s.words(t.start, t.end)!r}: {kind}{' REJECTED: ' + t.rejected if t.rejected else ''}"
        yield from (f"             {note}" for note in t.notes)
    for e in line.times:
        yield f"    time     {s.words(e.start, e.end)!r}"
    for p in line.places:
        flags = [f for f in ("demonym", "host", "acts", "dateline", "part") if getattr(p, f)]
        signs = " ".join([*([p.role] if p.role else []), *flags])
        yield f"    place    {s.words(p.start, p.end)!r}: {p.place.name}, {p.place.country} {signs}".rstrip()
    for v in line.venues:
        city = f": {v.place.name}, {v.place.country}" if v.place else ""
        yield f"    venue    {s.words(v.start, v.end)!r}{city} {v.role or ''}".rstrip()
    for party in line.parties:
        yield f"    party    {s.words(party.start, party.end)!r}: {party.key}"


def _event(i: int, s: Settled) -> Iterator[str]:
    k = s.cluster
    when = f"{s.when['start']} to {s.when['end']} ({s.when['granularity']})" if s.when else "no date"
    place = f"{s.place.name}, {s.place.country}" if s.place else "no place"
    sources = [*(["another sentence's date"] if s.borrowed else []), *([s.filled] if s.filled else [])]
    filled = f", filled in from {' and '.join(sources)}" if sources else ""
    yield f"event {i}: {k.type} {s.status}, {when}, {place}{filled}{' REJECTED: ' + s.rejected if s.rejected else ''}"
    yield from (f"    {_mention(c)}" for c in k.mentions)
    yield from _ranking(s.dates, "when", _day)
    yield from _ranking(s.options, "where", _site)
    yield from (f"    {note}" for note in k.notes)


def _ranking(
    options: Sequence[Choice], model: Literal["when", "where"], name: Callable[[Choice], str]
) -> Iterator[str]:
    """The date or place that was chosen and those that were not, with what spoke for and against them."""
    learned = weights()[model]
    for n, (option, share) in enumerate(ranked(options, learned)[:_OPTIONS]):
        if n and share < _UNLIKELY:
            break
        why = "; ".join(f"{sign} {weight:+.1f}" for sign, weight in reasons(option, learned)[:_REASONS])
        yield f"    {model if not n else 'not'} {name(option)} ({share:.2f}): {why}"


def _day(option: Dated) -> str:
    return f"{option.when['start']} to {option.when['end']}" if option.when else "unsaid"


def _site(option: Option) -> str:
    return f"{option.place.name}, {option.place.country}" if option.place else "unsaid"


def _mention(c: Candidate) -> str:
    s = c.line.sentence
    parts = [f"{s.text.field} {s.tokens[c.trigger.start].start} {s.words(c.trigger.start, c.trigger.end)!r} {c.status}"]
    if c.time is not None:
        parts.append(f"when {s.words(c.time.start, c.time.end)!r} (cost {c.time_cost:.1f})")
    if c.place is not None:
        parts.append(f"where {s.words(c.place.start, c.place.end)!r} (cost {c.place_cost:.1f})")
    cues = [f"{status} by {s.words(t.start, t.end)!r}" for status, t in c.cues.near.items()]
    return ", ".join(parts + cues)

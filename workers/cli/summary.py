"""The end of a demo: which events there are, and what became of the articles."""

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from mawid.event import Event
from workers.cli.dates import period
from workers.cli.render import STATUS, place
from workers.terminal import harmless, isolated


def agenda(events: Sequence[Event], out: Console) -> Text:
    """The newest revision of each event by date; what may run from right to left comes last in its line."""
    newest = {event["id"]: event for event in events}
    text = Text(f"{'EVENT':<18}{'STATUS':<11}{'WHEN':<28}WHERE", "bold")
    for event in sorted(newest.values(), key=lambda e: (e["when"]["start"] if e["when"] else "~", e["id"])):
        when = period(event["when"]) if event["when"] else "?"
        where = isolated(place(event["where"])[-1]) if event["where"] else "?"
        text.append(f"\n{event['type'].replace('_', ' '):<18}")
        text.append(f"{event['status']:<11}", STATUS[event["status"]]).append(f"{when:<28}{where}")
        reports = f"  {_count(event['article_count'], 'report')}, {_count(event['revision'], 'revision')}"
        title = Text(harmless(next(iter(event["title"].values()))))
        title.truncate(out.width - 29, overflow="ellipsis")
        text.append(f"\n{reports:<29}", "dim").append(isolated(title.plain), "dim")
    return text


def totals(events: Sequence[Event], counts: Counter[str]) -> Text:
    """What became of the articles.

    Args:
        events: all revisions.
        counts: `articles`, `mentions`, `merged`, and `dead <code>` for each code of dead letters.
    """
    kinds: Counter[str] = Counter(event["change"]["kind"] for event in events)
    dead = Counter({name.removeprefix("dead "): n for name, n in counts.items() if name.startswith("dead ")})
    rows = {
        "articles in": counts["articles"],
        "mentions in them": counts["mentions"],
        "events": len({event["id"] for event in events}),
        "revisions": _by_kind(kinds),
        "suppressed": f"{counts['merged']} mentions that say nothing new",
        "dead letters": _by_kind(dead),
    }
    text = Text()
    for name, value in rows.items():
        text.append(f"\n{name:<17}", "bold").append(str(value))
    return text


def _by_kind(counts: Counter[str]) -> str:
    kinds = ", ".join(f"{n} {kind}" for kind, n in counts.most_common())
    return f"{counts.total()} ({kinds})" if kinds else "0"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("s" if number > 1 else "")

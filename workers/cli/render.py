"""Events for people at a terminal.

A terminal may or may not reorder right-to-left text, so each piece of it stands on a line of its own, isolated.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from rich.console import Console
from rich.text import Text

from mawid.event import Event, Evidence, Names, Party, Where
from workers.cli.dates import period, reading
from workers.terminal import FIRST_STRONG_ISOLATE, POP_ISOLATE, harmless, is_rtl

WIDEST: Final = 100
"""Columns; longer lines are hard to read."""
LABEL: Final = 8

STATUS: Final = {
    "scheduled": "green",
    "ongoing": "bold green",
    "proposed": "yellow",
    "postponed": "bold yellow",
    "cancelled": "bold red",
    "occurred": "dim",
}
_LABELS: Final = {
    "trigger": "bold magenta",
    "when": "bold cyan",
    "where": "bold green",
    "participant": "bold yellow",
    "status": "bold red",
}


class _Console(Console):
    def on_broken_pipe(self) -> None:
        raise  # noqa: PLE0704  it is called where the error is handled; ours is to end quietly


def console(*, stderr: bool = False) -> Console:
    """The terminal: no colours when it is none or with NO_COLOR, never more than `WIDEST` columns."""
    out = _Console(highlight=False, markup=False, emoji=False, soft_wrap=True, stderr=stderr)
    out.width = min(out.width, WIDEST)
    return out


def lines(text: Text, width: int, out: Console) -> Iterator[Text]:
    """A text in lines of at most `width` columns, each isolated if anything in it runs from right to left."""
    for line in text.wrap(out, max(width, 20)):
        line.rstrip()
        yield Text.assemble(FIRST_STRONG_ISOLATE, line, POP_ISOLATE) if is_rtl(line.plain) else line


def picture(event: Event, today: date, out: Console, quotes: int = 3) -> Text:
    """One revision of an event.

    Args:
        event: a valid event.v1.
        today: the date that "in 9 days" counts from.
        out: where it will be printed; its width counts.
        quotes: sentences of evidence, at most.
    """
    changed = {pointer.split("/")[1] for pointer in event["change"]["fields"]}
    text = _heading(event)
    for field, label, value in _fields(event, today, quotes):
        style = "bold blue" if field in changed else "dim"
        for line in lines(value, out.width - LABEL - 2, out):
            text.append("\n  ").append(f"{label:<{LABEL}}", style).append(line)
            label = ""  # noqa: PLW2901  only the first line of a field has one
    return text


def place(where: Where) -> list[str]:
    """Where it is: the venue as written, then city and country."""
    if where["precision"] == "online":
        return ["online"]
    name, country = where.get("city") or _name(where["name"]), _country(where.get("country"))
    parts = [country or name] if where["precision"] == "country" else [name, country]
    found = [where.get("venue"), ", ".join(dict.fromkeys(filter(None, parts)))]
    return list(dict.fromkeys(filter(None, found)))


def quote(evidence: Evidence) -> Text:
    """The sentence, with the words that say what, when, where and who coloured."""
    text = Text(harmless(evidence["quote"]))
    for span in evidence.get("spans", ()):
        text.stylize(_LABELS[span["label"]], span["start"], span["end"])
    return text


def _heading(event: Event) -> Text:
    count = f"{event['source_count']} sources" if event["source_count"] > 1 else ""
    return Text("  ").join(
        Text(harmless(word), style)
        for word, style in (
            (event["change"]["kind"], "reverse"),
            (event["type"].replace("_", " "), "bold"),
            (event["status"], STATUS[event["status"]]),
            (f"{event['confidence']:.0%}", ""),
            (count, ""),
            (f"{event['id']}:{event['revision']}", "dim"),
        )
        if word
    )


def _fields(event: Event, today: date, quotes: int) -> Iterator[tuple[str, str, Text]]:
    for language, title in event["title"].items():
        yield "title", f"what {language}", Text(harmless(title), "bold")
    if when := event["when"]:
        yield "when", "when", Text(reading(when, today))
        for interval in when.get("previous", ())[::-1]:
            yield "when", "before", Text(period(interval), "strike")
    if where := event["where"]:
        for i, name in enumerate(place(where)):
            yield "where", "" if i else "where", Text(harmless(name))
    for i, line in enumerate(line for party in event["participants"] for line in _party(party)):
        yield "participants", "" if i else "who", line
    told = ""
    for evidence in _sentences(event, quotes):
        if (origin := _origin(evidence)) != told:
            yield "evidence", "says", Text(harmless(origin), "dim")
            told = origin
        yield "evidence", "", quote(evidence)


def _sentences(event: Event, most: int) -> list[Evidence]:
    """What the article that made this change says, best first; if none made it, what was said last.

    A sentence that is quoted for several words of it comes once, with all of them.
    """
    article = event["change"].get("article_id")
    own = [e for e in event["evidence"] if e["article_id"] == article]
    distinct: dict[tuple[str, str, int], Evidence] = {}
    for e in own or event["evidence"]:
        key = e["article_id"], e["field"], e["start"]
        distinct[key] = {**e, "spans": [*distinct.get(key, e).get("spans", ()), *e.get("spans", ())]}
    return list(distinct.values())[:most] if own else list(distinct.values())[-most:]


def _origin(evidence: Evidence) -> str:
    published = evidence.get("published_at", "")[:10]
    return ", ".join(filter(None, (evidence.get("source") or evidence["article_id"], published)))


def _party(party: Party) -> Iterator[Text]:
    yield Text(harmless(_name(party["name"])))
    if role := party.get("role"):
        yield Text(harmless(role), "dim")


def _name(names: Names) -> str:
    return names.get("en") or next(iter(names.values()))


def _country(code: str | None) -> str | None:
    from babel import Locale

    return Locale("en").territories.get(code, code) if code else None

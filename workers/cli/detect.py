"""`mawid detect`: what single articles report."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import click

from workers.cli.streams import FILE, BadInput, each_line, write_json

if TYPE_CHECKING:
    from mawid.article import Article
    from mawid.event import Event


class Found(NamedTuple):
    """What one article reports, and why, where that was asked for."""

    article: "Article"
    events: "list[Event]"
    why: list[str]


@click.command("detect")
@FILE
@click.option("--json", "as_json", is_flag=True, help="JSON lines on a terminal, too.")
@click.option("--explain", is_flag=True, help="Say which rule fired on which words.")
@click.option("--text", is_flag=True, help="FILE is one plain text, not articles in JSON.")
@click.option("--published", metavar="DATE", help="With --text: when it was published, as 2017-01-20[T09:00+03:00].")
@click.option("--language", metavar="CODE", help="With --text: its language; recognised where this is missing.")
def command(
    file: BinaryIO, as_json: bool, explain: bool, text: bool, published: str | None, language: str | None
) -> None:
    """Find the events that articles report: article.v1 lines in, event.v1 lines out.

    Needs no Kafka and no Redis. Each article is read by itself: two that report the same event give two lines
    (`mawid resolve` makes one of them). On a terminal the events are shown for people.

    \b
    Examples:
      mawid detect seeds/articles.jsonl
      mawid detect - < articles.jsonl | jq .when
      echo "The talks resume in Geneva on Monday." | mawid detect --text --published 2017-01-20
    """
    if text and not published:
        raise click.UsageError("--text needs --published: relative dates count from it.")
    if explain and as_json:
        raise click.UsageError("--explain is for people; --json is for programs.")
    if not text and (published or language):
        raise click.UsageError("--published and --language go with --text.")
    from mawid.article import Article, decode
    from mawid.detect import detect
    from mawid.detect import explain as why
    from mawid.identity import first

    def find(article: Article) -> Found:
        events = [first(mention) for mention in detect(article) if mention["kind"] == "report"]
        return Found(article, events, list(why(article)) if explain else [])

    found = [find(_plain(file, published, language))] if published else each_line(file, lambda line: find(decode(line)))
    if as_json or not (explain or sys.stdout.isatty()):
        for one in found:
            write_json(one.events)
    else:
        _show(found)


def _plain(file: BinaryIO, published: str, language: str | None) -> "Article":
    """The article that a plain text is.

    Raises:
        click.BadParameter, BadInput: it is none.
    """
    from mawid.article import from_json
    from mawid.errors import ArticleError

    try:
        body = file.read().decode()
        return from_json({"id": file.name, "body": body, "published_at": published, "language": language})
    except UnicodeDecodeError as e:
        raise BadInput(f"{file.name} is not UTF-8: byte {e.start}") from None
    except ArticleError as e:
        if e.pointer in {"/published_at", "/language"}:
            raise click.BadParameter(e.message, param_hint=f"--{e.pointer[1:].removesuffix('_at')}") from None
        raise BadInput(str(e)) from None


def _show(found: Iterable[Found]) -> None:
    from workers.cli.render import console, picture
    from workers.terminal import harmless

    out = console()
    for article, events, why in found:
        origin = f"{article.source or article.id}, {article.published:%Y-%m-%d %H:%M}"
        count = {0: "no event", 1: "1 event"}.get(len(events), f"{len(events)} events")
        out.print(f"{harmless(origin)}: {count}", style="dim")
        for event in events:
            out.print(picture(event, article.published.date(), out))
        for line in why:
            out.print(harmless(line))
        out.print()

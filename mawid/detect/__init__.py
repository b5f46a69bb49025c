"""From an article to the events that it reports. Pure, and the same for the same article, always.

`detect` gives the messages, `explain` tells in words what fired, what was attached and what was rejected.
"""

from collections.abc import Iterator
from typing import Final

from mawid.article import Article
from mawid.detect import confidence, message, posts, story
from mawid.detect.compose import compose
from mawid.detect.continuing import continuing, name_again
from mawid.detect.merge import cluster
from mawid.detect.parties import People
from mawid.detect.reading import Candidate, Line, read
from mawid.detect.settle import Settled, settle
from mawid.errors import ArticleError
from mawid.event import FAMILIES, Mention, Report
from mawid.languages import CODES, Pack, Sentence, get, sentences_of
from mawid.places import Context, home
from mawid.temporal import Anchor, calibrated
from mawid.text import Text

__all__ = ["candidates", "detect", "explain"]

MAX_TOKENS: Final = 20_000
"""Words and signs of one article; what stands behind them is not read. The longest news has some thousands."""
MAX_MENTIONS: Final = 200
"""Of events, in one article; what stands behind them is not read. News has some ten, a list has thousands."""


def detect(article: Article) -> list[Mention]:
    """The events that an article reports or announces, in order of their first mention.

    A retracted article reports nothing; it withdraws, from each family, what it said before.

    Raises:
        ArticleError: `language_unsupported`, when there is no pack for its language.
    """
    if article.retracted:
        return [message.retraction(article, f) for f in FAMILIES]
    return [report for settled, report in candidates(article) if not settled.rejected]


def candidates(article: Article) -> list[tuple[Settled, Report]]:
    """The events of an article and what they were made of; those that are none after all are marked `rejected`."""
    out: list[tuple[Settled, Report]] = []
    ordinal = 0
    for s in _events(article, _pack(article))[1]:
        k = s.cluster
        mentions = [k.best, *(c for c in k.mentions if c is not k.best)]
        sure = confidence.probability(s)
        report = message.report(article, ordinal, s, sure, mentions)
        ordinal += not s.rejected
        out.append((s, report))
    return out


def explain(article: Article) -> Iterator[str]:
    """Line by line: what was found in each sentence, what became of it and why.

    Raises:
        ArticleError: as `detect`.
    """
    yield from story.tell(*_events(article, _pack(article)))


def _pack(article: Article) -> Pack:
    pack = get(article.language)
    if pack is None:
        raise ArticleError(
            "language_unsupported", f"no pack for {article.language!r}; there are {', '.join(CODES)}", "/language"
        )
    return pack


def _sentences(article: Article, pack: Pack) -> Iterator[Sentence]:
    left = MAX_TOKENS
    for text in (Text("title", article.title), Text("body", article.body)):
        for s in sentences_of(text, pack):
            left -= len(s.tokens)
            if left < 0:
                return
            yield s


def _events(article: Article, pack: Pack) -> tuple[list[Line], list[Settled]]:
    sentences = list(_sentences(article, pack))
    at_home = article.country or home(article.domain, article.url, article.source)
    context = Context.of(sentences, pack, at_home)
    lines = read(sentences, pack, People(sentences, pack), context)
    anchor = calibrated(Anchor.of(article.published, article.country), [t for line in lines for t in line.times])
    quoted = posts.anchors(lines, anchor)
    mentions: list[Candidate] = []
    for line in lines:
        if len(mentions) >= MAX_MENTIONS:
            break
        today = quoted.get(line.index, anchor)
        more = continuing(line, today, mentions)
        found = [c for c in compose(line, today, mentions) if not c.trigger.rejected]
        name_again(line, found, mentions)
        mentions += found
        if more is not None:
            mentions.append(more)
    events = settle(cluster(mentions), context, lines, anchor)
    for s in events:
        if not s.rejected and confidence.probability(s, "real") < confidence.threshold():
            s.rejected = "improbable"
    return lines, events

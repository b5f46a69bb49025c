"""The states in memory: what `mawid resolve` keeps, and what the workers lay over their store."""

from collections.abc import Iterable

from mawid.event import Event, Mention
from mawid.identity.dates import day
from mawid.identity.decision import blocks, decide
from mawid.identity.index import CAP
from mawid.identity.state import State, version


def article_day(mention: Mention) -> int:
    """The day that it is when a mention's article is published: its articles are the clock of a stream."""
    return day(version(mention))


class View:
    """Events by id, and the index of their blocks.

    Args:
        states: that it holds at first.
        day: that it is; days that have passed do not come again.
    """

    def __init__(self, states: Iterable[State] = (), day: int = 0) -> None:
        self._day = day
        self._states: dict[str, State] = {}
        self._index: dict[str, set[str]] = {}
        for state in states:
            self.put(state)

    def put(self, state: State) -> None:
        """Store a state in place of the one that the event had."""
        old = self._states.get(state["id"])
        if old is not None:
            for block in old["blocks"]:
                self._index[block].discard(state["id"])
        self._states[state["id"]] = state
        for block in state["blocks"]:
            self._index.setdefault(block, set()).add(state["id"])

    def advance(self, day: int) -> list[str]:
        """Let it be this day, if it is a later one, and drop the events that are kept no longer.

        Returns:
            Their ids, sorted.
        """
        if day <= self._day:
            return []
        self._day = day
        expired = sorted(i for i, state in self._states.items() if state["exp"] < day)
        for i in expired:
            for block in self._states.pop(i)["blocks"]:
                self._index[block].discard(i)
        return expired

    def states(self) -> list[State]:
        """All states, sorted by id."""
        return [self._states[i] for i in sorted(self._states)]

    def candidates(self, mention: Mention) -> list[State]:
        """The states of the `CAP` last-ending events of each block of a mention, each once, sorted by id."""
        found: set[str] = set()
        for block in blocks(mention):
            members = self._index.get(block, ())
            found.update(sorted(members, key=lambda i: (self._states[i]["exp"], i), reverse=True)[:CAP])
        return [self._states[i] for i in sorted(found)]


def resolve(view: View, mention: Mention) -> list[Event]:
    """Decide about one mention over everything in the view, which is changed. Returns the revisions to publish."""
    view.advance(article_day(mention))
    changes = decide(mention, view.candidates(mention))
    for change in changes:
        view.put(change.state)
    return [change.event for change in changes if change.event is not None]

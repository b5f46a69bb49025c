"""The states in memory: what `mawid resolve` keeps, and what the workers lay over their store."""

from collections.abc import Iterable

from mawid.event import Event, Mention
from mawid.identity.decision import blocks, decide
from mawid.identity.index import CAP
from mawid.identity.state import State


class View:
    """Events by id, and the index of their blocks."""

    def __init__(self, states: Iterable[State] = ()) -> None:
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
    changes = decide(mention, view.candidates(mention))
    for change in changes:
        view.put(change.state)
    return [change.event for change in changes if change.event is not None]

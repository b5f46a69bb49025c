"""A word that names or reports an event."""

from dataclasses import dataclass, field
from typing import Final, Literal

ANY: Final = "any"
"""The type of a word for events of all types: "the event"."""
Form = Literal["noun", "did", "does"]


@dataclass(slots=True)
class Trigger:
    """The tokens `[start, end)` of a sentence name an event of `type`.

    `weak`: the word alone is not enough. `points`: it can only join an event. `definite`: it may point back
    to an event named before, `introduced`: by "a", as something new. `future`: the verb form itself says that
    it is to come. `arrived`: of a visit that goes on, `departed`: of one that is over. `topic`: something is
    said about it. `demanded`: somebody wants it. `led`: it only says what an office or a body is for («مدير
    المهرجان»). `another`, `also`: it is told apart from one, from all named before. `kinds`: which of the events
    of its type it is, where the words say so: a funeral, a presidential election.
    """

    start: int
    end: int
    type: str
    form: Form
    weak: bool = False
    points: bool = False
    definite: bool = False
    introduced: bool = False
    plural: bool = False
    future: bool = False
    arrived: bool = False
    departed: bool = False
    topic: bool = False
    demanded: bool = False
    led: bool = False
    another: bool = False
    also: bool = False
    kinds: frozenset[str] = frozenset()
    rejected: str = ""
    notes: list[str] = field(default_factory=list)

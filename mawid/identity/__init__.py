"""Which event is a mention, and what does it change? Pure functions over mentions and stored states.

keys, dates     names and dates in a form that can be compared
index           under which blocks an event is found
match           how strongly a mention speaks for being an event
fold            what the reports of an event say together
changes         what of that a subscriber is told
state, decide   all of it put together
view            the states in memory
"""

from mawid.identity.decision import Change, blocks, decide, first
from mawid.identity.index import CAP
from mawid.identity.state import State
from mawid.identity.view import View, article_day, resolve

__all__ = ["CAP", "Change", "State", "View", "article_day", "blocks", "decide", "first", "resolve"]

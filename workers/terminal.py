"""Text from anywhere, on a terminal: nothing that it obeys, and right-to-left text that stays where it belongs.

Nothing is reversed or reshaped: the terminal does that, and done twice it is wrong.
"""

import unicodedata
from typing import Final

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"

_RTL: Final = frozenset({"R", "AL", "AN"})
_HARMLESS: Final = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "\ufffd"),  # escape sequences begin with one of these
    **dict.fromkeys(map(ord, "\t\n\r\u2028\u2029"), " "),
    # Overrides and isolates could turn the rest of the line around, or end our isolate. This character shows nothing.
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\u2060"),
}


def harmless(text: str) -> str:
    """The text in one line, as long as it was, so that offsets stay right."""
    return text.translate(_HARMLESS)


def is_rtl(text: str) -> bool:
    """Whether anything in it runs from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in _RTL for c in text)


def isolated(text: str) -> str:
    """The text made harmless, and closed off from its surroundings when it holds right-to-left script."""
    safe = harmless(text)
    return f"{FIRST_STRONG_ISOLATE}{safe}{POP_ISOLATE}" if is_rtl(safe) else safe

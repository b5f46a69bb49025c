"""Mawid: from news text to structured events. Pure functions; no I/O, no network, no clock."""

__version__ = "0.1.0"

DETECTOR = f"mawid/{__version__}"
"""What an event's `detector` field says."""

"""An event for tests that need any."""

from mawid.event import Event

EVENT: Event = {
    "schema": "event.v1",
    "id": "mabcdefgh",
    "revision": 2,
    "change": {"kind": "postponed", "fields": ["/status"], "article_id": "a"},
    "type": "talks",
    "title": {"ar": "مباحثات في جنيف"},
    "status": "postponed",
    "when": {"start": "2017-02-01", "end": "2017-02-11", "granularity": "days"},
    "where": {"name": {"ar": "جنيف"}, "precision": "city", "city": "Geneva", "country": "CH"},
    "participants": [],
    "confidence": 0.9,
    "article_count": 3,
    "source_count": 2,
    "evidence": [],
    "first_seen_at": "2017-01-20T10:00:00Z",
    "updated_at": "2017-01-21T10:00:00Z",
    "detector": "mawid/0",
}

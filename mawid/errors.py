"""Every way in which an input can be wrong, each with a stable code.

    MawidError
    └── ArticleError            the article cannot be used; goes to the dead-letter topic
        code = one of CODES

The code is the value of the dead-letter header `dlq.error.code` and the label of the metric
`mawid_dead_letters_total`; a code is never renamed and never reused for something else.
"""

from typing import Final

CODES: Final[dict[str, str]] = {
    "invalid_json": "the message is not JSON (or not UTF-8)",
    "schema_invalid": "a field is missing or has the wrong type or size",
    "missing_anchor_date": "published_at is missing, so that relative dates cannot be resolved",
    "absurd_date": "published_at cannot be read or lies outside 1900 to 2199",
    "body_too_large": "the body is longer than 1,000,000 characters or the message than 4 MiB",
    "language_unsupported": "no language pack for the article's language",
    "detector_error": "the detector failed on this article; this is a bug in Mawid",
    "event_too_large": "the mention or event does not fit into a message",
}
"""code -> what it means, for a person."""


class MawidError(Exception):
    """The base of all errors that Mawid raises on purpose."""


class ArticleError(MawidError):
    """An article cannot be used.

    Args:
        code: one of `CODES`.
        message: what was wrong, for a person; never holds the article's text.
        pointer: JSON pointer of the field that is wrong, `""` for the whole message.
    """

    def __init__(self, code: str, message: str, pointer: str = "") -> None:
        assert code in CODES, code
        super().__init__(message)
        self.code = code
        self.message = message
        self.pointer = pointer

    def __str__(self) -> str:
        where = f" at {self.pointer}" if self.pointer else ""
        return f"{self.code}{where}: {self.message}"

"""What stands beside figures and findings: shorthand marks, priorities, shapes of cells, kinds of notices."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

SHORTHAND: Mapping[str, str] = {
    "c": "confidential",
    "e": "estimated",
    "p": "provisional",
    "r": "revised",
    "u": "low reliability",
    "x": "not available",
    "z": "not applicable",
}


class Severity(StrEnum):
    """How much a finding matters; the value is what analyses use, `word` is what people read."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NOTE = "note"

    @property
    def word(self) -> str:
        """Give the words that stand beside the finding's number."""
        return "For information" if self is Severity.NOTE else f"{self.value.capitalize()} priority"


class Status(StrEnum):
    """What a cell of a matrix shows, told by its shape; the cell's own word says it exactly."""

    MET = "met"
    INDIRECT = "indirect"
    PARTLY = "partly"
    SERVED = "served"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"

    @property
    def symbol(self) -> str:
        """Give the shape as one character, for formats that cannot draw."""
        return _SYMBOLS[self]


class NoticeKind(StrEnum):
    """Why a notice stands apart from the text around it."""

    NOTE = "note"
    CAUTION = "caution"
    UNKNOWN = "unknown"

    @property
    def word(self) -> str:
        """Give the word that opens the notice."""
        return {"note": "Note", "caution": "Caution", "unknown": "Not known"}[self.value]


_SYMBOLS: Mapping[Status, str] = {
    Status.MET: "●",
    Status.INDIRECT: "◕",
    Status.PARTLY: "◐",
    Status.SERVED: "◔",
    Status.UNMET: "○",
    Status.UNKNOWN: "?",
    Status.NOT_APPLICABLE: "–",
}

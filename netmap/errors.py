"""Every error that netmap raises on purpose.

Each says what happened (`message`), what to do (`hint`) and where (`details`), so that the one
boundary in the command line can print two lines and a script can read the parts.
"""

from __future__ import annotations

from typing import Any


class NetmapError(Exception):
    """Something a person can mend; carries the sentence to show and the way out."""

    def __init__(self, message: str, hint: str = "", **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.details = details

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class InputError(NetmapError):
    """A file or a cell cannot be used; `details` may hold file, sheet, row, column and value."""


class ModelError(NetmapError):
    """Something is named that the vocabulary in `netmap.model` does not have."""


class StoreError(NetmapError):
    """The place where the graph lives cannot be opened, read or written."""


class ServerError(NetmapError):
    """The Neo4j server of this machine cannot be fetched, started, filled or stopped."""


class QueryError(NetmapError):
    """A question was refused, is badly written, took too long or lacks a parameter."""


class AnalysisError(NetmapError):
    """An analysis was asked for something that it cannot work out."""


class RenderError(NetmapError):
    """A map or report cannot be drawn or written."""

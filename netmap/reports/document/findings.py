"""Findings of a report: one thing found out, with its figure, how sure it is, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from netmap.errors import RenderError
from netmap.reports.document.marks import Severity
from netmap.reports.document.refusing import refuse_blank


@dataclass(frozen=True)
class Evidence:
    """One record that a finding rests on, where it came from and when it was checked."""

    text: str
    source: str = ""
    checked: str = ""

    @property
    def shown(self) -> str:
        """Give the record with its source and date; what is missing is said, not left out."""
        source = self.source or "source not recorded"
        checked = f"checked {self.checked}" if self.checked else "date not recorded"
        return f"{self.text} ({source}, {checked})"


@dataclass(frozen=True)
class Finding:
    """One thing found out, with the figure behind it, what it is out of, and the records it rests on.

    Parameters
        statement: one plain sentence.
        figure, of: the value and its denominator, read as 'figure of of': '6' of '9 voting seats'.
        measure: what the figure counts, where the statement does not say it.
        bounds: the range that the figure lies in, such as 'between 5 and 7', and why.
        would_change: the records that would change the finding if they were known.
        evidence_left_out: how many more records it rests on than are listed.
        certainty: in words, how sure it is.
        id: what `netmap explain` knows it by. name: its type.
    Raises
        RenderError: no evidence, or a figure without its denominator.
    """

    severity: Severity
    statement: str
    evidence: tuple[Evidence, ...]
    figure: str = ""
    of: str = ""
    measure: str = ""
    bounds: str = ""
    assumptions: tuple[str, ...] = ()
    would_change: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    evidence_left_out: int = 0
    certainty: str = ""
    id: str = ""
    name: str = ""

    def __post_init__(self) -> None:
        refuse_blank("finding", statement=self.statement)
        if not self.evidence:
            raise RenderError(f"The finding '{self.statement}' has no evidence.", "Name the records that it rests on.")
        if bool(self.figure) != bool(self.of):
            raise RenderError(
                f"The finding '{self.statement}' gives a figure without what it is out of, or the reverse.",
                "Give both, or neither.",
            )

    def reckoning(self) -> str:
        """Give the figure in one line: measure, value, denominator, bounds; blank where there is no figure."""
        if not self.figure:
            return self.bounds
        measure = f"{self.measure}: " if self.measure else ""
        bounds = f" ({self.bounds})" if self.bounds else ""
        return f"{measure}{self.figure} of {self.of}{bounds}"

    def parts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Give what stands under the statement, as (label, lines); parts with nothing to say are left out."""
        figure = self.reckoning()
        more = (f"and {self.evidence_left_out} more",) if self.evidence_left_out else ()
        parts = (
            ("Figure", (figure,) if figure else ()),
            ("How sure", (self.certainty,) if self.certainty else ()),
            ("Evidence", (*(record.shown for record in self.evidence), *more)),
            ("Assumes", self.assumptions),
            ("Would change if known", self.would_change),
            ("What could be done", self.actions),
        )
        return tuple((label, lines) for label, lines in parts if lines)

"""One figure behind an item of the checklist: how many are so, are not, and are not known."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from netmap.analyses.health.checklist import MET, NOT_MET, OPEN
from netmap.words import words_of

_say = words_of("analyses/health")


@dataclass(frozen=True)
class Tally:
    """How many of some records are so, are not, or are not known to be.

    `says` names what is counted, for a sentence; `note` says what the counts alone do not.
    """

    says: str
    yes: int = 0
    no: int = 0
    unknown: int = 0
    note: str = ""

    @property
    def out_of(self) -> int:
        """Give the denominator: all records, known or not."""
        return self.yes + self.no + self.unknown

    def told(self) -> str:
        """Say the count with its denominator, how many are not known, and the note.

        Example
            >>> Tally("seats", 8, 1, 1).told()
            'seats: 8 of 10, not known for 1'
        """
        places = {"counts": self.says, "figure": f"{self.yes:,}", "out_of": f"{self.out_of:,}"}
        said = _say("basis_open", not_known=f"{self.unknown:,}", **places) if self.unknown else _say("basis", **places)
        return f"{said}; {self.note}" if self.note else said

    def answer(self, at_least: float) -> str:
        """Say whether the share that is so reaches a figure: Y or N where that is certain, else U.

        Example
            >>> Tally("seats", 8, 1, 1).answer(0.8), Tally("seats", 7, 2, 1).answer(0.8), Tally("seats").answer(0.8)
            ('Y', 'U', 'U')
        """
        if not self.out_of:
            return OPEN
        least = at_least * self.out_of - 1e-9
        if self.yes >= least:
            return MET
        return NOT_MET if self.yes + self.unknown < least else OPEN


def tally(says: str, yes: pd.Series, no: pd.Series, note: str = "") -> Tally:
    """Count rows that are so and rows that are not; the others are not known."""
    so, not_so = int(yes.sum()), int((no & ~yes).sum())
    return Tally(says, so, not_so, len(yes) - so - not_so, note)

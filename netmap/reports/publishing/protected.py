"""What is to be protected in one publication: counts of seats, sentences that tell them, names that are no counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from netmap.reports.publishing.system import System


@dataclass(frozen=True)
class Way:
    """One way to say something, and the keys of the counts that must be shown for it."""

    text: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """How a sentence may be put: the first way whose counts are all shown; without any, it does not go out."""

    ways: tuple[Way, ...] = ()


@dataclass(frozen=True)
class Protected:
    """What a publication must know of the answers that it is made from.

    Parameters
        system: the counts of seats and how they hang together.
        measures: for each key of a measure the counts that it is worked out from.
        said: by sentence how it may be put for the public; by the id of a finding, how its statement may be.
        statements: the statement of each finding by its id, to know it again wherever it is quoted.
        names: what records are called; a figure in a name counts nothing.
    """

    system: System = field(default_factory=System)
    measures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    said: Mapping[str, Said] = field(default_factory=dict)
    statements: Mapping[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()


NOTHING_PROTECTED = Protected()

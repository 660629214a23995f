"""Where funders pay in parallel: cells swept over time, joined where they share an award, money counted once."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sparse
from scipy.sparse.csgraph import connected_components

from netmap.analyses.duplication.cells import Cells, Meetings
from netmap.analyses.duplication.register import Register, dates
from netmap.analyses.duplication.relations import EVERYBODY
from netmap.analyses.duplication.sets import Indices
from netmap.measures.sweep import Awards, Stretch, money, sweep
from netmap.measures.terms import Ends

PAST, LIVE, AHEAD = "past", "live", "ahead"
SEVERAL = "several"
"""Stands for the currency of a cell in which two awards of different currencies are a pair."""
_BLOCK = 4_000_000


@dataclass(frozen=True)
class Segment:
    """A stretch of time in one cell in which a candidate pair runs; money pro rata by day, None where not known."""

    start: datetime.date
    end: datetime.date
    active: tuple[str, ...]
    funders: int
    recipients: int
    gross: Ends | None
    excess: Ends | None
    unpriced: int

    @property
    def days(self) -> int:
        """Count the days."""
        return (self.end - self.start).days


@dataclass(frozen=True)
class Overlap:
    """One place in the funding where funders pay in parallel: its awards, cells, stretches and money.

    `mixed` says that the pairs are in several currencies; then, and where no amount is stated, `gross` and
    `excess` are None. `unpriced` counts awards without an amount in the one currency.
    """

    awards: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    functions: tuple[str, ...]
    areas: tuple[str, ...]
    targets: tuple[str, ...]
    segments: tuple[Segment, ...]
    currency: str
    mixed: bool
    gross: Ends | None
    excess: Ends | None
    unpriced: int
    when: str


@dataclass(frozen=True)
class _Flagged:
    """One cell in one currency with the stretches in which funders pay in parallel.

    `members` are the places of the awards that stand in it, `pairs` of those that are a pair; the stretches
    name awards by their places among the members.
    """

    code: int
    currency: str
    members: Indices
    stretches: list[Stretch]
    pairs: Indices

    @cached_property
    def active(self) -> Indices:
        """Give the awards that run in any of the stretches."""
        return self.members[sorted({award for stretch in self.stretches for award in stretch.active})]


@dataclass(frozen=True)
class _Columns:
    """The compared awards as plain columns."""

    register: Register

    @cached_property
    def all(self) -> Awards:
        """Give every award with its own amounts."""
        rows = self.register.rows
        payers, payees = (rows[name].to_numpy(dtype=np.int64) for name in ("payer", "payee"))
        starts, ends, lows, highs = (rows[name].to_numpy(dtype=float) for name in ("start", "end", "low", "high"))
        return Awards(starts, ends, lows, highs, payers, payees)

    @cached_property
    def currencies(self) -> np.ndarray:
        """Give the currency of every award, blank where none is stated."""
        named = np.array([*self.register.currencies, ""], dtype=object)
        return np.asarray(named[self.register.rows["currency"]], dtype=object)

    def of(self, places: Indices, currency: str) -> Awards:
        """Give some awards, with the amounts that are in the currency."""
        whole, other = self.all, self.currencies[places] != currency
        lows, highs = (np.where(other, np.nan, values[places]) for values in (whole.lows, whole.highs))
        starts, ends = whole.starts[places], whole.ends[places]
        return Awards(starts, ends, lows, highs, whole.payers[places], whole.payees[places])


def find_overlaps(
    register: Register, cells: Cells, meetings: Meetings, today: int
) -> tuple[tuple[Overlap, ...], frozenset[int]]:
    """Sweep every cell that holds a pair, and join flagged cells that share an award into one overlap.

    Parameters
        today: the day, since 1970, that tells past, live and ahead apart.
    Returns
        Overlaps, the largest gross amount first, and the cells in which funders pay in parallel today.
    Source
        METHODS 5.2 and 11; checked against FUND-SWEEP.
    """
    columns = _Columns(register)
    flagged = list(_flagged(cells, meetings, columns))
    live = frozenset(
        cell.code for cell in flagged for stretch in cell.stretches if stretch.start <= today < stretch.end
    )
    overlaps = [_overlap([flagged[at] for at in part], cells, columns, today) for part in _joined(flagged)]
    found = sorted(overlaps, key=lambda overlap: (-(overlap.gross or (0.0, 0.0))[1], overlap.awards))
    return tuple(found), live


def _flagged(cells: Cells, meetings: Meetings, columns: _Columns) -> Iterator[_Flagged]:
    whole, stated = columns.register.whole, columns.currencies
    for code, one, other in meetings.by_cell():
        first, second = stated[one], stated[other]
        joint = np.where(first == EVERYBODY, second, first)
        joint[(first != second) & (first != "") & (second != "")] = SEVERAL
        standing = cells.members(code)
        standing = standing[whole[standing]]
        for currency in sorted(set(joint)):
            here = joint == currency
            members = standing
            if currency != SEVERAL:
                members = standing[(stated[standing] == currency) | (stated[standing] == "")]
            pairs = np.column_stack([one[here], other[here]])
            found = sweep(columns.of(members, currency), np.searchsorted(members, pairs), flagged_only=True)
            if found:
                yield _Flagged(code, currency, members, found, pairs)


def _joined(flagged: Sequence[_Flagged]) -> list[list[int]]:
    """Group flagged cells of one currency that share an award."""
    if not flagged:
        return []
    keys = [(cell.currency, award) for cell in flagged for award in cell.active.tolist()]
    numbers = {key: at for at, key in enumerate(dict.fromkeys(keys))}
    rows = np.repeat(np.arange(len(flagged)), [len(cell.active) for cell in flagged])
    links = sparse.csr_array(
        (np.ones(len(rows)), (rows, [numbers[key] for key in keys])), shape=(len(flagged), len(numbers))
    )
    labels = connected_components(sparse.block_array([[None, links], [links.T, None]]), directed=False)[1]
    parts: dict[int, list[int]] = {}
    for at in range(len(flagged)):
        parts.setdefault(int(labels[at]), []).append(at)
    return list(parts.values())


def _overlap(parts: Sequence[_Flagged], cells: Cells, columns: _Columns, today: int) -> Overlap:
    ids = columns.register.rows["award_id"].to_numpy(dtype=object)
    currency = parts[0].currency
    members = np.unique(np.concatenate([part.active for part in parts]))
    known = columns.of(members, currency).priced()
    gross, excess = _union(parts, members, columns) if known.any() else (None, None)
    keys = np.unique(np.concatenate([part.pairs[:, 0] * len(ids) + part.pairs[:, 1] for part in parts]))
    one, other = np.divmod(keys, len(ids))
    named = [cells.named(part.code) for part in parts]
    return Overlap(
        awards=tuple(ids[members]),
        pairs=tuple(zip(ids[one], ids[other], strict=True)),
        functions=tuple(sorted({function for function, _, _ in named})),
        areas=tuple(sorted({area for _, area, _ in named})),
        targets=tuple(sorted({target for _, _, target in named} - {EVERYBODY})),
        segments=tuple(sorted(_segments(parts, ids), key=lambda segment: (segment.start, segment.active))),
        currency="" if currency == SEVERAL else currency,
        mixed=currency == SEVERAL,
        gross=gross,
        excess=excess,
        unpriced=int((~known).sum()),
        when=_when([stretch for part in parts for stretch in part.stretches], today),
    )


def _segments(parts: Sequence[_Flagged], ids: np.ndarray) -> Iterator[Segment]:
    for part in parts:
        names = ids[part.members].tolist()
        starts = dates([stretch.start for stretch in part.stretches])
        ends = dates([stretch.end for stretch in part.stretches])
        for stretch, start, end in zip(part.stretches, starts, ends, strict=True):
            yield Segment(
                start=start,
                end=end,
                active=tuple([names[award] for award in stretch.active]),
                funders=stretch.payers,
                recipients=stretch.payees,
                gross=stretch.gross,
                excess=stretch.excess,
                unpriced=stretch.unpriced,
            )


def _when(stretches: Sequence[Stretch], today: int) -> str:
    if any(stretch.start <= today < stretch.end for stretch in stretches):
        return LIVE
    return AHEAD if any(stretch.start > today for stretch in stretches) else PAST


def _union(parts: Sequence[_Flagged], members: Indices, columns: _Columns) -> tuple[Ends, Ends]:
    """Add up the flagged stretches of several cells with each award's daily rate counted once."""
    cuts = np.unique([day for part in parts for stretch in part.stretches for day in (stretch.start, stretch.end)])
    runs = np.zeros((len(members), len(cuts) - 1), dtype=bool)
    for part in parts:
        places = np.searchsorted(members, part.members)
        first = np.searchsorted(cuts, [stretch.start for stretch in part.stretches]).tolist()
        last = np.searchsorted(cuts, [stretch.end for stretch in part.stretches]).tolist()
        for stretch, begin, end in zip(part.stretches, first, last, strict=True):
            runs[places[list(stretch.active)], begin:end] = True
    awards, days = columns.of(members, parts[0].currency), np.diff(cuts).astype(float)
    total = np.zeros((2, 2))
    size = max(1, _BLOCK // len(members))
    for begin in range(0, runs.shape[1], size):
        block = slice(begin, begin + size)
        total += [part.sum(axis=1) for part in money(awards, runs[:, block], days[block])]
    gross, excess = ((float(low), float(high)) for low, high in total)
    return gross, excess

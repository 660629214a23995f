"""What each cell of function, place and group holds: how funders and recipients are tied, and what is paid at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from netmap.analyses.duplication.cells import Cells, Meetings
from netmap.analyses.duplication.register import Register, dates
from netmap.analyses.duplication.relations import EVERYBODY
from netmap.analyses.duplication.sets import Indices, product_of
from netmap.analyses.settings import DuplicationSettings
from netmap.measures.bicliques import bicliques, maximal_bicliques
from netmap.measures.sweep import Awards, Stretch, sweep
from netmap.network import Network
from netmap.words import words_of

DUPLICATED, FUNDED, NOT_KNOWN, UNFUNDED = "duplicated", "funded", "unknown", "unfunded"
STATES = (DUPLICATED, UNFUNDED, NOT_KNOWN, FUNDED)
_say = words_of("analyses/duplication")

STRUCTURES = (
    "function",
    "area",
    "group",
    "parallel_pairs",
    "awards",
    "funders",
    "recipients",
    "bicliques",
    "maximal_bicliques",
    "largest",
    "from",
    "until",
)
CELLS = (
    "function",
    "area",
    "group",
    "state",
    "awards_running",
    "funders",
    "recipients",
    "might_pay",
    "for_everybody",
    "duplicated_same_function",
    "duplicated_same_area",
)


@dataclass(frozen=True)
class CellNames:
    """Names of function, area and group of cells."""

    cells: Cells
    functions: Mapping[str, str]
    areas: Mapping[str, str]
    groups: Mapping[str, str]

    @classmethod
    def of(cls, cells: Cells, network: Network) -> CellNames:
        """Take the names from the network."""
        return cls(cells, *(network.names(label) for label in ("EngagementFunction", "Area", "EqualityGroup")))

    def columns(self, codes: Indices) -> dict[str, list[str]]:
        """Give the three names of each cell as columns."""
        register, parts = self.cells.register, self.cells.parts(codes)
        found = {}
        for column, sets, names, part in zip(
            ("function", "area", "group"),
            (register.functions, register.areas, register.targets),
            (self.functions, self.areas, {EVERYBODY: _say("cell_everybody"), **self.groups}),
            parts,
            strict=True,
        ):
            called = [names.get(node, node) for node in sets.nodes]
            found[column] = [called[at] for at in part.tolist()]
        return found


def structures_table(cells: Cells, meetings: Meetings, names: CellNames, settings: DuplicationSettings) -> pd.DataFrame:
    """Show how funders and recipients are tied in each cell in which a candidate pair meets.

    Definition: parallel pairs are the candidate pairs of awards that meet in the cell. Bicliques are counted
    among the awards that run together, at the moment at which there are most (the first such, from and until):
    two funders that both pay two recipients then. Awards in the cell whose dates are not known are left out.
    """
    many = _may_have_bicliques(cells, meetings)
    rows, register = [], cells.register
    ids = _Ids(register)
    for code, one, other in meetings.by_cell():
        members = cells.members(code)
        members = members[register.whole[members]]
        paired = np.unique(np.concatenate([one, other]))
        counts = (len(one), len(paired), len(np.unique(ids.funders[paired])), len(np.unique(ids.recipients[paired])))
        local = np.searchsorted(members, np.column_stack([one, other]))
        rows.append((code, *counts, *(_busiest(members, local, ids, settings) if code in many else _NONE)))
    table = pd.DataFrame(rows, columns=["code", *STRUCTURES[3:]])
    table = table.assign(**names.columns(table.pop("code").to_numpy(dtype=np.int64)))
    order = ["bicliques", "parallel_pairs", "function", "area", "group"]
    return table.sort_values(order, ascending=[False, False, True, True, True])[list(STRUCTURES)].reset_index(drop=True)


_NONE = (0, 0, None, None, None)


@dataclass(frozen=True)
class _Ids:
    """Who pays and who is paid, by place of the award."""

    register: Register

    @cached_property
    def funders(self) -> Indices:
        return np.asarray(self.register.rows["payer"], dtype=np.int64)

    @cached_property
    def recipients(self) -> Indices:
        return np.asarray(self.register.rows["payee"], dtype=np.int64)

    def ties(self, members: Indices, stretch: Stretch) -> set[tuple[int, int]]:
        at = members[list(stretch.active)]
        return set(zip(self.funders[at].tolist(), self.recipients[at].tolist(), strict=True))


def _may_have_bicliques(cells: Cells, meetings: Meetings) -> frozenset[int]:
    """Give the cells in which, over all time, at least four ties join bodies with two ties or more."""
    here = np.isin(cells.codes, meetings.codes) & cells.register.whole[cells.awards]
    rows = cells.register.rows.iloc[cells.awards[here]]
    ties = pd.DataFrame(
        {"code": cells.codes[here], "payer": rows["payer"].to_numpy(), "payee": rows["payee"].to_numpy()}
    )
    ties = ties.drop_duplicates()
    for _ in range(2):
        for column in ("payer", "payee"):
            ties = ties[ties.groupby(["code", column])["code"].transform("size") > 1]
    counts = ties["code"].value_counts()
    return frozenset(counts.index[counts > 3])


def _busiest(
    members: Indices, pairs: Indices, ids: _Ids, settings: DuplicationSettings
) -> tuple[int, int | None, str | None, str | None, str | None]:
    """Count bicliques at the moment with most of them."""
    rows, nothing = ids.register.rows, np.full(len(members), np.nan)
    start, end = (rows[day].to_numpy()[members] for day in ("start", "end"))
    blank = np.zeros(len(members), dtype=np.int64)
    stretches = sweep(Awards(start, end, nothing, nothing, blank, blank), pairs, flagged_only=True)
    counts = [bicliques(ids.ties(members, stretch)) for stretch in stretches]
    if not any(counts):
        return _NONE
    best = stretches[int(np.argmax(counts))]
    largest = maximal_bicliques(ids.ties(members, best), limit=settings.clique_bodies)
    size = (
        max(((len(one), len(other)) for one, other in largest), key=lambda each: (sum(each), each)) if largest else None
    )
    first, last = dates([best.start, best.end])
    return (
        max(counts),
        None if largest is None else len(largest),
        f"{size[0]} x {size[1]}" if size else None,
        str(first),
        str(last),
    )


@dataclass(frozen=True)
class Funding:
    """Every combination of a function, an area and a group that some award names, and what is paid there on the day.

    All arrays have one entry for each combination; `codes` are those of the cells.
    """

    codes: Indices
    running: Indices
    funders: Indices
    recipients: Indices
    might: Indices
    everybody: Indices
    duplicated: np.ndarray

    @property
    def state(self) -> np.ndarray:
        """Say of each combination whether it is duplicated, funded, unfunded or not known."""
        rules = [(self.duplicated, DUPLICATED), (self.running > 0, FUNDED), (self.might > 0, NOT_KNOWN)]
        return np.select([holds for holds, _ in rules], [name for _, name in rules], UNFUNDED)

    def counts(self) -> dict[str, int]:
        """Count the combinations in each state, and all."""
        state = self.state
        return {**{each: int((state == each).sum()) for each in STATES}, "of": len(state)}


def read_funding(cells: Cells, live: frozenset[int], today: int, most: int) -> Funding | None:
    """Work out which combinations of function, area and group are paid for on the day; None beyond the limit.

    Definition: the combinations are those of all functions, areas and groups (and everybody) that any compared
    award names. Duplicated: funders pay in parallel there on the day. Funded: an award runs. Unknown: none is
    known to run, but one whose dates or area are not recorded might. Unfunded: no award on record.
    """
    register = cells.register
    sets = (register.functions, register.areas, register.targets)
    named = [np.flatnonzero(each.own.sum(axis=0)) for each in sets]
    if not cells.whole or int(np.prod([len(each) for each in named])) > most or not all(len(each) for each in named):
        return None
    function, area, target = (grid.ravel() for grid in np.meshgrid(*named, indexing="ij"))
    codes = cells.code(function, area, target)
    start, end = register.rows["start"].to_numpy(), register.rows["end"].to_numpy()
    running = (start <= today) & (end > today)
    might = ~running & ~(end <= today) & ~(start > today)
    at, standing = np.searchsorted(codes, cells.codes), cells.awards
    runs = running[standing]
    ids = [register.rows[name].to_numpy()[standing[runs]] for name in ("payer", "payee")]
    counts = np.bincount(at[runs], minlength=len(codes))
    shape = tuple(len(each) for each in named)
    blank = np.array([register.targets.nodes[node] == EVERYBODY for node in named[2].tolist()])
    of_all = counts.reshape(shape)[:, :, blank].sum(axis=2, keepdims=True)
    return Funding(
        codes=codes,
        running=counts,
        funders=_different(at[runs], ids[0], len(codes)),
        recipients=_different(at[runs], ids[1], len(codes)),
        might=np.bincount(at[might[standing]], minlength=len(codes)) + _without_area(register, running | might, named),
        everybody=np.where(blank, 0, of_all).ravel(),
        duplicated=np.isin(codes, list(live)),
    )


def _different(at: Indices, bodies: np.ndarray, count: int) -> Indices:
    """Count the different bodies at each place."""
    keys = np.unique(at * (int(bodies.max(initial=0)) + 1) + bodies)
    return np.bincount(keys // (int(bodies.max(initial=0)) + 1), minlength=count)


def _without_area(register: Register, concerned: np.ndarray, named: list[Indices]) -> Indices:
    """Count for each combination the awards for its function and group that name no area: they may pay there."""
    functions, targets = register.functions, register.targets
    at = np.flatnonzero(functions.known & ~register.areas.known & concerned)
    _, function, target = product_of((functions.down, functions.codes[at]), (targets.down, targets.codes[at]))
    place = np.searchsorted(named[0], function) * len(named[2]) + np.searchsorted(named[2], target)
    counts = np.bincount(place, minlength=len(named[0]) * len(named[2])).reshape(len(named[0]), 1, len(named[2]))
    return np.broadcast_to(counts, tuple(len(each) for each in named)).ravel()


def cells_table(funding: Funding, names: CellNames, most: int) -> pd.DataFrame:
    """List combinations with what is paid there, those without funding beside the duplicated ones.

    Beyond the limit the duplicated ones are kept first, then those beside them.
    """
    state, codes = funding.state, funding.codes
    function, area, _ = names.cells.parts(codes)
    by_function, by_area = (_shared(part, funding.duplicated) for part in (function, area))
    rank = np.select([state == each for each in STATES], range(len(STATES)))
    beside = -np.minimum(by_function + by_area, 1)
    listed = np.sort(np.lexsort((codes, beside, rank))[:most])
    table = pd.DataFrame(
        {
            **names.columns(codes[listed]),
            "state": state[listed],
            "awards_running": funding.running[listed],
            "funders": funding.funders[listed],
            "recipients": funding.recipients[listed],
            "might_pay": funding.might[listed],
            "for_everybody": funding.everybody[listed],
            "duplicated_same_function": by_function[listed],
            "duplicated_same_area": by_area[listed],
        },
        columns=list(CELLS),
    )
    return table.sort_values(["function", "area", "group"], kind="stable").reset_index(drop=True)


def _shared(part: Indices, duplicated: np.ndarray) -> Indices:
    """Count for each combination the duplicated ones with the same function, or the same area, itself left out."""
    counts = np.bincount(part[duplicated], minlength=int(part.max(initial=0)) + 1)
    return np.asarray(counts[part] - duplicated, dtype=np.int64)

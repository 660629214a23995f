"""How many must leave before no way is left: cuts and ways that share nobody."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching, maximum_flow

from netmap.errors import AnalysisError

Edge = tuple[Hashable, Hashable]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class RouteCuts:
    """The fewest people, organisations, or either that must leave before no route is left."""

    person: float
    organisation: int
    either: int


def route_cuts(people: Sequence[Any] | npt.NDArray[Any], bodies: Sequence[Any] | npt.NDArray[Any]) -> RouteCuts:
    """How many people, organisations, or either must leave before nobody carries the issue?

    Definition: each route names one organisation and one person or none, and breaks when either goes. Person
    cut: the number of different people, infinite where a route names none, for it does not depend on a
    person. Organisation cut: the number of different organisations. Either: the smallest set of people
    and organisations that touches every route, by König's theorem a maximum matching; a route that names
    nobody breaks only with its organisation. Range 0 upwards, unit people, organisations, or either.
    Isolated and vacant: no route, 0.

    Parameters
        people: the person of each route; None where none is named.
        bodies: the organisation of each route, in the same order.
    Returns
        RouteCuts.
    Raises
        AnalysisError: there are not as many people as organisations.
    Cost
        Routes times the square root of people and organisations.
    Source
        METHODS 6.4 and 11; checked against VOICE-CUT, VOICE-UNBOUNDED, VOICE-NX-CUT-TRAP, VOICE-PATHS-NE-RESILIENCE.
    Example
        >>> route_cuts(["Ann", "Bob"], ["CVS", "CVS"])
        RouteCuts(person=2, organisation=1, either=1)
        >>> route_cuts(["Ann", None], ["CVS", "AgeHelp"])
        RouteCuts(person=inf, organisation=2, either=2)
    """
    person, named = pd.factorize(np.asarray(people, dtype=object))
    body, known = pd.factorize(np.asarray(bodies, dtype=object))
    if len(person) != len(body):
        raise AnalysisError(
            f"There are {len(person)} people for {len(body)} organisations.", "Give one for each route."
        )
    forced = np.zeros(len(known), dtype=bool)
    forced[body[person < 0]] = True
    free = ~forced[body]
    return RouteCuts(
        person=math.inf if forced.any() else len(named),
        organisation=len(known),
        either=int(forced.sum()) + smallest_cover(person[free], body[free]),
    )


def smallest_cover(left: Places, right: Places) -> int:
    """How few from two sides touch every pair?

    Definition: the size of the smallest set of rows of the left and the right that has a member in each pair, by
    König's theorem the size of a maximum matching. Range 0 (no pair) to the smaller side.
    Parameters
        left, right: the pairs, as numbers from 0 upwards on each side.
    Cost
        Pairs times the square root of both sides.
    Source
        METHODS 6.4; checked by trying every subset.
    Example
        >>> smallest_cover(np.array([0, 1, 2]), np.array([0, 0, 1]))
        2
    """
    if not len(left):
        return 0
    shape = (int(left.max()) + 1, int(right.max()) + 1)
    matrix = csr_array((np.ones(len(left), dtype=bool), (left, right)), shape=shape)
    return int((maximum_bipartite_matching(matrix, perm_type="column") >= 0).sum())


def _numbered(nodes: Iterable[Hashable]) -> dict[Hashable, int]:
    return {node: place for place, node in enumerate(dict.fromkeys(nodes))}


@dataclass(frozen=True)
class Cut:
    """How many must leave, and one choice of who; there may be other choices of the same size."""

    size: float
    members: tuple[Hashable, ...] = ()


def minimum_cut(
    edges: Iterable[Edge], sources: Iterable[Hashable], targets: Iterable[Hashable], removable: Collection[Hashable]
) -> Cut:
    """How many of one kind must leave before no way leads from any source to any target?

    Definition: the smallest set of removable nodes that every way from a source to a target passes. By
    maximum flow: every node is split in two, with room for one between the halves of a removable node and
    room without end elsewhere. Range 0 (no way) upwards, infinite where a way passes no removable node:
    report that as "not dependent on them". Unit nodes.
    Direction: an edge leads from its first to its second node. Sources and targets never leave, whatever
    `removable` says.
    Isolated and vacant: a source without a way has a cut of 0.

    Parameters
        edges: pairs of nodes; each once or several times.
        sources, targets: where ways begin and end.
        removable: the nodes that can leave: people, organisations, or both.
    Returns
        Cut: its size and one choice of members; none where the size is infinite.
    Raises
        AnalysisError: a node is both a source and a target.
    Cost
        One maximum flow: edges times the size of the cut at worst.
    Source
        METHODS 6.4; checked against VOICE-NX-CUT-TRAP, VOICE-UNBOUNDED, NX-STCUT-ADJACENT.
    Example
        >>> ways = [("T", "CVS"), ("CVS", "Ann"), ("CVS", "Bob"), ("Ann", "P"), ("Bob", "P")]
        >>> minimum_cut(ways, ["T"], ["P"], {"Ann", "Bob"}).size, minimum_cut(ways, ["T"], ["P"], {"CVS"})
        (2, Cut(size=1, members=('CVS',)))
        >>> minimum_cut([("T", "P")], ["T"], ["P"], {"Ann"}).size
        inf
    """
    network = _Split(edges, sources, targets, removable, shared_rest=True)
    flow, residual = network.flow()
    if flow >= network.endless:
        return Cut(math.inf)
    return Cut(flow, tuple(network.crossing(residual)))


def disjoint_paths(
    edges: Iterable[Edge], sources: Iterable[Hashable], targets: Iterable[Hashable]
) -> list[tuple[Hashable, ...]]:
    """How many ways lead there that have nobody in common?

    Definition: the largest set of paths from a source to a target no two of which share a node besides
    the sources and targets (Menger); its size is the number of people, organisations or others that must
    leave before no way is left. Range 0 upwards, unit paths. Direction: as in `minimum_cut`.
    Isolated and vacant: without a way the list is empty; no error is raised.

    Parameters
        edges, sources, targets: as in `minimum_cut`.
    Returns
        One largest set of paths, each from a source to a target, in order of their nodes' first mention;
        other sets of the same size can exist.
    Raises
        AnalysisError: a node is both a source and a target.
    Cost
        One maximum flow.
    Source
        METHODS 6.4; checked against VOICE-DISJOINT, NX-EDGE-ERRORS.
    Example
        >>> ways = [("T", "CVS"), ("CVS", "Ann"), ("T", "AgeHelp"), ("AgeHelp", "Ann"), ("Ann", "P")]
        >>> disjoint_paths(ways, ["T"], ["P"])
        [('T', 'CVS', 'Ann', 'P')]
        >>> disjoint_paths(ways, ["T"], ["Q"])
        []
    """
    return _Split(edges, sources, targets, None, shared_rest=False).paths()


def single_points_of(
    edges: Iterable[Edge], sources: Iterable[Hashable], targets: Iterable[Hashable], removable: Collection[Hashable]
) -> tuple[Hashable, ...]:
    """Who alone would break every way by leaving?

    Definition: the removable nodes that every way passes; all of them, unlike the one choice that a
    minimum cut names. Empty where there is no way, or more than one must leave.

    Parameters
        edges, sources, targets, removable: as in `minimum_cut`.
    Returns
        The nodes in their order on the ways.
    Cost
        The edges, times the nodes of one shortest way.
    Source
        METHODS 6.4; checked by taking each node out.
    Example
        >>> ways = [("T", "CVS"), ("CVS", "Ann"), ("T", "AgeHelp"), ("AgeHelp", "Ann"), ("Ann", "P")]
        >>> single_points_of(ways, ["T"], ["P"], {"CVS", "AgeHelp", "Ann"})
        ('Ann',)
    """
    onward: dict[Hashable, list[Hashable]] = {}
    for start, end in dict.fromkeys(edges):
        onward.setdefault(start, []).append(end)
    starts, ends = list(dict.fromkeys(sources)), set(targets)
    way = _way(onward, starts, ends, None)
    fixed = {*starts, *ends}
    candidates = [node for node in way if node in removable and node not in fixed]
    return tuple(node for node in candidates if not _way(onward, starts, ends, node))


def _way(
    onward: dict[Hashable, list[Hashable]], starts: Sequence[Hashable], ends: set[Hashable], without: Hashable | None
) -> list[Hashable]:
    """Give one shortest way that leaves a node out, empty where there is none."""
    before: dict[Hashable, Hashable | None] = dict.fromkeys(starts)
    ahead = deque(starts)
    while ahead:
        node: Hashable | None = ahead.popleft()
        if node in ends:
            way = []
            while node is not None:
                way.append(node)
                node = before[node]
            return way[::-1]
        for after in onward.get(node, ()):
            if after not in before and after != without:
                before[after] = node
                ahead.append(after)
    return []


class _Split:
    """The network in which node v is 2v (in) and 2v + 1 (out), between a common source and a common sink."""

    def __init__(
        self,
        edges: Iterable[Edge],
        sources: Iterable[Hashable],
        targets: Iterable[Hashable],
        removable: Collection[Hashable] | None,
        *,
        shared_rest: bool,
    ) -> None:
        """Build it; `removable` None means every node but the ends. `shared_rest`: an edge holds any number of ways."""
        starts, ends = dict.fromkeys(sources), dict.fromkeys(targets)
        fixed = {*starts, *ends}
        if len(fixed) < len(starts) + len(ends):
            raise AnalysisError("A way begins where it ends.", "Give sources that are no targets.")
        edges = [edge for edge in dict.fromkeys(edges) if edge[0] not in ends and edge[1] not in starts]
        self.place = _numbered([*(node for edge in edges for node in edge), *starts, *ends])
        self.nodes = list(self.place)
        self.narrow = [node not in fixed and (removable is None or node in removable) for node in self.nodes]
        self.endless = len(self.nodes) + len(edges) + 1
        count = len(self.nodes)
        first, self.sink, self.source = 2 * count, 2 * count + 1, 2 * count + 2
        inner = [(2 * v, 2 * v + 1, 1 if self.narrow[v] else self.endless) for v in range(count)]
        room = self.endless if shared_rest else 1
        outer = [(2 * self.place[one] + 1, 2 * self.place[other], room) for one, other in edges]
        outer += [(self.source, first, self.endless)]
        outer += [(first, 2 * self.place[node], self.endless) for node in starts]
        outer += [(2 * self.place[node] + 1, self.sink, self.endless) for node in ends]
        tail, head, capacity = (np.array(column, dtype=np.int32) for column in zip(*inner, *outer, strict=True))
        size = 2 * count + 3
        self.capacity = csr_array((capacity, (tail, head)), shape=(size, size), dtype=np.int32)

    def flow(self) -> tuple[int, csr_array]:
        """Give the largest flow, `endless` where it has no end, and what room it leaves."""
        found = maximum_flow(self.capacity, self.source, self.sink)
        return int(found.flow_value), csr_array(self.capacity - found.flow)

    def crossing(self, residual: csr_array) -> list[Hashable]:
        """List the removable nodes of which one half is within reach of the source and the other is not."""
        reached, ahead = {self.source}, [self.source]
        while ahead:
            node = ahead.pop()
            span = slice(residual.indptr[node], residual.indptr[node + 1])
            for after, room in zip(residual.indices[span].tolist(), residual.data[span].tolist(), strict=True):
                if room > 0 and after not in reached:
                    reached.add(after)
                    ahead.append(after)
        return [node for node, v in self.place.items() if 2 * v in reached and 2 * v + 1 not in reached]

    def paths(self) -> list[tuple[Hashable, ...]]:
        """Follow the flow from the source to the sink, one unit at a time."""
        flow = maximum_flow(self.capacity, self.source, self.sink).flow.tocoo()
        onward: dict[int, list[int]] = {}
        for tail, head, units in sorted(zip(flow.row.tolist(), flow.col.tolist(), flow.data.tolist(), strict=True)):
            onward.setdefault(tail, []).extend([head] * max(int(units), 0))
        found = []
        while onward.get(self.source):
            node, way = onward[self.source].pop(), []
            while node != self.sink:
                node = onward[node].pop(0)
                way.append(node)
            found.append(tuple(self.nodes[half // 2] for half in way[:-1] if half % 2 == 0))
        return sorted(found, key=lambda way: [self.place[node] for node in way])

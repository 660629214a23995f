"""Set covers: which actions together close the most gaps for the least."""

from __future__ import annotations

import heapq
import math
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

Sets = Mapping[str, Collection[Hashable]]

EPSILON = 1e-9
EXACT = {"mip_rel_gap": 0.0}


@dataclass(frozen=True)
class Limit:
    """A limit on the sum of weights of the chosen sets; a set without a weight here weighs 0."""

    name: str
    weights: Mapping[str, float]
    at_most: float = math.inf
    at_least: float = -math.inf

    def weighs(self, chosen: Iterable[str]) -> float:
        """Give the sum of the weights of some sets."""
        return math.fsum(self.weights.get(each, 0.0) for each in chosen)

    def holds(self, chosen: Iterable[str]) -> bool:
        """Say whether some sets respect the limit."""
        return self.at_least - EPSILON <= self.weighs(chosen) <= self.at_most + EPSILON


@dataclass(frozen=True)
class Cover:
    """Chosen sets in order, what each adds, and what stays open.

    `gains` gives for each chosen set what it covers that those before it do not. `uncovered` is what some
    set could cover and none chosen does, `uncoverable` what no set covers.
    """

    chosen: tuple[str, ...]
    gains: tuple[frozenset[Hashable], ...]
    covered: frozenset[Hashable]
    uncovered: frozenset[Hashable]
    uncoverable: frozenset[Hashable]
    cost: float
    broken: tuple[str, ...] = ()


def harmonic(d: int) -> float:
    """How many times dearer than the best can the greedy choice be, where the largest set has d members?

    Definition: H(d) = 1 + 1/2 + ... + 1/d; 0 where d is 0. Range 0 upwards, no unit. It bounds the cost of a greedy
    cover of everything that can be covered, without limits.

    Source
        Chvátal, 1979, A greedy heuristic for the set-covering problem; checked against COVER-GREEDY.
    Example
        >>> harmonic(2)
        1.5
    """
    return math.fsum(1 / k for k in range(1, d + 1))


def greedy_share(k: int) -> float | None:
    """Of the most that k sets can cover, how much does the greedy choice of k sets cover at least?

    Definition: 1 - (1 - 1/k)^k, range 1 - 1/e..1, no unit; None where k is below 1. It holds for sets of equal cost
    without further limits.

    Source
        Nemhauser, Wolsey and Fisher, 1978; checked against COVER-MAXK.
    Example
        >>> greedy_share(2)
        0.75
    """
    return 1 - (1 - 1 / k) ** k if k >= 1 else None


def greedy_cover(
    universe: Collection[Hashable],
    sets: Sets,
    *,
    costs: Mapping[str, float] | None = None,
    limits: Sequence[Limit] = (),
) -> Cover:
    """Which actions come first if we always take the one that closes most for its cost?

    Definition: again and again the set with the highest (newly covered members / cost) that keeps every upper limit;
    ties go to the smaller name; ends when none adds anything. Where a lower limit does not hold then, the
    cheapest sets with a weight in it are added.

    Parameters
        universe: what is to be covered; members of sets that are not in it are left out.
        sets: members by name of the set.
        costs: cost by name, above zero; None means 1 each.
        limits: limits on the chosen sets; to bound the cost, give the costs as weights.
    Returns
        Cover: in order of choice. `broken` names the limits that do not hold.
    Raises
        ValueError: a cost is not above zero.
    Cost
        Near linear in the members of all sets and in the limits that they are under.
    Source
        Chvátal, 1979; METHODS 7.7; checked against COVER-GREEDY, COVER-MAXK, COVER-ANYTOWN, COVER-WEIGHTED.
    Example
        >>> sets = {"B": [1, 2, 4, 5], "T": [1, 2, 3], "Z": [4, 5, 6]}
        >>> greedy_cover(range(1, 7), sets).chosen
        ('B', 'T', 'Z')
    """
    members, price = _restricted(universe, sets), _prices(sets, costs)
    tally = _Tally(limits)
    covered: frozenset[Hashable] = frozenset()
    ahead = [(-len(each) / price[name], name) for name, each in members.items() if each]
    heapq.heapify(ahead)
    waiting: list[tuple[float, str]] = []
    while ahead:
        worth, name = heapq.heappop(ahead)
        now = -len(members[name] - covered) / price[name]
        if now > worth:  # it was worth more before: what is worth most now is still ahead
            if now < 0:
                heapq.heappush(ahead, (now, name))
        elif tally.has_room(name):
            covered |= members[name]
            if tally.take(name):
                for each in waiting:
                    heapq.heappush(ahead, each)
                waiting = []
        elif tally.may_get_room(name):
            waiting.append((worth, name))
    tally.fill_up(sorted(members, key=lambda name: (price[name], name)))
    return _cover(universe, members, price, tally.chosen, limits)


class _Tally:
    """What was taken so far, and how far it has used up each limit."""

    def __init__(self, limits: Sequence[Limit]) -> None:
        self.chosen: list[str] = []
        self._limits = limits
        self._sums = [0.0] * len(limits)
        self._of: dict[str, list[tuple[int, float]]] = {}
        self._may_lighten = [min(limit.weights.values(), default=0.0) < 0 for limit in limits]
        for place, limit in enumerate(limits):
            for name, weight in limit.weights.items():
                self._of.setdefault(name, []).append((place, weight))

    def _full(self, name: str) -> list[int]:
        """Give the limits that a further set would break; one that lightens a limit may always be taken."""
        return [
            place
            for place, weight in self._of.get(name, ())
            if weight > 0 and self._sums[place] + weight > self._limits[place].at_most + EPSILON
        ]

    def has_room(self, name: str) -> bool:
        """Say whether a further set keeps all upper limits."""
        return not self._full(name)

    def may_get_room(self, name: str) -> bool:
        """Say whether sets that lighten the limits in the way are there at all."""
        return all(self._may_lighten[place] for place in self._full(name))

    def take(self, name: str) -> bool:
        """Take a set; say whether that lightened any limit."""
        self.chosen.append(name)
        for place, weight in self._of.get(name, ()):
            self._sums[place] += weight
        return any(weight < 0 for _, weight in self._of.get(name, ()))

    def fill_up(self, cheapest_first: Sequence[str]) -> None:
        """Add sets until the lower limits hold, as far as there are any."""
        for place, limit in enumerate(self._limits):
            for name in cheapest_first:
                if self._sums[place] >= limit.at_least - EPSILON:
                    break
                if limit.weights.get(name, 0.0) > 0 and name not in self.chosen and self.has_room(name):
                    self.take(name)


def best_cover(
    universe: Collection[Hashable],
    sets: Sets,
    *,
    costs: Mapping[str, float] | None = None,
    limits: Sequence[Limit] = (),
) -> Cover | None:
    """Which actions together close the most, and of those choices, which is the cheapest?

    Definition: of all choices that keep the limits, those that cover most members; of these the cheapest; of
    these one whose sets come early in order of name. Exact, by integer programming.

    Parameters
        universe, sets, costs, limits: as for `greedy_cover`.
    Returns
        Cover: in the order in which the greedy rule would take the chosen sets; None where no choice keeps the limits.
    Raises
        ValueError: a cost is not above zero.
    Cost
        At worst exponential in the number of sets; some hundred sets take seconds.
    Source
        METHODS 7.7; checked against COVER-GREEDY, COVER-MAXK, COVER-ANYTOWN, COVER-CONSTRAINED.
    Example
        >>> sets = {"B": [1, 2, 4, 5], "T": [1, 2, 3], "Z": [4, 5, 6]}
        >>> best_cover(range(1, 7), sets).chosen
        ('T', 'Z')
        >>> len(best_cover(range(1, 7), sets, limits=[Limit("one", dict.fromkeys(sets, 1), at_most=1)]).covered)
        4
    """
    members, price = _restricted(universe, sets), _prices(sets, costs)
    best = _by_programme(members, price, limits)
    return None if best is None else _cover(universe, members, price, _in_turn(members, price, best), limits)


def _restricted(universe: Collection[Hashable], sets: Sets) -> dict[str, frozenset[Hashable]]:
    wanted = frozenset(universe)
    return {name: frozenset(sets[name]) & wanted for name in sorted(sets)}


def _prices(sets: Sets, costs: Mapping[str, float] | None) -> dict[str, float]:
    price = {name: 1.0 if costs is None else float(costs[name]) for name in sets}
    dear = sorted(name for name, cost in price.items() if not cost > 0)
    if dear:
        raise ValueError(f"the cost of {dear[0]} is not above zero")
    return price


def _cover(
    universe: Collection[Hashable],
    members: Mapping[str, frozenset[Hashable]],
    price: Mapping[str, float],
    chosen: Sequence[str],
    limits: Sequence[Limit],
) -> Cover:
    gains, covered = [], frozenset[Hashable]()
    for name in chosen:
        gains.append(members[name] - covered)
        covered |= members[name]
    coverable = frozenset[Hashable]().union(*members.values())
    return Cover(
        chosen=tuple(chosen),
        gains=tuple(gains),
        covered=covered,
        uncovered=coverable - covered,
        uncoverable=frozenset(universe) - coverable,
        cost=math.fsum(price[name] for name in chosen),
        broken=tuple(limit.name for limit in limits if not limit.holds(chosen)),
    )


def _in_turn(
    members: Mapping[str, frozenset[Hashable]], price: Mapping[str, float], chosen: Iterable[str]
) -> list[str]:
    """Order a choice by gain for cost; sets that add nothing come last."""
    left, order, covered = sorted(chosen), [], frozenset[Hashable]()
    while left:
        name = min(left, key=lambda each: (-len(members[each] - covered) / price[each], each))
        left.remove(name)
        order.append(name)
        covered |= members[name]
    return order


def _by_programme(
    members: Mapping[str, frozenset[Hashable]], price: Mapping[str, float], limits: Sequence[Limit]
) -> tuple[str, ...] | None:
    """Solve three integer programmes: most covered, then least cost, then first in order of name."""
    if not members:
        return () if all(limit.holds(()) for limit in limits) else None
    from scipy.optimize import Bounds, LinearConstraint, milp  # a quarter of a second, for plans only

    names = list(members)
    gaps = sorted(frozenset[Hashable]().union(*members.values()), key=repr)
    rows = LinearConstraint(*_rows(names, gaps, members, limits))
    n, m = len(names), len(gaps)
    covers = np.r_[np.zeros(n), np.ones(m)]
    costs = np.r_[[price[name] for name in names], np.zeros(m)]
    places = np.r_[np.arange(n, dtype=float), np.zeros(m)]
    constraints = [rows]
    solution = None
    for goal, slack in ((-covers, 0.5), (costs, EPSILON), (places, 0.5)):
        answer = milp(goal, integrality=np.ones(n + m), bounds=Bounds(0, 1), constraints=constraints, options=EXACT)
        if answer.x is None:
            break
        solution = np.round(answer.x)
        constraints.append(LinearConstraint(goal[None, :], -np.inf, float(goal @ solution) + slack))
    return None if solution is None else tuple(name for name, taken in zip(names, solution[:n], strict=True) if taken)


def _rows(
    names: Sequence[str],
    gaps: Sequence[Hashable],
    members: Mapping[str, frozenset[Hashable]],
    limits: Sequence[Limit],
) -> tuple[csr_array, np.ndarray, np.ndarray]:
    """Give one row for each gap (covered only by chosen sets) and one for each limit, over sets, then gaps."""
    n, m = len(names), len(gaps)
    position = {gap: place for place, gap in enumerate(gaps)}
    entries = [(position[gap], column, -1.0) for column, name in enumerate(names) for gap in members[name]]
    entries += [(row, n + row, 1.0) for row in range(m)]
    entries += [
        (m + row, column, limit.weights[name])
        for row, limit in enumerate(limits)
        for column, name in enumerate(names)
        if limit.weights.get(name)
    ]
    row, column, value = (np.array(part) for part in zip(*entries, strict=True)) if entries else ([], [], [])
    matrix = csr_array((value, (row, column)), shape=(m + len(limits), n + m))
    lower = np.r_[np.full(m, -np.inf), [limit.at_least for limit in limits]]
    upper = np.r_[np.zeros(m), [limit.at_most for limit in limits]]
    return matrix, lower, upper

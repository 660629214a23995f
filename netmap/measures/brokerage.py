"""Who stands between others that have no tie of their own, and between which groups (Gould and Fernandez)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import scipy.sparse as sp

from netmap.measures.incidence import incidence, product_within, steps_of

DIRECTED = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
UNDIRECTED = ("coordinator", "itinerant", "boundary", "liaison")
_OF_PATTERN = (0, 1, 2, 3, 4)
_OF_UNDIRECTED = (0, 1, 2, 2, 3)
UNKNOWN = -1


def roles(
    ties: Iterable[tuple[Any, Any]],
    groups: Mapping[Any, Any],
    *,
    directed: bool = True,
    permutations: int = 999,
    seed: int = 1,
    most_paths: int | None = None,
) -> pd.DataFrame:
    """Who passes things on between those who have no tie of their own, within and between groups?

    Definition: v brokers a -> v -> c when a, v, c are three and there is no tie a -> c. By the groups of a, v, c:
    coordinator AAA, itinerant ABA, gatekeeper ABB, representative AAB, liaison ABC. Unit open paths.
    `<role>_expected` is the mean over all ways of dealing the same groups out to the nodes; `<role>_percentile`
    the share of dealings that give the node less, plus half of those that give as much, range 0..1.
    Direction: ties run from first to second. Without direction every open path is counted once, and gatekeeper
    and representative are one role, `boundary`.
    Isolated and vacant: counts 0, percentiles None.

    Parameters
        ties: (from, to); a tie given twice is one, a tie to itself none.
        groups: group of each node; None, or a node left out, means not known. Nodes named only here are isolated.
        directed: False for ties without direction.
        permutations: dealings drawn, the observed one added; all are gone through where there are no more
            than this. 0 leaves percentiles out.
        seed: of the draws.
        most_paths: beyond this many two-step paths all figures are None; None means no limit.
    Returns
        node, group, paths (open paths), one column for each role, not_known (paths with a group that is not
        known), then the expected counts and the percentiles; sorted by node.
    Cost
        Two-step paths x permutations.
    Source
        Gould & Fernandez 1989, Sociological Methodology 19; checked against GF-1 and GF-UNDIRECTED.
    Example
        >>> table = roles([("A", "V"), ("V", "C")], {"A": "council", "V": "third", "C": "third"})
        >>> table.set_index("node").loc["V", ["gatekeeper", "gatekeeper_expected"]].tolist()
        [1.0, 0.3333333333333333]
    """
    nodes, arcs = _arcs(ties, groups, directed)
    names = DIRECTED if directed else UNDIRECTED
    of_pattern = np.array(_OF_PATTERN if directed else _OF_UNDIRECTED)
    table = pd.DataFrame({"node": list(nodes), "group": [groups.get(node) for node in nodes]})
    if most_paths is not None and _steps(arcs, len(nodes)) > most_paths:
        figures = [*names, "not_known", *(f"{name}_{kind}" for kind in ("expected", "percentile") for name in names)]
        return table.assign(**dict.fromkeys(["paths", *figures]))
    paths = _open_paths(arcs, len(nodes), directed)
    labels = _labels(table["group"])
    counts = _counts(paths, labels, of_pattern, len(nodes), len(names))
    table["paths"] = np.bincount(paths[1], minlength=len(nodes))
    for column, name in enumerate(names):
        table[name] = counts[:, column]
    table["not_known"] = table["paths"] - counts.sum(axis=1)
    table = _with_expected(table, labels, names)
    dealt = (_counts(paths, each, of_pattern, len(nodes), len(names)) for each in _dealings(labels, permutations, seed))
    shares = _mid_ranks(counts, dealt)
    for column, name in enumerate(names):
        share = None if shares is None else pd.Series(shares[:, column]).astype(object)
        table[f"{name}_percentile"] = None if share is None else share.where(table["paths"] > 0, None)
    return table


def _arcs(
    ties: Iterable[tuple[Any, Any]], groups: Mapping[Any, Any], directed: bool
) -> tuple[tuple[Any, ...], np.ndarray]:
    pairs = {(one, other) for one, other in ties if one != other}
    if not directed:
        pairs |= {(other, one) for one, other in pairs}
    nodes = tuple(sorted({*groups, *(node for pair in pairs for node in pair)}))
    number = {node: at for at, node in enumerate(nodes)}
    arcs = sorted((number[one], number[other]) for one, other in pairs)
    return nodes, np.array(arcs, dtype=np.int64).reshape(-1, 2)


def _steps(arcs: np.ndarray, n: int) -> int:
    return int(np.bincount(arcs[:, 1], minlength=n) @ np.bincount(arcs[:, 0], minlength=n))


def _open_paths(arcs: np.ndarray, n: int, directed: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give a, v, c of every open path; without direction each once."""
    leaving = np.bincount(arcs[:, 0], minlength=n)
    start = np.cumsum(leaving) - leaving
    times = leaving[arcs[:, 1]]
    first = np.repeat(arcs, times, axis=0)
    within = np.arange(len(first)) - np.repeat(np.cumsum(times) - times, times)
    a, v = first[:, 0], first[:, 1]
    c = arcs[start[v] + within, 1]
    is_open = ~np.isin(a * n + c, arcs[:, 0] * n + arcs[:, 1]) & ((a != c) if directed else (a < c))
    return a[is_open], v[is_open], c[is_open]


def _labels(groups: Sequence[Any]) -> np.ndarray:
    known = {group: at for at, group in enumerate(sorted({group for group in groups if not pd.isna(group)}))}
    return np.array([UNKNOWN if pd.isna(group) else known[group] for group in groups], dtype=np.int64)


def _counts(
    paths: tuple[np.ndarray, np.ndarray, np.ndarray], labels: np.ndarray, of_pattern: np.ndarray, n: int, width: int
) -> np.ndarray:
    a, v, c = (labels[each] for each in paths)
    pattern = np.select([(a == v) & (v == c), (a == c), (v == c), (a == v)], [0, 1, 2, 3], 4)
    known = np.minimum(np.minimum(a, v), c) > UNKNOWN
    at = paths[1][known] * width + of_pattern[pattern[known]]
    return np.bincount(at, minlength=n * width).reshape(n, width)


def _with_expected(table: pd.DataFrame, labels: np.ndarray, names: Sequence[str]) -> pd.DataFrame:
    """Add the mean count of each role when the groups are dealt out to the nodes at random."""
    sizes = np.bincount(labels[labels > UNKNOWN]).astype(float)
    ways = max(1.0, math.perm(len(labels), 3))
    alike = float((sizes * (sizes - 1) * (sizes - 2)).sum()) / ways
    pair = float((sizes * (sizes - 1) * (sizes.sum() - sizes)).sum()) / ways
    three = float(sizes.sum() * (sizes.sum() - 1) * (sizes.sum() - 2)) / ways - alike - 3 * pair
    chances = {"coordinator": alike, "boundary": 2 * pair, "liaison": three}
    columns = {f"{name}_expected": table["paths"] * max(0.0, chances.get(name, pair)) for name in names}
    return table.assign(**columns)


def _dealings(labels: np.ndarray, permutations: int, seed: int) -> Iterator[np.ndarray]:
    """Go through every way of dealing out the labels, or draw some and add the one that was found."""
    if not permutations:
        return
    ways = math.factorial(len(labels)) if len(labels) < 2_000 else math.inf
    for count in Counter(labels.tolist()).values() if ways != math.inf else ():
        ways //= math.factorial(count)
    if ways <= permutations:
        yield from _all_orders(sorted(labels.tolist()))
        return
    random = np.random.default_rng(seed)
    yield labels
    for _ in range(permutations):
        yield random.permutation(labels)


def _all_orders(row: list[int]) -> Iterator[np.ndarray]:
    """Give all different orders of a sorted row, each once, in lexical order."""
    while True:
        yield np.array(row, dtype=np.int64)
        rising = [at for at in range(len(row) - 1) if row[at] < row[at + 1]]
        if not rising:
            return
        last = rising[-1]
        swap = max(at for at in range(last + 1, len(row)) if row[at] > row[last])
        row[last], row[swap] = row[swap], row[last]
        row[last + 1 :] = row[:last:-1]


def _mid_ranks(observed: np.ndarray, dealt: Iterable[np.ndarray]) -> np.ndarray | None:
    twice, total = np.zeros(observed.shape, dtype=np.int64), 0
    for counts in dealt:
        twice += 2 * (counts < observed) + (counts == observed)
        total += 1
    return twice / (2 * total) if total else None


def two_mode_brokerage(
    pairs: Iterable[tuple[Any, Any]], sectors: Mapping[Any, Any], *, most_steps: int | None = None
) -> pd.DataFrame:
    """Which organisation links organisations that never sit together, and of which sectors are they?

    Definition: v brokers a - P - v - Q - c when a, v, c are three organisations, a and v share partnership P, v and
    c share Q, and a and c share none. Unit open paths, each counted once: coordinator (all of one sector),
    itinerant (a and c of one sector, v of another), boundary (v and one of the two of one sector, the other of
    another), liaison (three sectors). `pairs` counts each pair a, c once, by however many partnerships it is
    linked. `<role>_expected` is the mean over all ways of dealing the same sectors out to the organisations.
    Direction: none; sitting together has none. Weight: none; a double seat is one tie.
    Isolated and vacant: 0.

    Parameters
        pairs: (organisation, partnership).
        sectors: sector of each organisation; None, or an organisation left out, means not known.
        most_steps: beyond this many multiplications all figures are None; None means no limit.
    Returns
        id, sector, pairs, paths, one column for each role, not_known (paths with a sector that is not
        known), then the expected counts; sorted by id. Organisations without a tie have no row.
    Cost
        Contacts of contacts, summed over organisations.
    Source
        After Gould & Fernandez 1989 and Jasny & Lubell 2015, Social Networks 41; no reference case.
    Example
        >>> table = two_mode_brokerage([("A", 1), ("V", 1), ("V", 2), ("C", 2)], {"A": "x", "V": "x", "C": "y"})
        >>> table.set_index("id").loc["V", ["pairs", "boundary", "liaison"]].tolist()
        [1, 1, 0]
    """
    ties = incidence(pairs)
    shared = ties.shared
    table = pd.DataFrame({"id": list(ties.organisations), "sector": [sectors.get(each) for each in ties.organisations]})
    if most_steps is not None and steps_of(shared, shared).sum() > most_steps:
        figures = [*UNDIRECTED, "not_known", *(f"{name}_expected" for name in UNDIRECTED)]
        return table.assign(**dict.fromkeys(["pairs", "paths", *figures]))
    labels = _labels(table["sector"])
    found = _open_by_role(shared, labels)
    table["pairs"] = _open_pairs(shared, found["paths"])
    for name, counts in found.items():
        table[name] = counts
    return _with_expected(table, labels, UNDIRECTED)


def _open_pairs(shared: Any, paths: np.ndarray) -> np.ndarray:
    """Count for each organisation its pairs of contacts that are not tied: as many as paths, but for double ties."""
    pairs = paths.copy()
    double = np.flatnonzero(np.diff(shared.indptr) < shared.sum(axis=1))
    tied = shared.sign()
    own = tied[double]
    contacts = own.sum(axis=1)
    pairs[double] = (contacts**2 - contacts - product_within(own, tied, own).sum(axis=1)) // 2
    return pairs


def _open_by_role(shared: Any, labels: np.ndarray) -> dict[str, np.ndarray]:
    """Count for each organisation its open paths by role, one group of ends after the other.

    Open paths are all pairs of ties but those that come back (a is c) and those that are closed (a and c tied).
    """
    n = len(labels)
    own = np.arange(n), labels + 1
    member = np.eye(labels.max(initial=UNKNOWN) + 2)[labels + 1]
    ties, back, tied = shared @ member, shared.power(2) @ member, shared.sign()
    counts = {name: np.zeros(n) for name in ("paths", *UNDIRECTED, "not_known")}
    known = np.zeros(n)
    for group in range(member.shape[1]):
        of_ends = sp.csr_array(shared.multiply(member[:, group]))
        of_ends.eliminate_zeros()
        closed = product_within(of_ends, tied, shared).multiply(shared) @ member
        of_group = ties[:, [group]] * ties - closed
        of_group[:, group] -= back[:, group]
        counts["paths"] += of_group.sum(axis=1) / 2
        if group == 0:
            continue
        known += of_group[:, 1:].sum(axis=1) / 2
        mine = own[1] == group
        counts["coordinator"] += mine * of_group[:, group] / 2
        counts["itinerant"] += ~mine * of_group[:, group] / 2
        counts["boundary"] += ~mine * of_group[own]
    for name in ("itinerant", "coordinator", "boundary"):
        counts[name] *= labels > UNKNOWN
    counts["liaison"] = known * (labels > UNKNOWN) - counts["coordinator"] - counts["itinerant"] - counts["boundary"]
    counts["not_known"] = counts["paths"] - known * (labels > UNKNOWN)
    return {name: np.rint(values).astype(np.int64) for name, values in counts.items()}

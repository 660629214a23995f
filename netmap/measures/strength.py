"""How strong a path is, what several voices come to, and how far a rank depends on the weights."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components


def path_strength(weights: Sequence[float]) -> float:
    """How much of a group's voice is left at the end of a path?

    Definition: the product of the weights of its steps. Range (0..1], no unit.
    Weight: a strength; a step of weight 1 loses nothing. A path without steps has strength 1.

    Parameters
        weights: above 0 and not above 1, in the order of the steps.
    Returns
        The product.
    Raises
        ValueError: a weight that is not above 0, or above 1.
    Source
        METHODS 4.3; checked against REP-PATHS.
    Example
        >>> path_strength([0.7, 0.5])
        0.35
    """
    if not all(0 < weight <= 1 for weight in weights):
        raise ValueError("the weight of a step lies above 0 and not above 1")
    return math.prod(weights)


@dataclass(frozen=True)
class Voice:
    """One seat that speaks for a group: how strong, by which person, for which organisation."""

    strength: float
    person: str
    organisation: str


def combined_strength(voices: Iterable[Voice], *, limit: int | None = None) -> float | None:
    """What do several voices for one group come to?

    Definition: voices of one person, or of one organisation, count once, by the strongest; voices that
    share neither combine as 1 - (1 - s1)(1 - s2)... Of all ways of choosing voices that share neither, the
    one with the highest value is taken. Range (0..1], no unit.

    Parameters
        voices: in any order.
        limit: the most people or organisations linked through shared voices that are worked out; None is
            no limit.
    Returns
        None where there is no voice, or where the limit is passed.
    Raises
        ValueError: a strength that is not above 0, or above 1.
    Cost
        The third power of the largest set of people and organisations linked through shared voices.
    Source
        METHODS 4.3; checked against REP-COMBINE.
    Example
        >>> round(combined_strength([Voice(0.35, "Ann", "A"), Voice(0.6, "Bob", "B")]), 2)
        0.74
        >>> combined_strength([Voice(0.35, "Ann", "A"), Voice(0.35, "Ann", "B")])
        0.35
    """
    best: dict[tuple[str, str], float] = {}
    for voice in voices:
        pair = (voice.person, voice.organisation)
        best[pair] = max(best.get(pair, 0), path_strength([voice.strength]))
    if not best:
        return None
    if max(best.values()) == 1:
        return 1.0
    alone, blocks = _linked(best)
    rest = math.prod((1 - alone).tolist())
    for block in blocks:
        if limit is not None and max(block.shape) > limit:
            return None
        rest *= math.prod((1 - _chosen(block)).tolist())
    return 1 - rest if len(best) > 1 else max(best.values())


def _chosen(block: np.ndarray) -> np.ndarray:
    """Choose the voices of a block that share neither person nor organisation and come to the most."""
    from scipy.optimize import linear_sum_assignment  # a quarter of a second, for few

    rows, columns = linear_sum_assignment(-np.log1p(-block), maximize=True)
    return np.asarray(block[rows, columns])


def _linked(best: Mapping[tuple[str, str], float]) -> tuple[np.ndarray, list[np.ndarray]]:
    """Split voices into sets that share nobody: those of one voice, and others as people by organisations (0: none)."""
    people = {name: at for at, name in enumerate(sorted({person for person, _ in best}))}
    bodies = {name: at for at, name in enumerate(sorted({body for _, body in best}))}
    rows = np.array([people[person] for person, _ in best])
    columns = np.array([bodies[body] for _, body in best])
    size = len(people) + len(bodies)
    ties = coo_array((np.ones(len(best)), (rows, columns + len(people))), shape=(size, size))
    count, part = connected_components(ties, directed=False)
    order = np.argsort(part[rows], kind="stable")
    strengths = np.array(list(best.values()))
    ends = np.searchsorted(part[rows][order], np.arange(count + 1))
    blocks = [
        _block(rows[order[low:high]], columns[order[low:high]], strengths[order[low:high]])
        for low, high in itertools.pairwise(ends)
        if high > low + 1
    ]
    return strengths[order[ends[:-1][np.diff(ends) == 1]]], blocks


def _block(rows: np.ndarray, columns: np.ndarray, strengths: np.ndarray) -> np.ndarray:
    _, down = np.unique(rows, return_inverse=True)
    _, across = np.unique(columns, return_inverse=True)
    block = np.zeros((int(down.max()) + 1, int(across.max()) + 1))
    block[down, across] = strengths
    return block


@dataclass(frozen=True)
class RankRange:
    """The place of something in an order, 1 the highest, and its places when the weights are changed."""

    rank: int
    best: int
    worst: int


def rank_ranges(
    paths: Mapping[str, Iterable[tuple[str, ...]]], weights: Mapping[str, float], *, sway: float
) -> dict[str, RankRange]:
    """Does the order hold if one weight is somewhat higher or lower?

    Definition: each is ranked by its strongest path, 1 first, equals sharing the better place. Every
    weight in turn is taken `sway` lower and higher (never above 1), the others unchanged. Range of a
    rank 1..n.

    Parameters
        paths: for each thing the paths it has, each as the names of the weights of its steps.
        weights: the value of each weight, above 0 and not above 1.
        sway: the share by which a weight is changed, from 0 to below 1.
    Returns
        A RankRange for each thing with a path; the others are left out.
    Cost
        Two orders for each weight.
    Source
        METHODS 4.3.
    Example
        >>> rank_ranges({"a": [("own",)], "b": [("expert",)]}, {"own": 0.5, "expert": 0.45}, sway=0.25)["a"]
        RankRange(rank=1, best=1, worst=2)
    """
    kept = {name: sorted(set(each)) for name, each in paths.items()}
    kept = {name: each for name, each in kept.items() if each}
    trials = [dict(weights)]
    for name, value in weights.items():
        trials += [{**weights, name: min(1.0, value * (1 + change))} for change in (-sway, sway)]
    orders = [_ranks(kept, trial) for trial in trials]
    return {
        name: RankRange(orders[0][name], min(order[name] for order in orders), max(order[name] for order in orders))
        for name in kept
    }


def _ranks(paths: Mapping[str, Sequence[tuple[str, ...]]], weights: Mapping[str, float]) -> dict[str, int]:
    scores = {
        name: round(max(path_strength([weights[step] for step in path]) for path in each), 12)
        for name, each in paths.items()
    }
    order = np.sort(np.array(list(scores.values())))
    return {name: int(len(order) - np.searchsorted(order, score, side="right")) + 1 for name, score in scores.items()}

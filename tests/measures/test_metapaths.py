"""Path counts against walking every path."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.errors import AnalysisError
from netmap.measures.metapaths import damped_path_counts, damped_step, path_counts, pathsim

calm = settings(deadline=None, derandomize=True, max_examples=60)
layers = st.lists(st.integers(1, 4), min_size=2, max_size=4)


def steps_of(sizes: list[int], seed: int) -> list[np.ndarray]:
    dice = np.random.default_rng(seed)
    return [dice.integers(0, 2, pair) for pair in pairwise(sizes)]


@calm
@given(layers, st.integers(0, 10**6), st.sampled_from([0.0, 0.4, 0.5, 1.0]))
def test_counts_and_weights_by_walking(sizes: list[int], seed: int, damping: float) -> None:
    steps = steps_of(sizes, seed)
    counts, weights = path_counts(steps).toarray(), damped_path_counts(steps, damping).toarray()
    walked, weighed = np.zeros((sizes[0], sizes[-1])), np.zeros((sizes[0], sizes[-1]))
    for way in product(*(range(size) for size in sizes)):
        if all(step[way[at], way[at + 1]] for at, step in enumerate(steps)):
            links = [step[way[at]].sum() * step[:, way[at + 1]].sum() for at, step in enumerate(steps)]
            walked[way[0], way[-1]] += 1
            weighed[way[0], way[-1]] += np.prod(links, dtype=float) ** -damping
    assert counts.tolist() == walked.tolist()
    assert weights == pytest.approx(weighed)


@calm
@given(layers, st.integers(0, 10**6))
def test_no_damping_counts_and_more_never_weighs_more(sizes: list[int], seed: int) -> None:
    steps = steps_of(sizes, seed)
    plain = path_counts(steps).toarray()
    assert damped_path_counts(steps, 0).toarray() == pytest.approx(plain)
    assert (damped_path_counts(steps, 0.5).toarray() <= plain + 1e-12).all()


@calm
@given(layers, st.integers(0, 10**6))
def test_the_order_of_rows_changes_nothing(sizes: list[int], seed: int) -> None:
    steps = steps_of(sizes, seed)
    order = [np.random.default_rng(seed + 1).permutation(size) for size in sizes]
    mixed = [step[np.ix_(order[at], order[at + 1])] for at, step in enumerate(steps)]
    plain = damped_path_counts(steps, 0.5).toarray()[np.ix_(order[0], order[-1])]
    assert damped_path_counts(mixed, 0.5).toarray() == pytest.approx(plain)


def test_who_has_no_link_weighs_nothing() -> None:
    assert damped_step(np.array([[1, 0], [0, 0]]), 0.5).toarray().tolist() == [[1, 0], [0, 0]]


@pytest.mark.parametrize("steps", [[], [np.ones((2, 3)), np.ones((2, 2))]])
def test_steps_that_make_no_path_are_refused(steps: list[np.ndarray]) -> None:
    with pytest.raises(AnalysisError, match="do not make a path"):
        path_counts(steps)


def test_without_any_path_likeness_is_undefined() -> None:
    alike = pathsim(np.array([[1, 2], [0, 0]]))
    assert alike[0].tolist() == [1, 0] and np.isnan(alike[1, 1])

"""Strength of paths and of several voices: against trying every choice, and ranks under changed weights by hand."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.measures.strength import RankRange, Voice, combined_strength, path_strength, rank_ranges

VOICES = st.lists(
    st.builds(
        Voice, st.sampled_from([0.05, 0.14, 0.35, 0.5, 0.6, 0.99]), st.sampled_from("ABCD"), st.sampled_from("wxyz")
    ),
    max_size=7,
)


def by_trying_all(voices: list[Voice]) -> float | None:
    """Try every set of voices that share neither a person nor an organisation."""
    best = None
    for size in range(1, len(voices) + 1):
        for chosen in combinations(voices, size):
            people, bodies = {voice.person for voice in chosen}, {voice.organisation for voice in chosen}
            if len(people) == len(bodies) == size:
                rest = 1.0
                for voice in chosen:
                    rest *= 1 - voice.strength
                best = max(best or 0, 1 - rest)
    return best


@settings(max_examples=200, deadline=None, derandomize=True)
@given(VOICES)
def test_voices_combine_as_the_best_of_all_choices(voices: list[Voice]) -> None:
    assert combined_strength(voices) == (None if not voices else pytest.approx(by_trying_all(voices)))


@settings(max_examples=50, deadline=None, derandomize=True)
@given(VOICES, st.randoms())
def test_the_order_of_voices_does_not_matter(voices: list[Voice], chance: object) -> None:
    shuffled = list(voices)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert combined_strength(shuffled) == pytest.approx(combined_strength(voices))


def test_a_hub_is_one_voice() -> None:
    """One person on nine seats for nine organisations is no more than the strongest seat."""
    assert combined_strength([Voice(0.35, "Ann", body) for body in "abcdefghi"]) == pytest.approx(0.35)
    assert combined_strength([Voice(0.35, person, "CVS") for person in "abcdefghi"]) == pytest.approx(0.35)


def test_a_full_voice_stays_full() -> None:
    assert combined_strength([Voice(1.0, "Ann", "A"), Voice(0.5, "Bob", "B")]) == 1.0


def test_beyond_the_limit_there_is_no_figure() -> None:
    linked = [Voice(0.5, person, "A") for person in "abcde"]
    assert combined_strength(linked, limit=4) is None
    assert combined_strength(linked, limit=5) == pytest.approx(0.5)
    assert combined_strength([Voice(0.5, person, person) for person in "abcde"], limit=1) == pytest.approx(1 - 0.5**5)


@pytest.mark.parametrize("weight", [0, -0.1, 1.1])
def test_weights_outside_their_range_are_refused(weight: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        path_strength([0.5, weight])
    with pytest.raises(ValueError, match="above 0"):
        combined_strength([Voice(weight, "Ann", "A")])


def test_ranks_by_hand() -> None:
    """With own voice at .375 instead of .5, a (.7 x .375 = .2625) falls behind b, the expert (.3)."""
    weights = {"own": 0.5, "expert": 0.3, "general": 0.2, "serves": 0.7}
    paths = {"a": [("serves", "own"), ("general",)], "b": [("expert",)], "c": [("general",)], "none": []}
    found = rank_ranges(paths, weights, sway=0.25)
    assert found["a"] == RankRange(1, 1, 2)
    assert found["b"] == RankRange(2, 1, 2)
    assert found["c"] == RankRange(3, 3, 3)
    assert "none" not in found


def test_equals_share_the_better_place_and_a_weight_stays_at_one() -> None:
    found = rank_ranges({"a": [("full",)], "b": [("full",)], "c": [("half",)]}, {"full": 1.0, "half": 0.5}, sway=0.25)
    assert found == {"a": RankRange(1, 1, 1), "b": RankRange(1, 1, 1), "c": RankRange(3, 3, 3)}

"""A client that is killed in the middle of a load into Neo4j: the old graph, the new one, or half, which is mended."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.stores.kills.killed import kill_everywhere


def test_a_load_in_one_transaction_is_there_whole_or_not_at_all(
    empty_neo4j: Any, towns: dict[str, Path], states: dict[str, Any]
) -> None:
    assert kill_everywhere(empty_neo4j.url, "once", towns, states) == {"before", "after"}


def test_half_of_a_load_in_steps_is_recognised_and_mended(
    empty_neo4j: Any, towns: dict[str, Path], states: dict[str, Any]
) -> None:
    assert "half" in kill_everywhere(empty_neo4j.url, "steps", towns, states)

"""A process that is killed in the middle of a load into a file: the old graph or the new one, and no litter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.stores.kills.killed import MOMENTS, kill_everywhere


def test_a_file_is_the_old_one_or_the_new_one_and_nothing_is_left_beside_it(
    tmp_path: Path, towns: dict[str, Path], states: dict[str, Any]
) -> None:
    seen = kill_everywhere(str(tmp_path / "netmap.db"), "once", towns, states, 2 * MOMENTS)
    assert seen == {"before", "after"}
    assert [path.name for path in tmp_path.iterdir()] == ["netmap.db"]

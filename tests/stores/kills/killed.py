"""Kills a load at moments spread over its whole length, and looks at what is there afterwards."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGKILL
from typing import Any

import pandas as pd

from netmap.errors import StoreError
from netmap.model.records import Records
from netmap.stores import open_store
from tests.stores.kills.killing import UNWATCHED

MOMENTS = 25
HALF = "holds half of a load of town"
SCRIPT = Path(__file__).with_name("killing.py")

Killed = Callable[[str, int], int]


def held(records: Records) -> dict[Any, list[str]]:
    """Give the records in an order and with types that do not depend on the store."""
    tables: dict[Any, pd.DataFrame] = {**records.nodes, **records.relationships}
    lines = {
        part: sorted(
            repr({name: value for name, value in sorted(row.items()) if not pd.isna(value) and name != "dataset"})
            for row in rows.to_dict("records")
        )
        for part, rows in tables.items()
    }
    return {part: rows for part, rows in lines.items() if rows}


@contextmanager
def killing(address: str, how: str, towns: dict[str, Path]) -> Iterator[Killed]:
    """Give a function that loads a state in a process which is killed at a moment, and says what became of it."""
    words = [sys.executable, str(SCRIPT), address, how, "itself"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout

        def killed(state: str, moment: int) -> int:
            assert process.stdin and process.stdout
            print(towns[state], moment, file=process.stdin, flush=True)
            return int(process.stdout.readline())

        yield killed
        process.stdin.close()


def read_held(address: str) -> dict[Any, list[str]] | str:
    """Read the whole graph as a newcomer does, or give the sentence that refuses it."""
    store = open_store(address)
    try:
        return held(store.records())
    except StoreError as error:
        return error.message
    finally:
        store.close()


def kill_everywhere(
    address: str, how: str, towns: dict[str, Path], states: dict[str, Any], moments: int = MOMENTS
) -> set[str]:
    """Kill a load at moments spread over its whole length, from one state to the other and back; say what was seen."""
    seen = set()
    with killing(address, how, towns) as load:
        assert load("old", 0) > 0
        length = {"new": load("new", 0), "old": load("old", 0)}
        before, after = "old", "new"
        for number in range(moments):
            ended = load(after, 1 + (length[after] - 1) * number // (moments - 1))
            assert ended == -SIGKILL
            found = read_held(address)
            if isinstance(found, str):
                assert HALF in found
                seen.add("half")
            else:
                assert found in (states[before], states[after])
                seen.add("before" if found == states[before] else "after")
            assert load(after, UNWATCHED) == 0
            assert read_held(address) == states[after]
            before, after = after, before
    return seen

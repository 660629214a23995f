"""Faults of the embedded engine: those that are kept away, and those to hear of before trusting an answer."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence

from netmap.stores.cypher.cursor import Sort

LOST_ROWS = (
    "One MATCH takes several steps and filters on a relationship: the embedded engine can then lose rows or keep "
    "wrong ones. Ask step by step: MATCH one step WHERE … WITH DISTINCT …, then MATCH the next."
)

LOST_ORDER = (
    "An ORDER BY has more than eleven values: the embedded engine can then put rows in a wrong order, and cut the "
    "wrong ones with LIMIT. Order by fewer."
)

WIDTHS = {"''": 14, "0": 9, "true": 2}
"""Bytes that one value of an ORDER BY takes where it is sorted: of a text, a number, a truth value."""
ROW_MARK = 8
"""Bytes that follow them, which say where the row is."""

_MATCH = re.compile(r"\bMATCH\b(.*?)(?=\b(?:OPTIONAL\s+MATCH|MATCH|WITH|RETURN|UNWIND|UNION)\b|$)", re.I | re.S)
_STEP = re.compile(r"-\s*\[(?P<inside>[^\]]*)\]\s*-|--")


def keep_order(cypher: str, sorts: Sequence[Sort]) -> str:
    """Put constants before the values of an ORDER BY for which ladybug 0.22 could lose the order.

    Definition: the engine sorts in blocks of 2^18 bytes and merges them. Where the bytes of one row's
    values are a power of two, the blocks are full to the end; where two of those happen to lie side by
    side in memory, the end of one is taken for the end of the other, and a merge stops too early.
    Four texts are such a power (4 x 14 + 8 = 64), and many rows are needed (4,097 of those).
    A constant before them changes the width and not the order. The reproduction is in
    `tests/stores/test_engine_faults.py`, which fails when the engine is mended.

    Example
        >>> text = "MATCH (s:Seat) RETURN s.id AS a, s.role AS b, s.name AS c, s.source AS d ORDER BY a, b, c, d"
        >>> keep_order(text, [Sort(text.index("a, b, c, d"), 4)])[-23:]
        "ORDER BY '', a, b, c, d"
    """
    for start, values in sorted(sorts, reverse=True):
        cypher = cypher[:start] + "".join(f"{constant}, " for constant in _constants(values) or ()) + cypher[start:]
    return cypher


@functools.cache
def _constants(values: int) -> tuple[str, ...] | None:
    """Give the fewest constants with which no mixture of that many values fills a block, or None if there are none."""
    sums = {ROW_MARK}
    for _ in range(values):
        sums = {before + width for before in sums for width in WIDTHS.values()}
    for count in range(4):
        for constants in itertools.combinations_with_replacement(WIDTHS, count):
            added = sum(WIDTHS[constant] for constant in constants)
            if not any((width + added).bit_count() == 1 for width in sums):
                return constants
    return None


def find_faults(cypher: str, sorts: Sequence[Sort] = ()) -> tuple[str, ...]:
    """Say whether a text has a shape for which ladybug 0.22 gives wrong rows without an error.

    Definition: one MATCH with at least two steps, and a filter on a property of one of its
    relationships; or an ORDER BY that `keep_order` cannot keep. A reproduction is in
    `tests/stores/test_engine_faults.py`, which fails when the engine is mended of either.

    Example
        >>> find_faults("MATCH (a)<-[h:H]-(s)-[:O]->(p) WHERE h.d = 'y' RETURN p")[0][:9]
        'One MATCH'
        >>> find_faults("MATCH (a)<-[h:H]-(s) WHERE h.d = 'y' RETURN s")
        ()
    """
    lost_rows = any(_is_risky(clause) for clause in _MATCH.findall(cypher))
    lost_order = any(_constants(values) is None for _, values in sorts)
    return (LOST_ROWS,) * lost_rows + (LOST_ORDER,) * lost_order


def _is_risky(clause: str) -> bool:
    pattern, *rest = re.split(r"\bWHERE\b", clause, maxsplit=1, flags=re.I)
    where = "".join(rest)
    steps = list(_STEP.finditer(pattern))
    insides = [step.group("inside") or "" for step in steps]
    named = [found.group(1) for inside in insides if (found := re.match(r"\s*(\w+)", inside))]
    filtered = any("{" in inside for inside in insides) or any(re.search(rf"\b{name}\.", where) for name in named)
    return len(steps) > 1 and filtered

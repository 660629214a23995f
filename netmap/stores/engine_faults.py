"""Faults of the embedded engine that a person should hear of before trusting an answer."""

from __future__ import annotations

import re

LOST_ROWS = (
    "One MATCH takes several steps and filters on a relationship: the embedded engine can then lose rows or keep "
    "wrong ones. Ask step by step: MATCH one step WHERE … WITH DISTINCT …, then MATCH the next."
)

_MATCH = re.compile(r"\bMATCH\b(.*?)(?=\b(?:OPTIONAL\s+MATCH|MATCH|WITH|RETURN|UNWIND|UNION)\b|$)", re.I | re.S)
_STEP = re.compile(r"-\s*\[(?P<inside>[^\]]*)\]\s*-|--")


def find_faults(cypher: str) -> tuple[str, ...]:
    """Say whether a text has the shape for which ladybug 0.22 gives wrong rows without an error.

    Definition: one MATCH with at least two steps, and a filter on a property of one of its
    relationships. A reproduction is in `tests/stores/test_engine_faults.py`, which fails when the
    engine is mended: then this module goes.

    Example
        >>> find_faults("MATCH (a)<-[h:H]-(s)-[:O]->(p) WHERE h.d = 'y' RETURN p")[0][:9]
        'One MATCH'
        >>> find_faults("MATCH (a)<-[h:H]-(s) WHERE h.d = 'y' RETURN s")
        ()
    """
    return (LOST_ROWS,) if any(_is_risky(clause) for clause in _MATCH.findall(cypher)) else ()


def _is_risky(clause: str) -> bool:
    pattern, *rest = re.split(r"\bWHERE\b", clause, maxsplit=1, flags=re.I)
    where = "".join(rest)
    steps = list(_STEP.finditer(pattern))
    insides = [step.group("inside") or "" for step in steps]
    named = [found.group(1) for inside in insides if (found := re.match(r"\s*(\w+)", inside))]
    filtered = any("{" in inside for inside in insides) or any(re.search(rf"\b{name}\.", where) for name in named)
    return len(steps) > 1 and filtered

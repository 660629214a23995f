"""Small networks of organisations and partnerships for hypothesis, and what is slow and obvious to say of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx
from hypothesis import strategies as st

Pair = tuple[str, str]
ORGANISATIONS = [f"o{number}" for number in range(7)]
PARTNERSHIPS = [f"p{number}" for number in range(5)]
DENSE = [(organisation, board) for organisation in ORGANISATIONS[:4] for board in PARTNERSHIPS[:4]]
PAIRS = st.lists(st.tuples(st.sampled_from(ORGANISATIONS), st.sampled_from(PARTNERSHIPS)), max_size=24)


def graph_of(pairs: Iterable[Pair]) -> nx.Graph[Any]:
    return nx.Graph(list(pairs))


def boards_of(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    """Give the partnerships of each organisation."""
    boards: dict[str, set[str]] = {}
    for organisation, partnership in pairs:
        boards.setdefault(organisation, set()).add(partnership)
    return boards


def renamed(pairs: Iterable[Pair]) -> list[Pair]:
    """Give the pairs backwards, with names that sort the other way round."""
    return [(turned(one), turned(other)) for one, other in reversed(list(pairs))]


def turned(name: str) -> str:
    return f"{name[0]}{9 - int(name[1:])}"

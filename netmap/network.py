"""The network as the analyses read it: small tables (projections), from a store or from a networkx graph.

There is one way of getting them: the Cypher in `queries/projections`. A user's own graph is loaded
into a store in memory first, so both ways give equal tables.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import pandas as pd

from netmap.errors import ModelError
from netmap.library import PROJECTIONS, queries, run
from netmap.model.dates import end_days, first_days, parse_dates
from netmap.model.graph import DATE, DAY, INTEGER, LABELS, NUMBER, RELATIONSHIPS, TEXT, YES_NO
from netmap.model.letters import whole_letters
from netmap.model.records import (
    FROM,
    TO,
    Ends,
    Records,
    node_columns,
    relationship_columns,
    with_columns,
)
from netmap.stores import open_store
from netmap.stores.contract import Answer, GraphChangedError, Store

if TYPE_CHECKING:
    import networkx as nx

PROJECTION_TIME_LIMIT = 600.0

Made = TypeVar("Made")


class Network:
    """One network, read through its projections; each is read once and kept."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._tables: dict[str, pd.DataFrame] = {}
        self._names: dict[str, Mapping[str, str]] = {}
        self._versions: set[int | None] = set()
        self._made: dict[Hashable, Any] = {}

    @classmethod
    def from_records(cls, name: str, records: Records) -> Network:
        """Read records that are at hand, as those of one dataset."""
        store = open_store()
        store.load(name, records)
        return cls(store)

    @classmethod
    def from_networkx(cls, graph: nx.MultiDiGraph[Any]) -> Network:
        """Read a user's own graph.

        Parameters
            graph: node attributes `label`, `name` and the label's properties; edge key = relationship type.
        Raises
            ModelError: a label, a relationship type or a pair of ends that the vocabulary does not have.
        """
        return cls.from_records("graph", records_of(graph))

    def table(self, name: str) -> pd.DataFrame:
        """Get a projection by the name of its file; columns and order are in its header.

        Raises
            QueryError: there is no projection of that name.
            GraphChangedError: the graph was loaded anew since the first projection was read; take a new Network.
        Cost
            One query on first use, nothing afterwards. The table is a copy: change it as you like.
        """
        if name not in self._tables:
            answer = run(self._store, name, folder=PROJECTIONS, row_cap=None, seconds=PROJECTION_TIME_LIMIT)
            self._tables[name] = _in_order(self._of_one_state(answer))
        return self._tables[name].copy(deep=False)

    def ask(self, question: str, parameters: Mapping[str, str | Sequence[str]]) -> pd.DataFrame:
        """Ask a ready-made question of the same graph that the projections were read from.

        Parameters
            question: the name of a file in `queries/questions`.
            parameters: its parameters, as `netmap.library.run` takes them.
        Raises
            QueryError: there is no such question, or it does not take these parameters.
            GraphChangedError: the graph was loaded anew meanwhile; take a new Network.
        """
        seconds = PROJECTION_TIME_LIMIT
        return self._of_one_state(run(self._store, question, parameters, row_cap=None, seconds=seconds))

    def _of_one_state(self, answer: Answer) -> pd.DataFrame:
        self._versions.add(answer.version)
        if len(self._versions) > 1:
            raise GraphChangedError(f"{self._store.address} was loaded anew while it was being read.", "Ask again.")
        return answer.rows

    def names(self, label: str) -> Mapping[str, str]:
        """Give the name of every node of a label by its id, to be read only."""
        if label not in self._names:
            rows = self.table(_TABLE_OF_LABEL[label])
            named = zip(rows[_ID_OF.get(label, "id")], rows["name"], strict=True)
            self._names[label] = MappingProxyType({node: name or node for node, name in named})
        return self._names[label]

    def datasets(self) -> list[str]:
        """List the datasets in the graph, in the order in which they were first loaded."""
        return self._store.datasets()

    def records(self) -> Records:
        """Give the whole graph as the tables of its records."""
        return self._store.records()

    def fingerprint(self) -> str:
        """Give 16 letters that stand for the records: equal ones mean equal records."""
        parts = self._store.bookkeeping()["NetmapPart"].sort_values("id")
        text = "".join(f"{part} {print_}\n" for part, print_ in zip(parts["id"], parts["fingerprint"], strict=True))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Give what was made under this key before, else make it and keep it: plain data that several analyses share.

        It must not hold the network: a circle would keep the store in memory after its last use.
        """
        if key not in self._made:
            self._made[key] = make()
        made: Made = self._made[key]
        return made

    def to_networkx(self) -> nx.MultiDiGraph[Any]:
        """Give the whole graph as a new `networkx.MultiDiGraph` of the documented shape."""
        return graph_of(self._store.records())


_TABLE_OF_LABEL = {
    "Organisation": "organisations",
    "Partnership": "partnerships",
    "EqualityGroup": "groups",
    "Theme": "themes",
    "Area": "areas",
    "EngagementFunction": "functions",
    "Award": "award-records",
}
_ID_OF = {"Award": "award_id"}


def projections() -> list[str]:
    """List the names of all projections."""
    return list(queries(PROJECTIONS))


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Sort by all columns in turn: a UNION has no order of its own, and stores order nulls differently."""
    if rows.empty or _is_rising(rows.iloc[:, 0]):
        return rows
    return rows.iloc[np.lexsort([_ranks(rows[name]) for name in reversed(rows.columns)])].reset_index(drop=True)


def _ranks(column: pd.Series) -> np.ndarray:
    """Number the values of a column in the order of their texts; what is missing comes first."""
    places, different = pd.factorize(column.to_numpy(dtype=object, na_value=""))
    ranks = np.empty(len(different), dtype=np.int64)
    ranks[np.argsort(different.astype(np.dtypes.StringDType()))] = np.arange(len(different))
    return np.asarray(ranks[places])


def _is_rising(column: pd.Series) -> bool:
    """Say whether a column of texts rises from row to row: then it alone gives the order."""
    values = column.to_numpy()
    try:
        return isinstance(values[0], str) and bool((values[:-1] < values[1:]).all())
    except TypeError:
        return False


def graph_of(records: Records) -> nx.MultiDiGraph[Any]:
    """Make a `networkx.MultiDiGraph` from records: node attributes `label`, `name` and properties; key = type."""
    import networkx as nx  # a tenth of a second, for few

    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    for label, rows in records.nodes.items():
        for row in rows.to_dict("records"):
            graph.add_node(row.pop("id"), label=label, **_filled(row))
    for (kind, _, _), rows in records.relationships.items():
        for row in rows.to_dict("records"):
            start, end = row.pop(FROM), row.pop(TO)
            key = kind if not graph.has_edge(start, end, kind) else f"{kind}:{row.get('start_date') or ''}"
            graph.add_edge(start, end, key=key, **_filled(row))
    return graph


def _filled(row: dict[Any, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in row.items() if not pd.isna(value)}


def records_of(graph: nx.MultiDiGraph[Any]) -> Records:
    """Read a `networkx.MultiDiGraph` of the documented shape into records; the graph is not changed.

    Raises
        ModelError: the graph is no MultiDiGraph; a label, a relationship type, a pair of ends or an edge's
        attribute that the vocabulary does not have; or a value is not of its property's kind.
    """
    if not (graph.is_multigraph() and graph.is_directed()):
        raise ModelError(f"The graph is a {type(graph).__name__}.", "Make it a networkx.MultiDiGraph.")
    nodes: dict[str, list[dict[str, Any]]] = {}
    for node, values in graph.nodes(data=True):
        label = values.get("label")
        if label not in LABELS:
            raise ModelError(f"The node {node} has the label {label}.", f"Use one of {', '.join(LABELS)}.")
        own = {name: value for name, value in values.items() if name != "label"}
        typed = _typed(f"The node {node}", own, LABELS[label].kinds())
        nodes.setdefault(label, []).append({"name": str(node), **typed, "id": str(node)})
    relationships: dict[Ends, list[dict[str, Any]]] = {}
    for start, end, key, values in graph.edges(keys=True, data=True):
        ends = _ends(graph, start, end, str(key))
        kinds = RELATIONSHIPS[ends[0]].kinds()
        unknown = sorted(set(values) - set(kinds))
        if unknown:
            raise ModelError(f"The edge {start} to {end} ({key}) has {unknown[0]}.", f"It may have {', '.join(kinds)}.")
        typed = _typed(f"The edge {start} to {end} ({key})", values, kinds)
        relationships.setdefault(ends, []).append({FROM: str(start), TO: str(end), **typed})
    return Records(
        {label: _with_days(pd.DataFrame(rows), node_columns(label)) for label, rows in nodes.items()},
        {ends: _with_days(pd.DataFrame(rows), relationship_columns(ends[0])) for ends, rows in relationships.items()},
    )


def _typed(what: str, values: Mapping[Any, Any], kinds: Mapping[str, str]) -> dict[str, Any]:
    """Bring each value to the kind of its property; what the vocabulary does not name becomes text."""
    result = {}
    for name, value in values.items():
        kind = kinds.get(name, TEXT)
        if not re.fullmatch(r"[a-z][a-z0-9_]*", str(name)):
            raise ModelError(
                f"{what} has an attribute '{name}'.", "Use small letters, digits and _ in the names of attributes."
            )
        result[str(name)] = made = None if _is_missing(value) else _KINDS[kind](value)
        if made is None and not _is_missing(value):
            raise ModelError(f"{what} has {name}: {value}, which is not of the kind {kind}.", "Correct the attribute.")
    return result


def _is_missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value)) or value is pd.NaT or value is pd.NA


def _number(value: Any) -> float | None:
    try:
        return None if isinstance(value, str) or not math.isfinite(value) else float(value)
    except TypeError:
        return None


def _whole(value: Any) -> int | None:
    number = _number(value)
    return int(number) if number is not None and number.is_integer() else None


def _date(value: Any) -> str | None:
    parsed: str | None = parse_dates(pd.Series([str(value)], dtype=object))[0]
    return parsed


_KINDS: Mapping[str, Callable[[Any], Any]] = {
    TEXT: lambda value: whole_letters(str(value)),
    NUMBER: _number,
    INTEGER: _whole,
    YES_NO: lambda value: bool(value) if isinstance(value, bool | np.bool_) else None,
    DATE: _date,
    DAY: _date,
}


def _ends(graph: nx.MultiDiGraph[Any], start: Any, end: Any, key: str) -> Ends:
    kind = key.split(":", 1)[0]
    pair = (graph.nodes[start]["label"], graph.nodes[end]["label"])
    declared = RELATIONSHIPS.get(kind)
    if declared is None or pair not in declared.ends:
        allowed = ", ".join(f"{a} to {b}" for a, b in declared.ends) if declared else ", ".join(RELATIONSHIPS)
        raise ModelError(f"The edge {start} to {end} is {kind} from {pair[0]} to {pair[1]}.", f"Allowed: {allowed}.")
    return (kind, *pair)


def _with_days(rows: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    full = with_columns(rows, columns)
    for own, day, days in (("start_date", "start_day", first_days), ("end_date", "end_day", end_days)):
        if day in full:
            full[day] = full[day].where(full[day].notna(), days(full[own]))
    return full

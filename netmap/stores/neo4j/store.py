"""The store on a Neo4j server: what is asked of it, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import neo4j
import pandas as pd
from neo4j import ManagedTransaction

from netmap.model.records import Records
from netmap.stores.contract import TIME_LIMIT_SECONDS, Answer, LoadSummary
from netmap.stores.frames import of_rows
from netmap.stores.neo4j import loading, marks
from netmap.stores.neo4j.address import Address, get_password
from netmap.stores.neo4j.connecting import connect
from netmap.stores.neo4j.faults import translated
from netmap.stores.neo4j.held import HeldGraph
from netmap.stores.neo4j.names import check_labels, check_properties, undeclared
from netmap.stores.neo4j.values import plain
from netmap.stores.plans import check_plan
from netmap.stores.reading import READING_PROCEDURES, check_reading, limited

SECONDS_TO_READ_ALL = 3600.0

Result = TypeVar("Result")


class Neo4jStore:
    """A graph in a database of a Neo4j server, which the whole server may share with others that do not load."""

    def __init__(self, address: Address, ask: Callable[[str], str] | None = None) -> None:
        self.place = address
        self.address = str(address)
        self._driver = connect(address, get_password(address, ask))

    def load(self, dataset: str, records: Records) -> LoadSummary:
        """Make the store hold exactly these records for the dataset, merged by id with all others."""
        return loading.load(self._driver, self.place, dataset, records)

    def read(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        row_cap: int | None = None,
        seconds: float | None = None,
    ) -> Answer:
        """Answer one reading statement, in a transaction that is always rolled back."""
        values = dict(parameters or {})
        statement = check_reading(cypher, values, procedures=READING_PROCEDURES)
        check_labels(statement)
        unknown = undeclared(statement)
        text = limited(cypher, statement, row_cap)

        def asked(held: HeldGraph, transaction: ManagedTransaction) -> Answer:
            check_properties(unknown, held.extra_columns() if unknown else ())
            check_plan(transaction.run(f"EXPLAIN {text}", values).consume())
            result = transaction.run(text, values)
            rows = list(result) if row_cap is None else result.fetch(row_cap + 1)
            cut = row_cap is not None and len(rows) > row_cap
            found = of_rows(result.keys(), rows[:row_cap], plain)
            return Answer(found, row_cap if cut else None, version=held.version())

        return self._read(asked, seconds or TIME_LIMIT_SECONDS)

    def records(self) -> Records:
        """Give the whole graph, merged."""
        return self._read(lambda held, _: held.read_parts(set()), SECONDS_TO_READ_ALL)

    def datasets(self) -> list[str]:
        """List the loaded datasets in the order in which they were first loaded."""
        return self._read(lambda held, _: held.datasets(), TIME_LIMIT_SECONDS)

    def bookkeeping(self) -> dict[str, pd.DataFrame]:
        """Give the rows of the labels that netmap keeps for itself."""
        return self._read(lambda held, _: held.bookkeeping(), SECONDS_TO_READ_ALL)

    def _read(self, work: Callable[[HeldGraph, ManagedTransaction], Result], seconds: float) -> Result:
        """Do reading work on a graph that is whole and stays the same from the first row to the last."""

        @neo4j.unit_of_work(timeout=seconds)
        def watched(transaction: ManagedTransaction) -> None:
            before = marks.read_mark(transaction)
            marks.check_whole(before, self.place)
            result = work(HeldGraph(transaction, before), transaction)
            marks.check_same(before, marks.read_mark(transaction))
            raise _Answered(result)

        with translated(self.place), self._driver.session(database=self.place.database) as session:
            try:
                session.execute_read(watched)
            except _Answered as answered:
                return answered.result  # type: ignore[no-any-return]
        raise AssertionError("the work always answers or fails")

    def close(self) -> None:
        """Let go of the connection."""
        self._driver.close()


class _Answered(Exception):  # noqa: N818
    """Carries an answer out of a transaction, which the driver therefore rolls back instead of committing it."""

    def __init__(self, result: Any) -> None:
        self.result = result

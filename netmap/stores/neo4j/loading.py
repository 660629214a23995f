"""A load into the database: whole or not at all up to a stated size, in marked steps beyond it.

A small load is one transaction. A large one would not fit into the server's memory, so it is written
in several, between a mark that says `half` and one that says `whole`; a reader refuses to answer in
between, and loading the same dataset again takes it up where it stopped.
"""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass

import neo4j
import pandas as pd
from neo4j import Driver, ManagedTransaction

from netmap.errors import StoreError
from netmap.model.graph import LABELS
from netmap.model.records import Records
from netmap.stores.contract import LoadSummary
from netmap.stores.loading import Plan, check_ends, plan_load
from netmap.stores.neo4j import marks
from netmap.stores.neo4j.address import Address
from netmap.stores.neo4j.faults import translated
from netmap.stores.neo4j.held import HeldGraph
from netmap.stores.neo4j.marks import Mark, Overtaken
from netmap.stores.neo4j.schema import make_constraints
from netmap.stores.neo4j.writing import Step, closing_steps, graph_steps, opening_steps, together

RECORDS_IN_ONE_TRANSACTION = 100_000
"""Records that one commit may change: a server with 1 GB of heap takes about three times as many."""
SECONDS_TO_PLAN = 3600.0


@dataclass(frozen=True)
class Planned:
    """A load that was planned on the graph as `mark` found it; `old` is its bookkeeping then."""

    plan: Plan
    mark: Mark
    old: dict[str, pd.DataFrame]
    name: str

    @property
    def dataset(self) -> str:
        """Give the name of the dataset."""
        return self.plan.summary.dataset

    @property
    def is_small(self) -> bool:
        """Say whether one transaction can hold it, and the graph is whole to begin with."""
        return self.plan.rows_to_write <= RECORDS_IN_ONE_TRANSACTION and not self.mark.is_half


def load(driver: Driver, address: Address, dataset: str, records: Records) -> LoadSummary:
    """Make the database hold exactly these records for the dataset, merged by id with all others.

    Raises
        StoreError: the records do not hang together, half of another load is there, or the server cannot do it.
    """
    with translated(address):
        _prepare(driver, address)
        while True:
            planned = make_plan(driver, address, dataset, records)
            if not planned.plan.is_needed and not planned.mark.is_half:
                return planned.plan.summary
            try:
                (_write_at_once if planned.is_small else _write_in_steps)(driver, address, planned)
            except Overtaken:
                continue
            return planned.plan.summary


def _prepare(driver: Driver, address: Address) -> None:
    """Make the constraints in a database that netmap never loaded into, unless somebody else's graph is there."""
    with driver.session(database=address.database) as session:
        if not session.execute_read(marks.read_mark).is_missing:
            return
        labels = "|".join(LABELS)
        if session.execute_read(lambda tx: tx.run(f"MATCH (n:{labels}) RETURN n LIMIT 1").single()):
            raise StoreError(
                f"{address} holds a graph that netmap did not load.",
                "Give netmap a database of its own, or empty this one.",
            )
        make_constraints(session)


def make_plan(driver: Driver, address: Address, dataset: str, records: Records) -> Planned:
    """Plan a load on the graph as it is, which stays the same while it is read.

    Raises
        StoreError: half of a load of another dataset is there, or the records do not hang together.
    """

    @neo4j.unit_of_work(timeout=SECONDS_TO_PLAN)
    def planned(transaction: ManagedTransaction) -> Planned:
        mark = marks.read_mark(transaction)
        if mark.is_half and mark.dataset != dataset:
            marks.check_whole(mark, address)
        held = HeldGraph(transaction, mark)
        plan = plan_load(held, dataset, records)
        check_ends(plan.after, dataset)
        old = held.bookkeeping()
        if not (mark.is_half or mark.is_missing):
            marks.check_same(mark, marks.read_mark(transaction))
        return Planned(plan, mark, old, uuid.uuid4().hex)

    with driver.session(database=address.database) as session:
        return session.execute_read(planned)


def _write_at_once(driver: Driver, address: Address, planned: Planned) -> None:
    new = planned.plan.bookkeeping

    def written(transaction: ManagedTransaction) -> None:
        marks.take_hold(transaction, planned.mark)
        _write_steps(transaction, planned)
        marks.set_whole(transaction, planned.dataset, int(new["NetmapLoad"].loc[0, "version"]))
        _apart(driver, address, lambda tx: marks.announce(tx, planned.name))

    with driver.session(database=address.database) as session:
        try:
            session.execute_write(written)
        finally:
            with contextlib.suppress(neo4j.exceptions.DriverError, neo4j.exceptions.Neo4jError):
                _apart(driver, address, marks.call_off)


def _write_steps(transaction: ManagedTransaction, planned: Planned) -> None:
    new = planned.plan.bookkeeping
    for step in opening_steps(planned.old, new):
        step.run(transaction)
    for step in graph_steps(planned.plan.differences):
        step.run(transaction)
    for step in closing_steps(planned.old, new):
        step.run(transaction)


def _apart(driver: Driver, address: Address, work: Callable[[ManagedTransaction], None]) -> None:
    """Do something in a transaction of its own, beside one that is still open."""
    with driver.session(database=address.database) as session:
        session.execute_write(work)


def _write_in_steps(driver: Driver, address: Address, planned: Planned) -> None:
    new = planned.plan.bookkeeping

    def opened(transaction: ManagedTransaction) -> None:
        marks.take_hold(transaction, planned.mark)
        for step in opening_steps(planned.old, new):
            step.run(transaction)
        marks.set_half(transaction, planned.dataset, planned.name)

    def stepped(transaction: ManagedTransaction, some: list[Step]) -> None:
        marks.keep_hold(transaction, planned.name)
        for step in some:
            step.run(transaction)

    def closed(transaction: ManagedTransaction) -> None:
        marks.keep_hold(transaction, planned.name)
        for step in closing_steps(planned.old, new):
            step.run(transaction)
        marks.set_whole(transaction, planned.dataset, int(new["NetmapLoad"].loc[0, "version"]))

    with driver.session(database=address.database) as session:
        session.execute_write(opened)
        for some in together(graph_steps(planned.plan.differences)):
            session.execute_write(stepped, some)
        session.execute_write(closed)

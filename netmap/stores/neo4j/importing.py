"""A dataset into the server of this machine by Neo4j's own importer, which is many times faster than the driver.

The importer only fills databases that are new. So the graph as it would be after the load is written
as files, imported beside the old database, and takes its place once it answers.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from neo4j import Driver
from neo4j.exceptions import DriverError, Neo4jError

from netmap.errors import StoreError
from netmap.model.records import Records
from netmap.server.admin import run_admin
from netmap.server.home import Home
from netmap.server.passwords import get_password
from netmap.server.process import Running
from netmap.server.starting import start
from netmap.server.swapping import swap_data
from netmap.stores.bulk.files import Bulk, write_bulk
from netmap.stores.contract import LoadSummary
from netmap.stores.loading import Nothing, Plan, check_ends, plan_load
from netmap.stores.neo4j import marks
from netmap.stores.neo4j.address import Address, read_address
from netmap.stores.neo4j.connecting import connect
from netmap.stores.neo4j.faults import translated
from netmap.stores.neo4j.loading import make_plan
from netmap.stores.neo4j.schema import make_constraints

DATABASE = "neo4j"


def import_records(home: Home, jars: Sequence[Path], dataset: str, records: Records) -> LoadSummary:
    """Make the server of this machine hold exactly these records for the dataset, merged by id with all others.

    Parameters
        home: the folder of the server; one that never ran is fine.
        jars: its class path, from `fetch_jars`.
        dataset, records: as for `Store.load`, which does the same through the driver.
    Returns
        LoadSummary: what changed; where nothing did, the server is left alone.
    Raises
        NetmapError: something could not be read, written, imported or started; the old database is served again.
    Cost
        The whole graph is written and imported whatever changed, so a small change is quicker by `load`.
    """
    with ExitStack() as open_until_done:
        if not home.holds_data():
            plan = plan_load(Nothing(), dataset, records)
            check_ends(plan.after, dataset)
        else:
            address = read_address(start(home, jars).url)
            driver = open_until_done.enter_context(connect(address, get_password(home)))
            plan = open_until_done.enter_context(_planned_alone(driver, address, dataset, records))
            if not plan.is_needed:
                return plan.summary
        folder = open_until_done.enter_context(tempfile.TemporaryDirectory(dir=_made(home), prefix="import-"))
        bulk = write_bulk(plan.after, plan.bookkeeping, Path(folder))
        words = [*bulk.words(home.folder), DATABASE]
        swap_data(home, jars, lambda data: run_admin(home, jars, words, data=data), lambda new: _finish(new, bulk))
    return plan.summary


def _made(home: Home) -> Path:
    home.make()
    return home.folder


@contextmanager
def _planned_alone(driver: Driver, address: Address, dataset: str, records: Records) -> Iterator[Plan]:
    """Plan on the graph that is there, and keep other loads away from it until the server stops."""
    with translated(address):
        planned = make_plan(driver, address, dataset, records)
        with driver.session(database=address.database) as session:
            transaction = session.begin_transaction()
            try:
                marks.take_hold(transaction, planned.mark)
                yield planned.plan
            finally:
                with suppress(DriverError, Neo4jError):  # the server that it was on may have ended
                    transaction.rollback()


def _finish(running: Running, bulk: Bulk) -> None:
    """Make the constraints, and look whether everything came."""
    address = read_address(running.url)
    with translated(address), connect(address, get_password(running.home)) as driver, driver.session() as session:
        make_constraints(session)
        nodes = session.run("MATCH (n) WHERE NOT any(l IN labels(n) WHERE l STARTS WITH 'Netmap') RETURN count(n)")
        links = session.run("MATCH ()-[r]->() RETURN count(r)")
        came = nodes.single(strict=True)[0], links.single(strict=True)[0]
    expected = sum(bulk.nodes.values()), sum(bulk.relationships.values())
    if came != expected:
        raise StoreError(
            f"Of {expected[0]} nodes and {expected[1]} relationships, {came[0]} and {came[1]} were imported.",
            "The old database is served again. Load with `netmap load SOURCE --into URL` instead.",
        )

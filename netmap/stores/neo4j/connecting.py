"""The connection to a Neo4j server: made once, checked before anything is asked of it."""

from __future__ import annotations

import logging
import re

import neo4j
from neo4j import Driver, NotificationMinimumSeverity

from netmap.errors import StoreError
from netmap.stores.neo4j.address import Address
from netmap.stores.neo4j.faults import translated

OLDEST = 5
SECONDS_TO_CONNECT = 10.0
SECONDS_OF_RETRYING = 15.0
FIRST_PAUSE = 0.1
# The driver's own warnings say less than the error that follows them, and would stand before it.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

ROWS_AT_A_TIME = 5_000
"""Rows that the server sends before it waits for the reader; the driver's own 1,000 costs a journey each."""


def connect(address: Address, password: str) -> Driver:
    """Connect to a server, and make sure that it answers, that the password is right and that it is new enough.

    Raises
        StoreError: no server, a wrong password, an unknown database, or a server that is too old.
    """
    with translated(address):
        driver = neo4j.GraphDatabase.driver(
            address.server,
            auth=(address.user, password),
            connection_timeout=SECONDS_TO_CONNECT,
            max_transaction_retry_time=SECONDS_OF_RETRYING,
            initial_retry_delay=FIRST_PAUSE,
            fetch_size=ROWS_AT_A_TIME,
            notifications_min_severity=NotificationMinimumSeverity.OFF,
        )
        try:
            with driver.session(database=address.database) as session:
                check_version(address, session.run("RETURN 1").consume().server.agent)
        except BaseException:
            driver.close()
            raise
    return driver


def check_version(address: Address, agent: str) -> None:
    """Refuse a server that is too old for the Cypher that netmap speaks.

    Parameters
        agent: what the server calls itself, such as `Neo4j/5.26.30`.
    Raises
        StoreError: it is older than Neo4j 5, or no Neo4j.
    """
    named = re.match(r"Neo4j/(\d+)", agent)
    if named is None or int(named.group(1)) < OLDEST:
        raise StoreError(
            f"The server at {address.server} is {agent.replace('/', ' ')}, and netmap needs Neo4j {OLDEST} or later.",
            "Use a newer server, or keep the graph in a file: `netmap load SOURCE --into netmap.db`.",
        )

"""What the driver and the server say when something goes wrong, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j import exceptions

from netmap.errors import NetmapError, QueryError, StoreError
from netmap.model.words import sentences_of
from netmap.stores.neo4j.address import PASSWORD_VARIABLE, Address

TIMED_OUT = (
    "Neo.ClientError.Transaction.TransactionTimedOut",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
)
NO_DATABASE = ("Neo.ClientError.Database.DatabaseNotFound", "Neo.ClientError.Database.IllegalDatabaseName")
OUT_OF_MEMORY = "Neo.TransientError.General.MemoryPoolOutOfMemoryError"
STATEMENT = "Neo.ClientError.Statement."


class Unsettled(exceptions.DriverError):
    """The graph changed under a reader; the driver's managed transaction then begins again, as after any such fault."""

    def is_retryable(self) -> bool:
        """Say yes."""
        return True


@contextmanager
def translated(address: Address) -> Iterator[None]:
    """Turn every fault of the driver into an error with two plain lines.

    Raises
        QueryError: the question is at fault.
        StoreError: the server, the way to it, or what it was asked to keep is at fault.
    """
    try:
        yield
    except (exceptions.Neo4jError, exceptions.DriverError) as fault:
        raise explained(address, fault) from fault


def explained(address: Address, fault: Exception) -> NetmapError:
    """Give the error for a fault of the driver."""
    if isinstance(fault, exceptions.Neo4jError):
        return _said_by_the_server(address, fault)
    if isinstance(fault, Unsettled):
        return StoreError(f"{address} is being loaded without a pause.", "Ask again when the load is done.")
    if isinstance(fault, exceptions.IncompleteCommit):
        return StoreError(
            f"The connection to {address} broke while the load was being put in place.",
            "Load the same source again: it is either there already or will be now.",
        )
    if isinstance(fault, exceptions.UnsupportedServerProduct) or "handshake" in str(fault).lower():
        return StoreError(
            f"What answers at {address.server} is not a Neo4j that netmap can speak to.",
            "netmap needs Neo4j 5 or later; check the address, and whether the server asks for TLS (+s, +ssc).",
        )
    if isinstance(fault, exceptions.ServiceUnavailable | exceptions.SessionExpired):
        return StoreError(
            f"No Neo4j answers at {address.server}, or it went away.",
            "Check the address, that the server runs (`netmap server status` for the one of this machine), and TLS.",
        )
    return StoreError(f"{address} cannot be used: {first_sentence(str(fault))}", "Check the address.")


def _said_by_the_server(address: Address, fault: exceptions.Neo4jError) -> NetmapError:
    code, said = fault.code or "", first_sentence(fault.message or str(fault))
    if code in TIMED_OUT:
        return QueryError("The question took longer than the time limit.", "Narrow it, or raise it with --timeout.")
    if code in NO_DATABASE:
        return StoreError(f"There is no database {address.database} at {address.server}.", "Correct the address.")
    if code == OUT_OF_MEMORY:
        return QueryError(
            "The question needs more memory than the server gives to one.", "Narrow it, or give the server more memory."
        )
    if isinstance(fault, exceptions.Forbidden):
        return StoreError(f"{address.user} may not do that at {address}: {said}", "Ask who looks after the server.")
    if isinstance(fault, exceptions.AuthError):
        return StoreError(
            f"{address.server} does not know {address.user} with this password.",
            f"Check the user in the address and the password in {PASSWORD_VARIABLE}.",
        )
    if code.startswith(STATEMENT):
        return QueryError(f"The query cannot be run: {said}", "`docs/data-dictionary.md` lists labels and properties.")
    return StoreError(f"{address} could not do that: {said}", "Try again; `netmap server logs` may say more.")


def first_sentence(said: str) -> str:
    """Give the first sentence of what was said, with its full stop."""
    return sentences_of(said.strip().split("\n")[0])[0].rstrip(".") + "."

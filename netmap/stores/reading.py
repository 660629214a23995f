"""Whether a text is one reading statement: the first of the walls before the graph, the files and the network."""

from __future__ import annotations

from collections.abc import Collection

from netmap.errors import QueryError
from netmap.stores.cypher.clauses import Clauses
from netmap.stores.cypher.cursor import Statement
from netmap.stores.cypher.tokens import read_tokens

READING_PROCEDURES = frozenset(
    {
        "db.labels",  # the names of labels
        "db.propertyKeys",  # the names of properties
        "db.relationshipTypes",  # the names of relationship types
        "db.schema.nodeTypeProperties",  # which label has which property, of which type
        "db.schema.relTypeProperties",  # the same of relationships
        "db.schema.visualization",  # which label is joined to which
    }
)
"""What a question may call on Neo4j: they name what is in the schema, and give no rows and no settings."""


def check_reading(cypher: str, given: Collection[str] = (), *, procedures: Collection[str] = ()) -> Statement:
    """Refuse a text that is anything else than one reading statement with a value for each of its parameters.

    Parameters
        cypher: the text.
        given: the names of the parameters that have a value.
        procedures: the procedures that may be called; none unless the store says so.
    Returns
        Statement: what the text names.
    Raises
        QueryError: it is empty, cannot be read, holds several statements, writes, or reaches files, procedures
        or the network, or a parameter has no value: one store would take it for null and find nothing.
    Cost
        grows with the length of the text.
    Example
        >>> check_reading("MATCH (n:Seat) RETURN n.role // which?").labels
        ('Seat',)
    """
    statement = Clauses(read_tokens(cypher), procedures).whole()
    for name in statement.parameters:
        if name not in given:
            raise QueryError(f"The query needs a value for {name}.", f"Add --param {name}=VALUE.")
    return statement


def limited(cypher: str, statement: Statement, row_cap: int | None) -> str:
    """Ask for one row more than the cap, so that a store sorts and keeps no more than those.

    Example
        >>> text = "MATCH (n:Seat) RETURN n.role // which?"
        >>> limited(text, check_reading(text), 10)
        'MATCH (n:Seat) RETURN n.role // which?\\nLIMIT 11'
    """
    at = statement.limit_at
    return cypher if at is None or row_cap is None else f"{cypher[:at]}\nLIMIT {row_cap + 1}{cypher[at:]}"

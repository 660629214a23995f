"""What a database must have before netmap loads into it: one constraint for each label, from the model."""

from __future__ import annotations

from neo4j import Session

from netmap.model.graph import BOOKKEEPING, LABELS

FUNDER = "Funder"
"""The second label of an organisation that funds."""


def constraints() -> list[str]:
    """Give the statements that make the constraints; each also makes the index by which records are found.

    Example
        >>> constraints()[0]
        'CREATE CONSTRAINT netmap_organisation_id IF NOT EXISTS FOR (n:Organisation) REQUIRE n.id IS UNIQUE'
    """
    return [
        f"CREATE CONSTRAINT netmap_{label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for label in (*LABELS, *BOOKKEEPING)
    ]


def make_constraints(session: Session) -> None:
    """Make the constraints that are not there, and wait until their indexes answer."""
    for statement in constraints():
        session.run(statement).consume()
    session.run("CALL db.awaitIndexes()").consume()

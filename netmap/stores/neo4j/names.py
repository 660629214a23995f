"""Whether what a question names is in the graph at all: Neo4j gives no rows for a misspelt label, and says nothing."""

from __future__ import annotations

from collections.abc import Collection

from netmap.errors import QueryError
from netmap.model.graph import BOOKKEEPING, LABELS, RELATIONSHIPS
from netmap.stores.cypher.cursor import Statement
from netmap.stores.neo4j.schema import FUNDER

DECLARED = {
    *(name for label in (*LABELS.values(), *BOOKKEEPING.values()) for name in label.kinds()),
    *(name for relationship in RELATIONSHIPS.values() for name in relationship.kinds()),
}
PARTS_OF_TIMES = {
    *("year", "quarter", "month", "week", "weekYear", "dayOfQuarter", "quarterDay", "day", "ordinalDay"),
    *("dayOfWeek", "weekDay", "hour", "minute", "second", "millisecond", "microsecond", "nanosecond", "timezone"),
    *("offset", "offsetMinutes", "offsetSeconds", "epochMillis", "epochSeconds", "years", "quarters", "months"),
    *("weeks", "days", "hours", "minutes", "seconds", "milliseconds", "microseconds", "nanoseconds"),
    *("x", "y", "z", "latitude", "longitude", "height", "crs", "srid"),
}


def check_labels(statement: Statement) -> None:
    """Refuse a label or relationship type that the vocabulary does not have.

    Raises
        QueryError: the text names one.
    """
    for name in statement.labels:
        if name not in LABELS and name not in RELATIONSHIPS and name not in BOOKKEEPING and name != FUNDER:
            known = ", ".join([*LABELS, *RELATIONSHIPS])
            raise QueryError(f"The graph has no label or relationship {name}.", f"It has: {known}.")


def undeclared(statement: Statement) -> list[str]:
    """Give the properties that a text reads and that only a user's own columns could hold."""
    own = {*DECLARED, *PARTS_OF_TIMES, *statement.keys}
    return [name for name in statement.properties if name not in own]


def check_properties(names: Collection[str], brought: Collection[str]) -> None:
    """Refuse a property that neither the vocabulary nor any dataset has.

    Raises
        QueryError: the text names one.
    """
    for name in names:
        if name not in brought:
            raise QueryError(
                f"The query cannot be run: nothing in the graph has a property {name}.",
                "`docs/data-dictionary.md` lists labels and properties.",
            )

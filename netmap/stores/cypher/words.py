"""The words of the query language, by what a question may do with them, and what is said of those that it may not."""

from __future__ import annotations

import difflib
from collections.abc import Collection

from netmap.errors import QueryError


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


OPENING = frozenset({"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL"})
READING = OPENING | {"WHERE", "ORDER", "SKIP", "OFFSET", "LIMIT", "UNION", "USING", "FINISH", "YIELD"}
UNLIMITED = frozenset({"RETURN", "ORDER", "SKIP", "OFFSET"})
"""Words of a last clause behind which a LIMIT may stand."""
WRITING = _words("ALTER COMMENT CREATE DELETE DETACH DROP FOREACH INSERT MERGE NODETACH REMOVE SET TRANSACTIONS")
REACHING = _words("ATTACH CALL COPY EXPORT IMPORT INSTALL LOAD UNINSTALL UPDATE USE")
ADMINISTERING = _words(
    "ANALYZE BEGIN CHECKPOINT COMMIT DEALLOCATE DENY DRYRUN ENABLE GRANT REALLOCATE RENAME REVOKE ROLLBACK SHOW START "
    "STOP TERMINATE"
)
EXPLAINED = WRITING | REACHING | ADMINISTERING
NEVER_BARE = (WRITING | REACHING) - {"COMMENT", "TRANSACTIONS", "UPDATE"}
"""Words that would open a clause if a server read the text in another way, so that a name must not be bare."""
NEVER_A_VALUE = NEVER_BARE | {"MATCH", "OPTIONAL", "RETURN", "UNION", "UNWIND", "WHERE", "WITH", "YIELD"}

INFIX = _words("+ - * / % ^ = <> != < > <= >= =~ || & AND OR XOR IN CONTAINS")
PREFIX = frozenset({"+", "-", "NOT"})
COMPARING = frozenset({"=", "<>", "!=", "<", ">", "<=", ">=", "=~", "IN", "CONTAINS"})
BLOCKS = frozenset({"COLLECT", "COUNT", "EXISTS"})
PATH_FUNCTIONS = frozenset({"SHORTESTPATH", "ALLSHORTESTPATHS"})
PATH_SELECTORS = _words("ALL ANY GROUP GROUPS PATH PATHS SHORTEST")
PATH_OPENING = PATH_FUNCTIONS | PATH_SELECTORS
MATCH_MODES = _words("BINDINGS DIFFERENT ELEMENT ELEMENTS RELATIONSHIP RELATIONSHIPS REPEATABLE")
STEP_MODES = _words("ACYCLIC ALL SHORTEST TRAIL WSHORTEST")
NORMAL_FORMS = frozenset({"NFC", "NFD", "NFKC", "NFKD"})
TYPES = _words(
    "ANY ARRAY BLOB BOOL BOOLEAN DATE DATETIME DECIMAL DOUBLE DURATION EDGE FLOAT FLOAT32 FLOAT64 INT INT8 INT16 INT32 "
    "INT64 INT128 INTEGER INTEGER8 INTEGER16 INTEGER32 INTEGER64 INTERVAL LIST LOCAL MAP NODE NOTHING NULL PATH POINT "
    "PROPERTY RELATIONSHIP SIGNED STRING TIME TIMESTAMP UINT8 UINT16 UINT32 UINT64 UUID VALUE VARCHAR VERTEX "
    "ZONED"
)

_MOMENTS = ("date", "datetime", "localdatetime", "localtime", "time")
DOTTED_FUNCTIONS = frozenset(
    [
        *(f"{name}.{end}" for name in _MOMENTS for end in ("realtime", "statement", "transaction", "truncate")),
        *(f"datetime.{end}" for end in ("fromepoch", "fromepochmillis")),
        *(f"duration.{end}" for end in ("between", "indays", "inmonths", "inseconds")),
        *(f"point.{end}" for end in ("distance", "withinbbox")),
        *(f"vector.similarity.{end}" for end in ("cosine", "euclidean")),
    ]
)
"""Functions with a dot that belong to the server itself; all others are somebody's own, and may do anything."""
FUNCTIONS_WITH_EFFECTS = frozenset({"currval", "nextval", "setseed"})
"""Functions of the embedded engine that change what later calls give."""


def refused(word: str) -> QueryError:
    """Say why a word cannot open a clause of a question."""
    if word in WRITING:
        return writing(word)
    if word in REACHING:
        return reaching(word, "Use MATCH, WITH, UNWIND, RETURN; a name that reads like that goes between `backquotes`.")
    if word in ADMINISTERING:
        return QueryError(
            f"The query would administer the server ({word}), and netmap only asks questions here.",
            "An administrator does that in a client of the server; a question begins with MATCH.",
        )
    near = difflib.get_close_matches(word.upper(), sorted(READING), n=1, cutoff=0.7)
    hint = f"Did you mean {near[0]}? " if near else ""
    return QueryError(
        f"{word} cannot stand where a clause is expected.",
        f"{hint}Use MATCH, WHERE, WITH, UNWIND, RETURN, ORDER BY and LIMIT; no quotation mark or comma may be missing.",
    )


def writing(what: str) -> QueryError:
    """Say that a text would change what it should only ask about."""
    return QueryError(
        f"The query would change the graph ({what}), and netmap only reads here.",
        "Change the tables and load them again; a name that reads like that goes between `backquotes`.",
    )


def reaching(what: str, hint: str) -> QueryError:
    """Say that a text would leave the graph."""
    return QueryError(f"The query reaches outside the graph ({what}), which netmap does not allow.", hint)


def check_function(name: str) -> None:
    """Refuse a function that is somebody's own, or that does more than give a value.

    Raises
        QueryError: it is on no list.
    """
    if name.lower() in FUNCTIONS_WITH_EFFECTS:
        raise writing(name)
    if "." in name and name.lower() not in DOTTED_FUNCTIONS:
        raise reaching(
            f"function {name}",
            "Functions with a dot are allowed where they are Neo4j's own: for dates, times, points and vectors.",
        )


def no_procedure(name: str, allowed: Collection[str]) -> QueryError:
    """Say that a procedure is not on the list of a store."""
    hint = f"Allowed are: {', '.join(sorted(allowed))}." if allowed else "This store has none that a question needs."
    return reaching(f"CALL {name}", f"{hint} `docs/data-dictionary.md` lists labels and properties.")

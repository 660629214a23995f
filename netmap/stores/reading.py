"""Whether a text is one reading statement; the engine's read-only transaction is the second wall behind it."""

from __future__ import annotations

import re
from collections.abc import Collection

from netmap.errors import QueryError

OPENING_CLAUSES = {"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN"}
REACHING_CLAUSES = {"LOAD", "CALL", "COPY", "EXPORT", "IMPORT", "INSTALL", "ATTACH", "DETACH", "USE", "FOREACH"}
WRITING_CLAUSES = {"CREATE", "MERGE", "SET", "DELETE", "REMOVE", "DROP", "ALTER"}

_TOKENS = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<text>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")
      | (?P<quoted>`(?:``|[^`])*`)
      | (?P<number>\d+\.?\d*)
      | (?P<property>\.\s*[^\W\d]\w*)
      | (?P<parameter>\$\w+)
      | (?P<name>:\s*[^\W\d]\w*)
      | (?P<word>[^\W\d]\w*)
      | (?P<end>;)
      | (?P<other>\S)""",
    re.VERBOSE | re.DOTALL,
)

_CODED_LETTER = re.compile(r"\\u", re.IGNORECASE)


def check_reading(cypher: str, given: Collection[str] = ()) -> None:
    """Refuse a text that is anything else than one reading statement with a value for each of its parameters.

    Raises
        QueryError: it is empty, holds several statements, writes, or reaches files, procedures or the network,
        or a parameter has no value: one store would take it for null and find nothing.
    Example
        >>> check_reading("MATCH (n) RETURN n.name // who?")
    """
    if _CODED_LETTER.search(cypher):  # one store reads these before anything else, even inside a text or a comment
        raise QueryError("The text holds a letter written as a code (\\u…).", "Write the letter itself.")
    words = []
    ended = False
    for token in _TOKENS.finditer(cypher):
        kind = token.lastgroup
        if kind == "comment":
            continue
        if ended:
            raise QueryError("The text holds more than one statement.", "Ask one question at a time.")
        ended = kind == "end"
        if kind == "other" and token.group() == "\\":
            raise QueryError("The text holds a backslash outside quotation marks.", "Write the letters themselves.")
        if kind == "parameter" and token.group()[1:] not in given:
            name = token.group()[1:]
            raise QueryError(f"The query needs a value for {name}.", f"Add --param {name}=VALUE.")
        if kind == "word":
            words.append(token.group().upper())
    if not words:
        raise QueryError("The query is empty.", "Begin with MATCH; `netmap query --list` shows ready ones.")
    _check_words(words)


def _check_words(words: list[str]) -> None:
    found = [word for word in words if word in WRITING_CLAUSES]
    if found:
        raise QueryError(
            f"The query would change the graph ({found[0]}), and netmap only reads here.",
            "Change the tables and load them again; a name that reads like that goes between `backquotes`.",
        )
    found = [word for word in words if word in REACHING_CLAUSES]
    if found:
        raise QueryError(
            f"The query reaches outside the graph ({found[0]}), which netmap does not allow.",
            "Use MATCH, WITH, UNWIND and RETURN only; a name that reads like that goes between `backquotes`.",
        )
    if words[0] not in OPENING_CLAUSES:
        raise QueryError(f"A question cannot begin with {words[0]}.", "Begin with MATCH, UNWIND, WITH or RETURN.")

"""Whether a text is one reading statement; the engine's read-only transaction is the second wall behind it."""

from __future__ import annotations

import re

from netmap.errors import QueryError

OPENING_CLAUSES = {"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN"}
REACHING_CLAUSES = {"LOAD", "CALL", "COPY", "EXPORT", "IMPORT", "INSTALL", "ATTACH", "DETACH", "USE", "FOREACH"}
WRITING_CLAUSES = {"CREATE", "MERGE", "SET", "DELETE", "REMOVE", "DROP", "ALTER"}

_TOKENS = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<text>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")
      | (?P<quoted>`(?:``|[^`])*`)
      | (?P<property>\.\s*[^\W\d]\w*)
      | (?P<parameter>\$\w+)
      | (?P<name>:\s*[^\W\d]\w*)
      | (?P<word>[^\W\d]\w*)
      | (?P<end>;)
      | (?P<other>\S)""",
    re.VERBOSE | re.DOTALL,
)


def check_reading(cypher: str) -> None:
    """Refuse a text that is anything else than one reading statement.

    Raises
        QueryError: it is empty, holds several statements, writes, or reaches files, procedures or the network.
    Example
        >>> check_reading("MATCH (n) RETURN n.name // who?")
    """
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
            "Change the tables and load them again.",
        )
    found = [word for word in words if word in REACHING_CLAUSES]
    if found:
        raise QueryError(
            f"The query reaches outside the graph ({found[0]}), which netmap does not allow.",
            "Use MATCH, WITH, UNWIND and RETURN only.",
        )
    if words[0] not in OPENING_CLAUSES:
        raise QueryError(f"A question cannot begin with {words[0]}.", "Begin with MATCH, UNWIND, WITH or RETURN.")

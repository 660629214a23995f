"""Clauses: each opens with a word of a short list, and no other word can follow a value."""

from __future__ import annotations

from collections.abc import Callable

from netmap.errors import QueryError
from netmap.stores.cypher import words
from netmap.stores.cypher.cursor import Sort, Statement
from netmap.stores.cypher.patterns import Patterns
from netmap.stores.cypher.tokens import END, WORD

MOST_CLAUSES = 1_000


class Clauses(Patterns):
    """Passes a whole statement."""

    def whole(self) -> Statement:
        """Pass the one statement of a text.

        Raises
            QueryError: something in it is on no list of what reads.
        """
        if self.token.kind == END or self.key == ";":
            raise QueryError("The query is empty.", "Begin with MATCH; `netmap query --list` shows ready ones.")
        last = self._query()
        if last in words.UNLIMITED:
            self.limit_at = self.token.start
        if self.accept(";") and self.token.kind != END:
            raise QueryError("The text holds more than one statement.", "Ask one question at a time.")
        if self.token.kind != END:
            raise self.misfit()
        return self.statement()

    def block(self) -> None:
        """Pass a question or a pattern in braces."""
        self.expect("{")
        if self.token.kind == WORD and self.key not in words.PATH_OPENING and self.ahead().key != "=":
            self._query()
        else:
            self.named_paths()
            if self.accept("WHERE"):
                self.expression()
        self.expect("}")

    def _query(self) -> str:
        """Pass one question, or several that UNION joins; give the word of the last clause, or UNION."""
        joined = last = ""
        while True:
            self._check_opening()
            while self.token.kind != END and self.key not in ("}", ";", "UNION"):
                last = self.key
                self._clause()
            if not self.accept("UNION"):
                return joined or last
            joined = "UNION"
            self.note("clauses", joined)
            self.accept("ALL", "DISTINCT")

    def _check_opening(self) -> None:
        if self.token.kind != WORD:
            raise self.misfit()
        if self.key not in words.OPENING and self.key not in words.EXPLAINED:
            raise QueryError(
                f"A question cannot begin with {self.token.text}.", "Begin with MATCH, UNWIND, WITH or RETURN."
            )

    def _clause(self) -> None:
        token = self.token
        passing = self._passing().get(token.key)
        if passing is None:
            if token.kind != WORD:
                raise self.misfit()
            raise words.refused(token.key if token.key in words.EXPLAINED else token.text)
        self.clauses += 1
        if self.clauses > MOST_CLAUSES:
            raise QueryError(f"The query has more than {MOST_CLAUSES:,} clauses.", "Ask it in several queries.")
        self.note("clauses", self.step().key)
        passing()

    def _passing(self) -> dict[str, Callable[[], None]]:
        return {
            "MATCH": self._match,
            "OPTIONAL": self._optional,
            "WHERE": self.expression,
            "WITH": self._columns,
            "RETURN": self._columns,
            "ORDER": self._order,
            "SKIP": self.expression,
            "OFFSET": self.expression,
            "LIMIT": self.expression,
            "UNWIND": self._unwind,
            "USING": self._using,
            "CALL": self._call_clause,
            "FINISH": lambda: None,
        }

    def _match(self) -> None:
        while self.accept_one(words.MATCH_MODES):
            pass
        self.named_paths()

    def _optional(self) -> None:
        if self.key not in ("MATCH", "CALL"):
            raise self.misfit()

    def _columns(self) -> None:
        self.accept("DISTINCT")
        while True:
            if not self.accept("*"):
                self.expression()
                if self.accept("AS"):
                    self.name()
            if not self.accept(","):
                return

    def _order(self) -> None:
        self.expect("BY")
        start, values = self.token.start, 0
        while not values or self.accept(","):
            self.expression()
            self.accept("ASC", "ASCENDING", "DESC", "DESCENDING")
            values += 1
        self.sorts.append(Sort(start, values))

    def _unwind(self) -> None:
        self.expression()
        self.expect("AS")
        self.name()

    def _using(self) -> None:
        """Pass a hint to the planner."""
        if self.accept("JOIN"):
            self.expect("ON")
            self._names()
            return
        if not self.accept("SCAN"):
            self.accept("TEXT", "RANGE", "POINT")
            self.expect("INDEX")
            if self.ahead().key != ":":
                self.accept("SEEK")
        self.variable()
        self.expect(":")
        self.note("labels", self.name())
        if self.accept("("):
            self._names("properties")
            self.expect(")")

    def _names(self, what: str | None = None) -> None:
        while True:
            name = self.name()
            if what:
                self.note(what, name)
            if not self.accept(","):
                return

    def _call_clause(self) -> None:
        if self.accept("("):
            if not self.accept("*") and self.key != ")":
                self._names()
            self.expect(")")
            self._subquery()
        elif self.key == "{":
            self._subquery()
        else:
            self._procedure()

    def _subquery(self) -> None:
        self.expect("{")
        self._query()
        self.expect("}")
        if self.key == "IN":
            raise words.writing("IN TRANSACTIONS")

    def _procedure(self) -> None:
        parts = [self.name()]
        while self.accept("."):
            parts.append(self.name())
        name = ".".join(parts)
        if name not in self.procedures:
            raise words.no_procedure(name, self.procedures)
        self.note("procedures", name)
        if self.accept("("):
            self._items(")")
        if self.accept("YIELD") and not self.accept("*"):
            while True:
                self.name()
                if self.accept("AS"):
                    self.name()
                if not self.accept(","):
                    return

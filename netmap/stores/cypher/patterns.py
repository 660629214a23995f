"""Patterns: nodes, steps, labels, and how often a step is taken."""

from __future__ import annotations

from netmap.stores.cypher import words
from netmap.stores.cypher.expressions import Expressions
from netmap.stores.cypher.tokens import NUMBER, PARAMETER


class Patterns(Expressions):
    """Passes patterns, in MATCH and as values."""

    def path(self) -> None:
        """Pass nodes and the steps between them."""
        self._node()
        while self.key in ("-", "<", "("):
            if self.key == "(":
                self._node()
            else:
                self._arrow()
                self._often()

    def named_paths(self) -> None:
        """Pass what MATCH looks for: paths, with a name and with which of them is wanted."""
        while True:
            if self.is_name() and self.ahead().key == "=":
                self.variable()
                self.step()
            if self.key in words.PATH_FUNCTIONS:
                self.step()
                self.expect("(")
                self.path()
                self.expect(")")
            else:
                while self.token.kind == NUMBER or self.key in words.PATH_SELECTORS:
                    self.step()
                self.path()
            if not self.accept(","):
                return

    def _node(self) -> None:
        """Pass a node, or a path in brackets that is taken several times."""
        if self.ahead().key == "(" or (self.is_name(1) and self.ahead(2).key == "="):
            self.expect("(")
            self.named_paths()
            if self.accept("WHERE"):
                self.expression()
            self.expect(")")
            self._often()
        else:
            self.expect("(")
            self._inside()
            self.expect(")")

    def _inside(self) -> None:
        """Pass what a node and a relationship have in common."""
        if self.is_name() and not self._is_word_of_pattern():
            self.variable()
        if self.accept(":", "IS"):
            self.labels()
        if self.accept("*"):
            self._range()
        if self.key == "{":
            self.map("properties")
        elif self.token.kind == PARAMETER:
            self.parameter()
        if self.accept("WHERE"):
            self.expression()

    def _is_word_of_pattern(self) -> bool:
        return self.key == "WHERE" or (self.key == "IS" and self.ahead().key not in (":", ")", "]", "{"))

    def _arrow(self) -> None:
        self.accept("<")
        self.expect("-")
        if self.accept("["):
            self._inside()
            self.expect("]")
        self.expect("-")
        self.accept(">")

    def _often(self) -> None:
        if self.accept("{"):
            self._numbers(",")
            self.expect("}")
        else:
            self.accept("+", "*")

    def _numbers(self, between: str) -> None:
        for _ in range(2):
            if self.token.kind == NUMBER:
                self.step()
            elif self.token.kind == PARAMETER:
                self.parameter()
            if not self.accept(between):
                return

    def _range(self) -> None:
        while self.key in words.STEP_MODES:
            if self.step().key == "WSHORTEST":
                self.expect("(")
                self.name()
                self.expect(")")
        self._numbers("..")
        if self.accept("("):
            self._filter()

    def _filter(self) -> None:
        """Pass the embedded engine's filter on each step: (r, n | WHERE … | {r.x}, {n.y})."""
        self.variable()
        self.expect(",")
        self.variable()
        while self.accept("|", ","):
            if self.accept("WHERE"):
                self.expression()
            elif self.accept("{"):
                while not self.accept("}"):
                    self.expression()
                    if self.key != "}":
                        self.expect(",")
        self.expect(")")

    def labels(self) -> None:
        """Pass labels or types, and the marks that join them."""
        while True:
            while self.accept("!"):
                pass
            if self.accept("("):
                self.labels()
                self.expect(")")
            elif self.key == "$" or (self.token.kind == PARAMETER and self.ahead().key == "("):
                self.step()
                self.expect("(")
                self.expression()
                self.expect(")")
            elif self.token.kind == PARAMETER:
                self.parameter()
            elif not self.accept("%"):
                self.note("labels", self.name())
            if self.place in self.ends or not self.accept("|", "&", ":"):
                return
            self.accept(":")

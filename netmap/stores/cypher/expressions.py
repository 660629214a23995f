"""Values: after each of them an operator, the end of its bracket or a clause may follow, and nothing else."""

from __future__ import annotations

from netmap.errors import QueryError
from netmap.stores.cypher import words
from netmap.stores.cypher.cursor import Cursor
from netmap.stores.cypher.tokens import DEEPEST, NUMBER, PARAMETER, TEXT, WORD, too_deep
from netmap.stores.cypher.words import refused

LONGEST = 2_000
"""Values joined by operators in one row: the embedded engine crashes on some thousands more."""


class Expressions(Cursor):
    """Passes values; what is in brackets goes by the same rules."""

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise too_deep()

    def expression(self) -> None:
        """Pass a value and all that is joined to it by operators."""
        self._deeper()
        joined = self._prefixes()
        self._operand()
        while self._operator():
            joined += 1 + self._prefixes()
            self._operand()
            if joined > LONGEST:
                raise self._too_long()
        self.depth -= 1

    def _too_long(self) -> QueryError:
        return QueryError(
            f"The query joins more than {LONGEST:,} values in one row (line {self.tokens.line(self.token)}).",
            "Write IN [list], or give the list as a parameter.",
        )

    def _prefixes(self) -> int:
        began = self.place
        while self.accept_one(words.PREFIX):
            pass
        if self.place - began > LONGEST:
            raise self._too_long()
        return self.place - began

    def _operator(self) -> bool:
        """Pass what may stand behind a value; say whether another value must follow."""
        while self.key in ("IS", "::", "!"):
            if not self.accept("!"):
                self._kind_test()
        if self.accept("STARTS", "ENDS"):
            self.expect("WITH")
            return True
        if self.accept("-"):
            self.accept(">")  # x -> x + 1, a function without a name
            return True
        return self.accept_one(words.INFIX)

    def _kind_test(self) -> None:
        if self.accept("::"):
            self._type()
            return
        self.expect("IS")
        self.accept("NOT")
        if self.key in words.NORMAL_FORMS and self.ahead().key == "NORMALIZED":
            self.step()
        if self.accept("NULL", "NORMALIZED"):
            return
        if self.accept("::", "TYPED"):
            self._type()
        else:
            self.labels()

    def _type(self) -> None:
        self._deeper()
        self._one_type()
        while self.key == "|" and self.place not in self.ends:
            self.step()
            self._one_type()
        self.depth -= 1

    def _one_type(self) -> None:
        if not self.accept_one(words.TYPES):
            raise self.misfit()
        while self.accept_one(words.TYPES):
            pass
        if self.key in ("WITH", "WITHOUT") and self.ahead().key in ("TIME", "TIMEZONE"):
            self.step()
            while self.accept("TIME", "TIMEZONE", "ZONE"):
                pass
        if self.accept("<"):
            self._type()
            self.expect(">")
        while self.key in ("(", "["):
            closing = ")" if self.step().key == "(" else "]"
            while not self.accept(closing):
                if self.token.kind != NUMBER and self.key != ",":
                    raise self.misfit()
                self.step()
        if self.accept("NOT"):
            self.expect("NULL")

    def _operand(self) -> None:
        token = self.token
        if token.kind in (TEXT, NUMBER):
            self.step()
        elif token.kind == PARAMETER:
            self.parameter()
        elif token.key == "(":
            self._parenthesised()
        elif token.key == "[":
            self.ends.add(self.tokens.bars.get(self.place, -1))
            self.step()
            self._items("]")
        elif token.key == "{":
            self.map("keys")
        elif token.key == "CASE":
            self._case()
        elif token.key in words.BLOCKS and self.ahead().key == "{":
            self.step()
            self.block()
        else:
            self._named()
        if token.kind != NUMBER:
            self._parts()

    def _parts(self) -> None:
        """Pass properties, elements and label tests behind a value."""
        while True:
            if self.accept("."):
                if not self.accept("*"):
                    self.note("properties", self.name())
            elif self.accept("["):
                self._subscript()
            elif self.accept(":"):
                self.labels()
            else:
                return

    def _subscript(self) -> None:
        if self.key not in ("..", ":"):
            self.expression()
        if self.accept("..", ":") and self.key != "]":
            self.expression()
        self.expect("]")

    def _parenthesised(self) -> None:
        if self._opens_path():
            self.path()
            return
        self.step()
        self.expression()
        while self.accept(","):  # (x, y) -> x + y
            self.expression()
        self.expect(")")

    def _opens_path(self) -> bool:
        """Say whether a bracket holds a node, with a step to another one behind it."""
        after = self.tokens.closing[self.place] + 1 - self.place
        step = self.ahead(after).key + self.ahead(after + 1).key + self.ahead(after + 2).key
        if not step.startswith(("--", "-[", "<--", "<-[")):
            return False
        inside = self.ahead(2 if self.is_name(1) else 1).key
        return inside in (")", ":", "{", "IS", "WHERE", "(")

    def _items(self, closing: str) -> None:
        """Pass values of a list or of a function, or what makes a list from another."""
        while not self.accept(closing):
            self.expression()
            if self.accept("AS"):
                self._type()
            if self.accept("WHERE"):
                self.expression()
            while self.accept("|"):
                self.expression()
            if self.key != closing:
                self.expect(",")

    def map(self, what: str) -> None:
        """Pass a map; its keys are noted as properties in a pattern, else as keys."""
        self.expect("{")
        while not self.accept("}"):
            self.note(what, self.name())
            self.expect(":")
            self.expression()
            if self.key != "}":
                self.expect(",")

    def _projection(self) -> None:
        self.expect("{")
        while not self.accept("}"):
            if self.accept("."):
                if not self.accept("*"):
                    self.note("properties", self.name())
            elif self.is_name() and self.ahead().key == ":":
                self.note("keys", self.name())
                self.step()
                self.expression()
            else:
                self.variable()
            if self.key != "}":
                self.expect(",")

    def _case(self) -> None:
        self.step()
        if self.key != "WHEN":
            self.expression()
        if self.key != "WHEN":
            raise self.misfit()
        while self.accept("WHEN"):
            self._when()
            while self.accept(","):
                self._when()
            self.expect("THEN")
            self.expression()
        if self.accept("ELSE"):
            self.expression()
        self.expect("END")

    def _when(self) -> None:
        if self.key in ("IS", "::"):
            self._kind_test()
            return
        if self.accept("STARTS", "ENDS"):
            self.expect("WITH")
        else:
            self.accept_one(words.COMPARING)
        self.expression()

    def _named(self) -> None:
        """Pass a variable with its properties, or the call of a function."""
        if self.token.kind == WORD and self.key in words.NEVER_A_VALUE:
            raise refused(self.key) if self.key in words.NEVER_BARE else self.misfit()
        parts = [self.name()]
        while self.key == "." and self.is_name(1):
            self.step()
            parts.append(self.name())
        if self.key == "(":
            self._call(".".join(parts))
            return
        for part in parts[1:]:
            self.note("properties", part)
        if self.key == "{" and len(parts) == 1:
            self._projection()

    def _call(self, name: str) -> None:
        words.check_function(name)
        self.note("functions", name)
        if name.upper() == "REDUCE":
            self.ends.add(self.tokens.bars.get(self.place, -1))
        self.step()
        if name.upper() in words.PATH_FUNCTIONS:
            self.path()
            self.expect(")")
            return
        if name.upper() == "TRIM":
            self._what_to_trim()
        elif self.ahead().key != "(":
            self.accept("ALL")
        self.accept("DISTINCT")
        self.accept("*")
        self._items(")")

    def _what_to_trim(self) -> None:
        """Pass BOTH 'x' FROM, up to the text that is trimmed."""
        if self.ahead().key not in (")", ","):
            self.accept("BOTH", "LEADING", "TRAILING")
        if not self.accept("FROM"):
            self.expression()
            if not self.accept("FROM", ",") and self.key != ")":
                raise self.misfit()

"""A place in the pieces of a text, and what was found on the way to it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from netmap.errors import QueryError
from netmap.stores.cypher.tokens import END, NAME, PARAMETER, WORD, Token, Tokens
from netmap.stores.cypher.words import NEVER_BARE, refused


class Sort(NamedTuple):
    """One ORDER BY: where in the text its first value begins, and by how many it sorts."""

    start: int
    values: int


@dataclass(frozen=True)
class Statement:
    """What one reading statement names, each in the order in which it comes first.

    `labels` holds labels and relationship types, of patterns and of tests; `properties` the names
    after a dot and the keys of a pattern; `keys` those of maps that the statement makes itself;
    `sorts` each ORDER BY, subqueries included. `limit_at` is where in the text a LIMIT of all rows may be
    put; None where the statement has one, or joins several by UNION.
    """

    clauses: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    sorts: tuple[Sort, ...] = ()
    limit_at: int | None = None


NAMED = ("clauses", "labels", "properties", "keys", "functions", "procedures", "parameters")


class Cursor(ABC):
    """Walks over the pieces; a piece is passed only under a rule that expects it."""

    def __init__(self, tokens: Tokens, procedures: Collection[str]) -> None:
        self.tokens = tokens
        self.procedures = procedures
        self.place = 0
        self.depth = 0
        self.clauses = 0
        self.ends: set[int] = set()  # bars that end a condition in a list, and join no labels
        self.found: dict[str, dict[str, None]] = {name: {} for name in NAMED}
        self.sorts: list[Sort] = []
        self.limit_at: int | None = None

    @property
    def token(self) -> Token:
        """Give the piece at this place."""
        return self.tokens.pieces[self.place]

    @property
    def key(self) -> str:
        """Give the word in capitals, or the mark, at this place."""
        return self.tokens.pieces[self.place].key

    def ahead(self, steps: int = 1) -> Token:
        """Look at a later piece."""
        return self.tokens.pieces[min(self.place + steps, len(self.tokens.pieces) - 1)]

    def note(self, what: str, name: str) -> None:
        """Remember that the text names something."""
        self.found[what][name] = None

    def statement(self) -> Statement:
        """Give what was found so far."""
        named = {name: tuple(values) for name, values in self.found.items()}
        return Statement(**named, sorts=tuple(self.sorts), limit_at=self.limit_at)

    def step(self) -> Token:
        """Pass the piece at this place, whatever it is."""
        token = self.token
        if token.kind == END:
            raise self.misfit()
        self.place += 1
        return token

    def accept(self, *keys: str) -> bool:
        """Pass the piece at this place if it is one of these words or marks."""
        return self.accept_one(keys)

    def accept_one(self, keys: Collection[str]) -> bool:
        """Pass the piece at this place if it is one of a list."""
        key = self.tokens.pieces[self.place].key
        if key and key in keys:
            self.place += 1
            return True
        return False

    def expect(self, key: str) -> None:
        """Pass a word or mark that must stand here."""
        if not self.accept(key):
            raise self.misfit()

    def is_name(self, steps: int = 0) -> bool:
        """Say whether a word or a name in backquotes stands here."""
        return self.ahead(steps).kind in (WORD, NAME)

    def name(self) -> str:
        """Pass a name where nothing else than a name can stand, whatever it reads like."""
        if not self.is_name():
            raise self.misfit()
        return self.step().text

    def variable(self) -> str:
        """Pass the name of a variable, which must not read like a clause that writes."""
        if self.key in NEVER_BARE:
            raise refused(self.key)
        return self.name()

    def parameter(self) -> None:
        """Pass a parameter."""
        self.note("parameters", self.step().text)

    def misfit(self) -> QueryError:
        """Say that the piece at this place does not fit behind the one before it."""
        token = self.token
        if token.kind == WORD and token.key in NEVER_BARE:
            return refused(token.key)
        where = f"line {self.tokens.line(token)}"
        hint = "Check commas, brackets and the spelling of clauses."
        if token.kind == END:
            return QueryError("The query ends before it is complete.", hint)
        shown = f"${token.text}" if token.kind == PARAMETER else token.text
        before = f" after {self.tokens.pieces[self.place - 1].text}" if self.place else ""
        return QueryError(f"The query cannot be run: {shown} does not fit{before} in {where}.", hint)

    @abstractmethod
    def expression(self) -> None:
        """Pass one value, with everything that is reckoned with it."""

    @abstractmethod
    def path(self) -> None:
        """Pass nodes and the steps between them."""

    @abstractmethod
    def labels(self) -> None:
        """Pass labels or relationship types and what joins them."""

    @abstractmethod
    def block(self) -> None:
        """Pass a question in braces."""

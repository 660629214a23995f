"""Takes a Cypher text apart as both servers do, and refuses whatever they could take apart in another way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from netmap.errors import QueryError

WORD, NAME, TEXT, NUMBER, PARAMETER, MARK, END = "word", "name", "text", "number", "parameter", "mark", "end"

DEEPEST = 50
"""Brackets within brackets: one engine crashes on some thousands, and no question needs as many as these."""

BLANKS = " \t\n\r\v\f\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""What both servers take for a blank; every other sign that cannot be seen is refused."""

_TOKENS = re.compile(
    rf"""(?P<blank>[{BLANKS}]+|//[^\r\n]*|/\*.*?\*/)
      | (?P<word>[^\W\d]\w*)
      | (?P<name>`(?:``|[^`])+`)
      | (?P<text>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")
      | (?P<number>(?:0[xX][0-9a-fA-F]+|0o[0-7]+|(?:[0-9][0-9_]*(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[fFdD]?)
                   (?!\w)(?!\.(?!\.)))
      | \$(?P<parameter>\w+|`(?:``|[^`])+`)
      | (?P<mark>\.\.|::|<>|<=|>=|=~|!=|\|\||/(?!\*)|[-+*%^=<>()\[\]{{}},.:;|&!$])
      | (?P<unread>.)""",
    re.VERBOSE | re.DOTALL,
)
_CODED_LETTER = re.compile(r"\\u", re.IGNORECASE)
_OPENING = frozenset("([{")
_PAIRS = {")": "(", "]": "[", "}": "{"}
_UNCLOSED = {"'": "text", '"': "text", "`": "name in backquotes", "/": "comment"}


class Token(NamedTuple):
    """One piece of the text: `key` is the word in capitals or the mark, and empty for names, values and numbers."""

    kind: str
    text: str
    key: str
    start: int


@dataclass(frozen=True)
class Tokens:
    """The pieces in order, one END behind them; for each opening bracket its closing one and the last bar inside."""

    cypher: str
    pieces: Sequence[Token]
    closing: dict[int, int]
    bars: dict[int, int]

    def line(self, token: Token) -> int:
        """Give the line on which a piece stands, counted from 1."""
        return self.cypher.count("\n", 0, token.start) + 1


def read_tokens(cypher: str) -> Tokens:
    """Take a text apart.

    Raises
        QueryError: it holds a letter as a code, a mark of no meaning, or something that is opened and not closed.
    """
    if _CODED_LETTER.search(cypher):  # one server reads these before anything else, even inside a text or a comment
        raise QueryError(
            "The text holds a letter written as a code (\\u…).",
            "Write the letter itself, or give a text that has \\u in it as a parameter.",
        )
    if not cypher.isascii():
        _check_encoding(cypher)
    pieces: list[Token] = []
    closing, bars = _read_brackets(cypher, pieces)
    pieces.append(Token(END, "", "", len(cypher)))
    return Tokens(cypher, pieces, closing, bars)


def _check_encoding(cypher: str) -> None:
    try:
        cypher.encode()
    except UnicodeEncodeError as fault:
        raise QueryError(
            "The text holds half of a letter, which no server reads.", "Write the letter again."
        ) from fault


def _pieces(cypher: str) -> Iterator[Token]:
    for found in _TOKENS.finditer(cypher):
        kind = found.lastgroup or ""
        start = found.start()
        if kind == MARK:
            mark = found[MARK]
            yield Token(MARK, mark, mark, start)
        elif kind == WORD:
            yield _word(found[WORD], start)
        elif kind == "unread":
            raise _unread(cypher, start)
        elif kind != "blank":
            text = found[kind]
            if kind == NAME or (kind == PARAMETER and text.startswith("`")):
                text = text[1:-1].replace("``", "`")
            yield Token(kind, text, "", start)


def _word(word: str, start: int) -> Token:
    """A letter of another alphabet stays one: only plain letters make a word that means something."""
    if word.isascii():
        return Token(WORD, word, word.upper(), start)
    if unicodedata.normalize("NFKC", word) != word:
        raise QueryError(
            f"{word} holds a letter that only looks like another.", "Write the plain letter, or `backquotes` around it."
        )
    return Token(WORD, word, "", start)


def _unread(cypher: str, place: int) -> QueryError:
    sign, line = cypher[place], cypher.count("\n", 0, place) + 1
    if sign == "\\":
        return QueryError("The text holds a backslash outside quotation marks.", "Write the letters themselves.")
    if sign in _UNCLOSED:
        return QueryError(f"A {_UNCLOSED[sign]} in line {line} is opened and not closed.", f"It opens with {sign}.")
    if sign.isdigit() or sign == ".":
        return QueryError(f"A number in line {line} runs into what follows.", "Put a blank after it, and 1.0 for 1.")
    shown = f"{sign} " if sign.isprintable() else ""
    called = unicodedata.name(sign, "no name")
    return QueryError(
        f"A sign outside quotation marks has no meaning there: {shown}(U+{ord(sign):04X}, {called}).",
        f"It is in line {line}; take it out, or put the name that it belongs to between `backquotes`.",
    )


def _read_brackets(cypher: str, pieces: list[Token]) -> tuple[dict[int, int], dict[int, int]]:
    """Gather the pieces, and stop at the first bracket that is one too many."""
    closing: dict[int, int] = {}
    bars: dict[int, int] = {}
    opened: list[int] = []
    for place, piece in enumerate(_pieces(cypher)):
        pieces.append(piece)
        key = piece.key
        if key in _OPENING:
            opened.append(place)
            if len(opened) > DEEPEST:
                raise too_deep()
        elif key == "|" and opened:
            bars[opened[-1]] = place
        elif key in _PAIRS:
            if not opened or pieces[opened[-1]].key != _PAIRS[key]:
                raise _unpaired(cypher, piece, "closes what nothing opens")
            closing[opened.pop()] = place
    if opened:
        raise _unpaired(cypher, pieces[opened[-1]], "is opened and not closed")
    return closing, bars


def _unpaired(cypher: str, piece: Token, what: str) -> QueryError:
    line = cypher.count("\n", 0, piece.start) + 1
    return QueryError(f"The query cannot be run: a {piece.key} in line {line} {what}.", "Count the brackets.")


def too_deep() -> QueryError:
    """Say that a text nests more than any question needs."""
    return QueryError(f"The query nests more than {DEEPEST} deep.", "Ask it in steps, with WITH between them.")

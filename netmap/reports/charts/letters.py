"""Words in pictures: how wide they are, where they are cut, and what of them the font can draw."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from netmap.pages import showable

_FILES = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}
_MEASURED_AT = 64
_UNKNOWN_WIDTH = 1.2
"""In letters' heights: a character that the font lacks is at most so wide in others."""
_LONGEST = 400
_PILED = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u0e30-\u0e4e\u20d0-\u20f0]{2})[\u0300-\u036f\u0483-\u0489\u0e30-\u0e4e\u20d0-\u20f0]+"
)
_SPACES = re.compile(r"[^\S\u00a0]+")
_STAND_IN = "\N{WHITE SQUARE}"


def plain(text: str) -> str:
    """Give a text on one line, without what no page can show and without accents piled up higher than two.

    Example
        >>> plain("two\\nlines")
        'two lines'
    """
    return _PILED.sub(r"\1", _SPACES.sub(" ", showable(text[:_LONGEST])).strip())


def unbroken(text: str) -> str:
    """Keep a text on one line where the lines around it are broken."""
    return text.replace(" ", "\u00a0")


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Give the width of a line in pixels, in the font of the dots; that of a page is narrower."""
    return sum(_advance(letter, bold) for letter in text) * size


def fitted(text: str, widest: float, size: float, *, bold: bool = False) -> str:
    """Cut a line that is wider than its room; three dots say that there is more."""
    line = plain(text)
    if width_of(line, size, bold=bold) <= widest:
        return line
    room = widest - width_of("…", size, bold=bold)
    kept = 0
    for letter in line:
        room -= _advance(letter, bold) * size
        if room < 0:
            break
        kept += 1
    return f"{line[:kept].rstrip()}…"


def wrapped(text: str, widest: float, size: float, *, most: int, bold: bool = False) -> list[str]:
    """Lay a text in lines of at most a width; what does not fit into `most` lines is cut at three dots.

    Example
        >>> wrapped("Health and Wellbeing Board", 90, 13, most=2)
        ['Health and', 'Wellbeing…']
    """
    lines: list[str] = []
    words = plain(text).split(" ")
    while words and len(lines) < most:
        count = 1
        while count < len(words) and width_of(" ".join(words[: count + 1]), size, bold=bold) <= widest:
            count += 1
        whole = len(lines) == most - 1
        lines.append(fitted(" ".join(words if whole else words[:count]), widest, size, bold=bold))
        words = words[count:]
    return lines


def drawable(text: str) -> str:
    """Give a text as the font of the dots can draw it: a square stands for a character that it lacks."""
    if text.isascii():
        return text
    known = _characters()
    shown = (letter for letter in text if unicodedata.category(letter) != "Cf")
    return "".join(letter if ord(letter) in known else _STAND_IN for letter in shown)


def font_file(bold: bool) -> Path:
    """Find the font that matplotlib ships, so that every machine draws the same dots."""
    from matplotlib import get_data_path

    return Path(get_data_path()) / "fonts" / "ttf" / _FILES[bold]


@cache
def _font(bold: bool) -> Any:
    from matplotlib.ft2font import FT2Font

    font = FT2Font(str(font_file(bold)))
    font.set_size(_MEASURED_AT, 72)
    return font


@cache
def _characters() -> frozenset[int]:
    return frozenset(_font(False).get_charmap()) & frozenset(_font(True).get_charmap())


@cache
def _advance(letter: str, bold: bool) -> float:
    """Give the width of one character in letters' heights."""
    if ord(letter) not in _characters():
        return 0.0 if unicodedata.category(letter) in ("Cf", "Mn") else _UNKNOWN_WIDTH
    return float(_font(bold).load_char(ord(letter)).linearHoriAdvance) / 65536 / _MEASURED_AT

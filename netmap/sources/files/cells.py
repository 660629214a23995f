"""How text stands in the cells of a file: guarded against being run as a formula, and as a person sees it."""

from __future__ import annotations

import datetime
import math
import re
from decimal import Decimal

from netmap.model.letters import whole_letters

UNCALCULATED = "#NOT CALCULATED!"
"""Stands for a formula whose result the file does not hold, so that it is never taken for a blank cell."""

_STARTERS = "=+\\-@\t\r\n＝＋－＠"
_DANGEROUS = re.compile(f"'*[{_STARTERS}]")
_PROTECTED = re.compile(f"'+[{_STARTERS}]")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_LINE_END = re.compile("\r\n?")

# What XML 1.0 cannot hold; Excel writes such a character as _x000B_, and a text that looks like that as _x005F_x000B_.
_NOT_XML = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
UNWRITABLE_IN_XML = re.compile(f"[{_NOT_XML}]")
_ESCAPABLE = re.compile(f"_(?=x[0-9A-Fa-f]{{4}}(?:_|[{_NOT_XML}]))|[{_NOT_XML}]")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def protect(text: str) -> str:
    """Give the text as it may be written to a file that a spreadsheet program will open.

    Definition: a text that begins with = + - @, a tab, a line end or a full-width form of these gets
    a leading apostrophe, and so does one that begins with apostrophes before such a character, so
    that `clean` gets the original back. Plain numbers stay. Blanks in front stay in front of the
    apostrophe. A text of white space alone becomes ''. Every line end becomes a line feed.

    Example
        >>> protect("=1+1"), protect("-5"), protect("'=1+1")
        ("'=1+1", '-5', "''=1+1")
    """
    if text[:1].isalnum() and "\r" not in text:
        return text
    text = _LINE_END.sub("\n", text)
    core = text.strip()
    if not core:
        return ""
    start = next(place for place, letter in enumerate(text) if letter in "\t\n" or not letter.isspace())
    body = text[start:]
    if _DANGEROUS.match(body.rstrip()) and not _NUMBER.fullmatch(core):
        return f"{text[:start]}'{body}"
    return text


def clean(text: str) -> str | None:
    """Give a cell's text as netmap keeps it: stripped, without the guard of `protect`, None where blank.

    Example
        >>> clean(" '=1+1 "), clean("'quoted'"), clean("  ")
        ('=1+1', "'quoted'", None)
    """
    text = text.strip()
    if text[:1] == "'" and _PROTECTED.match(text):
        text = text[1:].strip()
    if "\r" in text:
        text = _LINE_END.sub("\n", text)
    return text or None


def escape_for_excel(text: str) -> str:
    r"""Write the characters that XML cannot hold the way Excel does.

    Example
        >>> escape_for_excel("a\x0bb"), escape_for_excel("_x000B_")
        ('a_x000B_b', '_x005F_x000B_')
    """
    return _ESCAPABLE.sub(lambda found: f"_x{ord(found.group()):04X}_", text)


def unescape_from_excel(text: str) -> str:
    """Undo what Excel and `escape_for_excel` do to characters that XML cannot hold; half of a letter is U+FFFD."""
    return whole_letters(_ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)) if "_x" in text else text


def shown_number(value: float) -> str:
    """Give a number in full as a spreadsheet shows it: 15 significant digits, no '.0', no exponent.

    Example
        >>> shown_number(12000.0), shown_number(0.1 + 0.2), shown_number(1e21)
        ('12000', '0.3', '1000000000000000000000')
    """
    if isinstance(value, int) or not math.isfinite(value):
        return str(value)
    text = format(Decimal(f"{value:.15g}"), "f")
    return "0" if text == "-0" else text


def shown(value: object) -> str | None:
    """Give the value of a workbook cell as the text that a person sees, None where it is blank.

    Example
        >>> shown(True), shown(datetime.datetime(2024, 3, 9)), shown("007")
        ('yes', '2024-03-09', '007')
    """
    if value is None:
        return None
    if isinstance(value, str):
        return clean(unescape_from_excel(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return shown_number(value)
    if isinstance(value, datetime.datetime):
        return _shown_moment(value)
    return str(value)


def _shown_moment(moment: datetime.datetime) -> str:
    """Round to the second, because a spreadsheet holds times as inexact fractions of a day."""
    moment = (moment + datetime.timedelta(microseconds=500_000)).replace(microsecond=0)
    if moment.time() == datetime.time():
        return moment.date().isoformat()
    return moment.isoformat(sep=" ")

"""Halves of letters: what an escape in a file can write and no store, file or screen can hold."""

from __future__ import annotations

import json
import re
from typing import Any

_HALF = re.compile("[\ud800-\udfff]")
_ESCAPED_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def whole_letters(text: str) -> str:
    r"""Join two halves that stand side by side into their letter; show one that stands alone as U+FFFD.

    Example
        >>> whole_letters("a \ud83d b") == "a \ufffd b", whole_letters("\ud83d\ude00") == "\U0001f600"
        (True, True)
    """
    if text.isascii() or not _HALF.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def read_json(text: str, **options: Any) -> Any:
    r"""Read a JSON text as `json.loads` does, in whole letters.

    Example
        >>> read_json(r'{"name": "a \ud83d b"}') == {"name": "a \ufffd b"}
        True
    """
    document = json.loads(text, **options)
    if not _ESCAPED_HALF.search(text):
        return document
    return json.loads(whole_letters(json.dumps(document, ensure_ascii=False)), **options)

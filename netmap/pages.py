"""What every HTML page of netmap has in common: escaping, and the hash that its policy allows a script by."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that no page can show; each becomes the mark for an unreadable one."""


def showable(text: str) -> str:
    """Put the mark for an unreadable character where no page can show the one given.

    Example
        >>> showable("bell\\x07")
        'bell\ufffd'
    """
    # What Python calls printable holds none of them, and is far quicker to see.
    return text if text.isprintable() else UNSHOWABLE.sub("\ufffd", text)


@cache
def templates_of(package: str) -> Environment:
    """Get the templates of a package, with escaping on and every missing name an error."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finished,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _finished(value: Any) -> Any:
    return showable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def policy_hash(text: str) -> str:
    """Give the source by which a content policy allows exactly this inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

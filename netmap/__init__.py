"""netmap maps who speaks for whom in local partnerships.

In a notebook or a script, `netmap.map(source)` draws; on the command line, `netmap --help`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from netmap.notebook import map

__all__ = ["map"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Give `map` when it is first asked for, so that importing netmap costs next to nothing."""
    if name != "map":
        raise AttributeError(f"module 'netmap' has no attribute '{name}'")
    from netmap.notebook import map

    return map

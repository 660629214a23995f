"""The status of a theme: whether it is owned, and voiced where it is owned."""

from __future__ import annotations

OWNED_VOICED, CROSS_VOICED, CROSS_PARTLY, CROSS_UNLINKED = (
    "owned_voiced",
    "cross_cutting_voiced",
    "cross_cutting_partly_voiced",
    "cross_cutting_unlinked",
)
OWNED_UNVOICED, MISROUTED, NO_OWNER, ORPHAN = "owned_unvoiced", "misrouted", "voiced_no_owner", "orphan_silent"
GAPS = (CROSS_PARTLY, CROSS_UNLINKED, OWNED_UNVOICED, MISROUTED, NO_OWNER, ORPHAN)


def status_of(remit: list[str], voiced: set[str], unlinked: int, pairs: int) -> str:
    """Give the status of a theme from its remit, the partnerships where it is voiced, and the links between them.

    Source
        METHODS 6.1 and 11; checked against VOICE-STATUS.
    Example
        >>> status_of(["P3"], {"P2"}, 0, 0)
        'misrouted'
    """
    inside = voiced & set(remit)
    if not remit:
        return NO_OWNER if voiced else ORPHAN
    if not inside:
        return MISROUTED if voiced else OWNED_UNVOICED
    if len(remit) == 1:
        return OWNED_VOICED
    if len(inside) < len(remit):
        return CROSS_PARTLY
    return CROSS_UNLINKED if unlinked == pairs else CROSS_VOICED

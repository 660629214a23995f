"""What the counts of seats in a publication are called: one key for one count, wherever it is shown."""

from __future__ import annotations

from netmap.analyses.seating import AHEAD, ENDED, FILLED, VACANT

STATES = (FILLED, VACANT, ENDED, AHEAD)
"""The states of a listed seat."""
HOLDERS, HOLDERS_UNSURE, TOGETHER = "holders", "holders_with_unrecorded_sector", "consolidated"
"""The views of dominance that are worked out from who holds how many seats."""


def listed() -> str:
    """Name the count of all listed seats."""
    return "listed"


def in_state(state: str) -> str:
    """Name the count of listed seats in one state, such as filled or vacant."""
    return f"state:{state}"


def filled() -> str:
    """Name the count of all filled seats."""
    return in_state(FILLED)


def of_sector(code: str) -> str:
    """Name the count of filled seats of one sector, observers with them."""
    return f"sector:{code}"


def filled_on(partnership: str) -> str:
    """Name the count of filled seats on a partnership, observers with them."""
    return f"filled-on:{partnership}"


def third() -> str:
    """Name the count of third-sector seats: filled, of a recorded third-sector organisation, no observers."""
    return "third"


def third_or_unsure() -> str:
    """Name the count of third-sector seats with those of organisations whose sector is not recorded."""
    return "third-or-unsure"


def third_on(partnership: str) -> str:
    """Name the count of third-sector seats on a partnership."""
    return f"third-on:{partnership}"


def held(organisation: str) -> str:
    """Name the count of seats that one organisation holds, observers left out."""
    return f"held:{organisation}"


def held_on(organisation: str, partnership: str) -> str:
    """Name the count of seats that one organisation holds on one partnership, observers left out."""
    return f"held-on:{organisation}:{partnership}"


def voting_on(partnership: str) -> str:
    """Name the count of third-sector seats with a vote on a partnership."""
    return f"voting-on:{partnership}"


def largest_on(partnership: str) -> str:
    """Name the largest share of third-sector seats that one organisation has on a partnership."""
    return f"largest-on:{partnership}"


def voice(organisation: str) -> str:
    """Name the voice of one organisation: what its own seats and the mandates of others leave it."""
    return f"voice:{organisation}"


def people(organisation: str) -> str:
    """Name the count of people who sit for one organisation."""
    return f"people:{organisation}"


def mandated(organisation: str) -> str:
    """Name the count of seats of one organisation that carry a mandate."""
    return f"mandated:{organisation}"


def observing(code: str) -> str:
    """Name the count of filled seats of observers from one sector."""
    return f"observing:{code}"


def nameless() -> str:
    """Name the count of filled seats that name no organisation, observers left out."""
    return "nameless"


def measure(view: str) -> str:
    """Name all that is worked out from the seats of every organisation together: shares, HHI, Lorenz curve."""
    return f"measure:{view}"


def kind_of(key: str) -> str:
    """Give the kind of a key: its part before the colon.

    Example
        >>> kind_of(held("ORG-1"))
        'held'
    """
    return key.partition(":")[0]


_GIVEN_UP_FIRST = ("filled-on", "third-on", "third-or-unsure", "third", "observing", "nameless", "held")


def worth(key: str) -> int:
    """Say how much a reader loses with a count: what says most of the whole is the last to be hidden.

    Example
        >>> worth(filled_on("P")) < worth(held("ORG-1")) < worth(listed())
        True
    """
    kind = kind_of(key)
    return _GIVEN_UP_FIRST.index(kind) if kind in _GIVEN_UP_FIRST else len(_GIVEN_UP_FIRST)

"""Yes, no and not known: scores as bounds, and a seat's capacity against its specification."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

YES, NO, UNKNOWN = "yes", "no", "unknown"

OK, MISMATCH, CHECK_SKILLS = "ok", "mismatch", "check_skills"

_READ: dict[str | bool, bool] = {True: True, False: False, "y": True, "yes": True, "n": False, "no": False}
_NOT_KNOWN = frozenset({"", "u", "unknown"})


@dataclass(frozen=True)
class Bounds:
    """Between what and what a share of yes answers lies.

    `lower` counts every unknown answer as no, `upper` as yes; both are None where nothing was asked.
    `known` is the number of answers known, `coverage` its share of all that were asked.
    """

    lower: float | None
    upper: float | None
    known: int
    coverage: float | None


def bounds_of(answers: Sequence[str | bool | None]) -> Bounds:
    """What share of the answers is yes, if some of them are not known?

    Definition: [yes / n, (yes + unknown) / n] over the n answers asked for. Range 0..1, no unit.

    Parameters
        answers: one for each item; yes as "yes", "Y" or True, no as "no", "N" or False, not known as
            "unknown", "U", "" or None; capitals do not matter.
    Returns
        Bounds: all ends None where n is 0.
    Raises
        ValueError: an answer that is none of these.
    Cost
        One pass.
    Source
        METHODS 7.1 and 7.5; checked against ACCOUNTABILITY, HEALTH.
    Example
        >>> bounds_of(["yes", "yes", "no", None])
        Bounds(lower=0.5, upper=0.75, known=3, coverage=0.75)
    """
    read = [_answer(answer) for answer in answers]
    asked, yes = len(read), sum(answer is True for answer in read)
    unknown = sum(answer is None for answer in read)
    if not asked:
        return Bounds(None, None, 0, None)
    return Bounds(yes / asked, (yes + unknown) / asked, asked - unknown, (asked - unknown) / asked)


def _answer(answer: str | bool | None) -> bool | None:
    key = answer.strip().lower() if isinstance(answer, str) else answer
    if key is None or key in _NOT_KNOWN:
        return None
    if key not in _READ:
        raise ValueError(f"{answer!r} is neither yes, no nor unknown")
    return _READ[key]


def accountability_bounds(answers: Sequence[str | bool | None]) -> Bounds:
    """How much of what makes a seat accountable is on record?

    Definition: `bounds_of` the seven items, in this order: mandate document; open way of choosing;
    constituency defined; report back in time; end of term set; deputy named; role description.
    Range 0..1, no unit. It describes the records of a seat, never the person in it.

    Parameters
        answers: seven answers, as in `bounds_of`.
    Returns
        Bounds: never None.
    Raises
        ValueError: there are not seven answers, or one is neither yes, no nor unknown.
    Source
        METHODS 7.1; checked against ACCOUNTABILITY.
    Example
        >>> round(accountability_bounds("YYYUYNY").lower, 3)
        0.714
    """
    if len(answers) != len(ACCOUNTABILITY_ITEMS):
        raise ValueError(f"there are {len(ACCOUNTABILITY_ITEMS)} items, not {len(answers)}")
    return bounds_of(answers)


ACCOUNTABILITY_ITEMS = (
    "mandate_document",
    "open_route",
    "constituency_defined",
    "reported_back_in_time",
    "term_end_set",
    "deputy_named",
    "role_described",
)


def capacity_match(required: str | None, actual: str | None) -> str:
    """Does the holder sit in the capacity that the seat was made for?

    Definition: `ok` where both are the same, `mismatch` where a seat for a representative, or one for
    somebody's own voice, is filled in another capacity, `check_skills` where a seat for an expert is
    filled by a representative, `unknown` where either is not recorded.

    Parameters
        required, actual: capacities as recorded; None or blank means not recorded.
    Returns
        One of the four words.
    Source
        METHODS 7.1; checked against CAPACITY-MISMATCH.
    Example
        >>> capacity_match("representative", "expert"), capacity_match(None, "expert")
        ('mismatch', 'unknown')
    """
    if not required or not actual:
        return UNKNOWN
    if required == actual:
        return OK
    return CHECK_SKILLS if (required, actual) == ("expert", "representative") else MISMATCH

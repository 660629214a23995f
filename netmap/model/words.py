"""Words for users, in one place: codes, verdicts and classes as they read in a sentence, and how figures are said."""

from __future__ import annotations

import re
from collections.abc import Sequence

CLASSIFICATION = {
    "dominant_own_voice": "at least half of these seats carry no current mandate",
    "dominant_mandated": "most of these seats carry a current mandate with a report back",
    "dominant_mandate_lapsed": "most of these seats carry a mandate, but not every holder reported back in time",
    "dominant_unknown": "it is not recorded for whom enough of these seats speak",
}

LEVELS = {
    1: "direct_led_by",
    2: "direct_serving",
    3: "indirect_specific_mandate",
    4: "expert_only",
    5: "nominal_only",
    6: "served_but_unrepresented",
    7: "unserved",
}

LEVEL_WORDS = {
    1: "speaks through an organisation led by the group, with a mandate",
    2: "speaks through an organisation that serves or is led by the group",
    3: "is spoken for by a mandate that names the group",
    4: "is touched only by an expert's advice",
    5: "is reached only through general membership of a forum",
    6: "has an organisation, but no seat",
    7: "has no known organisation",
}

REPRESENTED, EXPERT_ONLY, NOT_REPRESENTED, NOT_KNOWN = "represented", "expert_only", "not_represented", "not_known"

VERDICT_WORDS = {
    REPRESENTED: "represented",
    EXPERT_ONLY: "expert only",
    NOT_REPRESENTED: "not represented",
    NOT_KNOWN: "not known",
}

RELATION_WORDS = {
    "pass_through": "passed on from one to the other",
    "pooled": "part of one pooled agreement",
    "same_award_series": "one series of awards",
    "unknown": "not known",
    "none": "unrelated",
    "complementary_target": "for different groups",
    "split_commission": "one funder, two recipients",
    "co_funding": "two funders of one recipient",
    "duplication_candidate": "two funders paying two recipients for the same thing",
}

THEME_WORDS = {
    "owned_voiced": "owned by one partnership and voiced there",
    "cross_cutting_voiced": "owned by several partnerships and voiced in each",
    "cross_cutting_partly_voiced": "owned by several partnerships and voiced in some of them",
    "cross_cutting_unlinked": "voiced in several partnerships that share no person and no organisation",
    "owned_unvoiced": "owned, but voiced nowhere",
    "misrouted": "voiced, but not where it is owned",
    "voiced_no_owner": "voiced, but owned by no partnership",
    "orphan_silent": "neither owned nor voiced",
}

REAL_CHANGE, RECORD_CHANGE, CHANGE_NOT_KNOWN = "real", "record", "not_known"

MOVE_WORDS = {
    "gained_voice": "represented now, and not before",
    "lost_voice": "represented before, and not now",
    "became_known": "not known before, known now",
    "no_longer_known": "known before, not known now",
}

MATCH_WORDS = {
    "mismatch": "filled in another capacity than asked for",
    "unused_mandate": "a mandate is recorded, and the holder does not sit as representative",
    "check_skills": "asked for an expert and filled by a representative",
    "unknown": "what was asked for, or how the holder sits, is not recorded",
    "ok": "as asked for",
}

CHECKLIST_ANSWERS = {
    ("do", "Y"): "met",
    ("do", "N"): "not met",
    ("dont", "Y"): "a warning sign",
    ("dont", "N"): "no warning sign",
}

ACTION_WORDS = {
    "re_mandate": "a mandate for a seat that is held already",
    "report_back": "a report back from a seat that is held already",
    "fill": "a vacant seat filled",
    "renew": "an ended term renewed",
    "rotate": "a seat passed on",
    "new_seat": "a new seat",
    "forum": "a forum funded",
}

LINK_WORDS = {
    "led_by": "is led by",
    "serves": "serves",
    "advocates_for": "speaks up for",
}
"""How an organisation is linked to a group, the closest link first."""

NOTE_SECTOR, NOTE_KIND, NOTE_SEATS, NOTE_THIRD_SECTOR = "Sector", "Kind", "Seats", "Third sector"
NOTE_SHARE, NOTE_MANDATED, NOTE_OWN_VOICE = "Of third-sector seats", "With a current mandate", "Own voice"
NOTE_LARGEST, NOTE_VACANT, NOTE_ENDED = "Largest holder", "Vacant seats", "Past their term, still listed"
NOTE_ROLE, NOTE_SPEAKS_FOR, NOTE_TERMS, NOTE_CHOSEN = "Role", "Speaks for", "Terms", "How chosen"
NOTE_VACANT_SINCE, NOTE_ASKED_FOR, NOTE_REPORTED = "Vacant since", "Asked for", "Reported back"
NOTE_VOICE, NOTE_LEVEL, NOTE_PLACES, NOTE_PEOPLE = "Voice", "At best", "Represented on", "People in the group"
NOTE_CHANGE, NOTE_LINK = "What would change this", "How linked"
NOTE_STATUS, NOTE_OWNERS, NOTE_VOICED, NOTE_CARRIED = "Status", "Owned by", "Voiced on", "Carried by"
NOTE_BREAKS, NOTE_THEMES, NOTE_SHARED_BODY = "Breaks if", "For the theme", "Organisation on both"
NOTE_AWARDS, NOTE_MONEY, NOTE_FUNCTION, NOTE_PERIOD = "Awards", "Amount", "Function", "Period"
NOTE_GROUPS, NOTE_AREAS, NOTE_EXCESS = "For the group", "In", "Beyond the best funded"
NOTE_RELATION, NOTE_AGREEMENT, NOTE_MISSING = "Relation to other awards", "Agreement", "Missing"
NOTE_PAYS, NOTE_IS_PAID = "Pays", "Is paid"
NOTE_HELD_BY, NOTE_NO_BODY, NOTE_ROUTE, NOTE_SHARED_PERSON = (
    "Held by",
    "Held by people without an organisation",
    "Route",
    "Person on both",
)
PERSONAL_NOTES = (NOTE_HELD_BY, NOTE_NO_BODY, NOTE_ROUTE, NOTE_SHARED_PERSON)
"""The terms of the notes on maps whose text names people."""

NONE_NAMED, NOWHERE, NO_VOICE = "none named when asked", "nowhere on record", "no voice on record"
"""What maps can be filtered by besides names: a known no, no recorded seat, and no recorded voice."""

MONEY_SIGNS = {"GBP": "£", "EUR": "€", "USD": "$"}


def percent(share: float) -> str:
    """Say a share of 1 in whole percent, with one decimal below ten.

    Example
        >>> percent(0.5), percent(0.017)
        ('50 %', '1.7 %')
    """
    figure = share * 100
    return f"{figure:.0f} %" if figure >= 9.95 or figure == 0 else f"{figure:.1f} %"


def chance_of(p: float) -> str:
    """Say a probability in percent, never as nothing.

    Example
        >>> chance_of(0.0573), chance_of(0.00002), chance_of(1)
        ('5.7 %', 'less than 0.1 %', '100 %')
    """
    return "less than 0.1 %" if p < 0.001 else percent(p)


def plainly(value: float | bool) -> str:
    """Say a setting as a person would write it.

    Example
        >>> plainly(2_000_000), plainly(0.05), plainly(True)
        ('2,000,000', '0.05', 'yes')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,.10g}"


def counted(count: float, noun: str) -> str:
    """Say how many of a thing there are.

    Example
        >>> counted(1, "seat"), counted(3.1, "body"), counted(0, "seat")
        ('1 seat', '3.1 bodies', '0 seats')
    """
    if count == 1:
        return f"1 {noun}"
    plural = noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"
    return f"{count:,} {plural}"


def any_of(count: int, noun: str) -> str:
    """Say of how many of a thing none is meant.

    Example
        >>> any_of(4, "partnership"), any_of(1, "partnership")
        ('any of 4 partnerships', 'the one partnership')
    """
    return f"the one {noun}" if count == 1 else f"any of {counted(count, noun)}"


def shown_of(shown: int, total: int | None, noun: str) -> str:
    """Say how many of a thing are shown; of None nobody knows how many there are.

    Example
        >>> shown_of(3, 4, "boards"), shown_of(3, None, "boards")
        ('3 of 4 boards', '3 of an unknown number of boards')
    """
    return f"{shown:,} of {'an unknown number of' if total is None else f'{total:,}'} {noun}"


def listed(names: Sequence[str], most: int = 4) -> str:
    """Join names as in a sentence; of a long list the first few, with how many more there are.

    Example
        >>> listed(["A", "B", "C"]), listed(["A", "B", "C", "D"], most=2)
        ('A, B and C', 'A, B and 2 more')
    """
    if len(names) > most:
        names = [*names[:most], f"{len(names) - most} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else list(names))


def money(low: float, high: float, currency: str) -> str:
    """Say an amount, or a range with both its ends.

    Example
        >>> money(12000, 12000, "GBP"), money(24001, 25500, "GBP")
        ('£12,000', '£24,001 to £25,500')
    """
    sign = MONEY_SIGNS.get(currency, f"{currency} " if currency else "")
    ends = [f"{sign}{end:,.0f}" for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)


VIEW_NAMES = {
    "overview": "Overview",
    "partnership": "One partnership",
    "organisation": "One organisation",
    "dominance": "Who holds the seats",
    "coverage": "Who has a voice",
    "funding": "Who pays twice",
    "issue": "How issues travel",
}
"""The views of a map, as their tabs are called."""

SEVERITY_WORDS = {"high": "High", "medium": "Medium", "low": "Low"}

INTERNAL, PARTNERS, PUBLIC = "internal", "partners", "public"
PROFILE_WORDS = {
    INTERNAL: "internal use (it may name people)",
    PARTNERS: "partners (no statements about single people)",
    PUBLIC: "the public (no people, no small counts)",
}
"""For whom a map is made, the widest view first."""


_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-Z0-9£€$])")
_NO_END = ("St.", "Dr.", "Mr.", "Mrs.", "Ms.", "No.")


def sentences_of(text: str) -> list[str]:
    """Split a text into its sentences; a short form with a full stop ends none.

    Example
        >>> sentences_of("St. Ann's has 3 of 4 seats. It shares one.")
        ["St. Ann's has 3 of 4 seats.", 'It shares one.']
    """
    ends = [end.start() for end in _SENTENCE_END.finditer(text) if not text[: end.start()].endswith(_NO_END)]
    starts = [0, *(end + 1 for end in ends)]
    return [text[start:end] for start, end in zip(starts, [*ends, len(text)], strict=True)]

"""Why a finding is high, medium or low: the rule of each type of finding, in words, in one place.

The priorities are judgements, not research. A rule names thresholds in braces, which stand for the values in use.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from netmap.analyses.result import HIGH, LOW, MEDIUM, SEVERITY_ORDER
from netmap.analyses.settings import DEFAULTS, Settings
from netmap.model.words import ACTION_WORDS

Rules = Mapping[str, str]
"""For each severity that a type of finding may have, when it has it."""

NO_RULE = "no rule is written down for this type of finding"

_NAMED_AS_DOMINANT = (
    "the organisation holds at least {alert_share} of third-sector seats and {alert_times_equal} times an equal share"
)
COULD_TURN = "a record that is not there could turn the answer"

DOMINANCE: Mapping[str, Rules] = {
    "dominant_own_voice": {
        HIGH: f"{_NAMED_AS_DOMINANT}, and at least half of its seats carry no current mandate",
    },
    "dominant_mandated": {
        MEDIUM: f"{_NAMED_AS_DOMINANT}, and more than half of its seats carry a current mandate with a report back "
        "within {report_back_months} months",
    },
    "dominant_mandate_lapsed": {
        MEDIUM: f"{_NAMED_AS_DOMINANT}, more than half of its seats carry a current mandate, and not every holder "
        "reported back within {report_back_months} months",
    },
    "dominant_unknown": {
        MEDIUM: f"{_NAMED_AS_DOMINANT}, and mandates that nobody wrote down could change how it comes to sit there",
    },
    "single_organisation_partnership": {
        HIGH: "one organisation holds all third-sector seats, two or more, and no missing record could add another",
        MEDIUM: f"one organisation holds the only third-sector seat, or {COULD_TURN}",
    },
    "partnership_without_third_sector_vote": {
        MEDIUM: "seats are recorded, all of them with vote, sector and organisation, and no third-sector seat may vote",
    },
}

COVERAGE: Mapping[str, Rules] = {
    "group_not_represented": {
        HIGH: "nobody speaks for the group, which has at least {large_group_share} times the people of the largest "
        "group on record",
        MEDIUM: "nobody speaks for the group, which has fewer than {large_group_share} times the people of the largest "
        "group on record or no population recorded",
    },
    "group_by_membership_only": {LOW: "the group is reached through general membership, which the settings allow"},
    "group_expert_only": {MEDIUM: "an expert advises, and nobody represents the group"},
    "group_not_known": {LOW: "no voice is on record, and open records could be one"},
    "group_falls_silent": {
        MEDIUM: "the terms of all who speak for the group end within {silence_notice_days} days",
    },
}

DUPLICATION: Mapping[str, Rules] = {
    "duplication_candidate": {
        MEDIUM: "funders and recipients differ, and function, place and group overlap for {overlap_days} days or more",
    },
    "single_gateway": {LOW: "several funders are on record as paying several recipients through one body"},
    "short_terms": {
        LOW: "at least {alert_short_share} of the dated awards of a funder, which has {fewest_awards_for_terms} or "
        "more, run for less than {short_term_days} days",
    },
}

ISSUES: Mapping[str, Rules] = {
    "theme_orphan_silent": {
        HIGH: "no partnership has the theme in its terms of reference and no seat carries it",
        LOW: f"so it looks, but {COULD_TURN}",
    },
    "theme_owned_unvoiced": {
        HIGH: "a partnership has the theme in its terms of reference and no seat anywhere carries it",
        LOW: f"so it looks, but {COULD_TURN}",
    },
    "theme_misrouted": {
        HIGH: "the theme is voiced, but on none of the partnerships that have it in their terms of reference",
        LOW: f"so it looks, but {COULD_TURN}",
    },
    "theme_voiced_no_owner": {
        MEDIUM: "the theme is voiced and no partnership has it in its terms of reference",
        LOW: f"so it looks, but {COULD_TURN}",
    },
    "theme_cross_cutting_partly_voiced": {
        MEDIUM: "several partnerships have the theme in their terms of reference and it is voiced on some of them",
        LOW: f"so it looks, but {COULD_TURN}",
    },
    "theme_cross_cutting_unlinked": {
        MEDIUM: "the theme is voiced on each of its partnerships, and none of them share a person or an organisation",
        LOW: f"so it looks, but {COULD_TURN}",
    },
    "theme_no_shared_person": {
        LOW: "the theme is voiced on each of its partnerships, and only organisations sit on two of them",
    },
    "theme_single_person": {
        HIGH: "one person carries the theme on the partnerships that own it, and no other seat there could",
        MEDIUM: "one person is recorded to carry it there; what other seats carry is not recorded",
    },
}

HEALTH: Mapping[str, Rules] = {
    "long_vacancy": {
        MEDIUM: "a place has been empty for more than {alert_meetings} meetings and {long_vacancy_days} days or more",
        LOW: "a place has been empty for more than {alert_meetings} meetings",
    },
    "term_cliff": {
        MEDIUM: "at least {cliff_seats} terms, {cliff_share} of those with a known end or more, end within "
        "{cliff_days} days",
        LOW: "at least {cliff_seats} terms, {cliff_share} of those with a known end or more, end in one later month",
    },
    "heavy_load": {
        MEDIUM: "one person holds twice {alert_seats} seats or sits twice {alert_hours} hours a year, or more",
        LOW: "one person holds {alert_seats} seats or sits {alert_hours} hours a year, or more",
    },
    "capacity_mismatch": {
        MEDIUM: "a seat that asks for a representative is filled in another capacity",
        LOW: "a seat is filled in another capacity than asked for, or carries a mandate that gives no voice",
    },
    "last_mandated_voice": {
        MEDIUM: "one person's leaving would leave several partnerships without a current third-sector mandate",
        LOW: f"it would leave one partnership without, or {COULD_TURN}",
    },
}

CHANGE: Mapping[str, Rules] = {
    "turnover": {
        MEDIUM: "at least {alert_turnover} of the places of organisations changed hands, by what is recorded",
        LOW: "some places changed hands, fewer than that for certain",
    },
    "concentration_moved": {
        MEDIUM: "the HHI of third-sector seats rose by {alert_hhi_change} or more",
        LOW: "the HHI of third-sector seats fell by {alert_hhi_change} or more",
    },
    "group_lost_voice": {MEDIUM: "a group was represented before and is not any more"},
    "group_gained_voice": {LOW: "a group was not represented before and is now"},
    "group_no_longer_known": {LOW: "it was known whether the group is represented, and is not any more"},
    "group_became_known": {LOW: "it was not known whether the group is represented, and is now"},
    "theme_lost_remit": {
        MEDIUM: "a partnership gave up the theme and none took it up",
        LOW: "a partnership gave up the theme and another took it up",
    },
    "theme_changed": {LOW: "where the theme is owned or voiced changed, and no partnership gave it up"},
    "awards_not_renewed": {LOW: "an award ended and none between the same two bodies is on record after it"},
}

_VOICE = {
    MEDIUM: "the action would give a group a voice, or a theme one where it is owned",
    LOW: "the action would close gaps of other kinds",
}

ACTIONS: Mapping[str, Rules] = {
    **{f"action_{kind}": _VOICE for kind in ACTION_WORDS},
    "gaps_out_of_reach": {LOW: "no organisation, seat or forum on file can close the gap"},
}

SEVERITY_RULES: Mapping[str, Rules] = {
    **DOMINANCE,
    **COVERAGE,
    **DUPLICATION,
    **ISSUES,
    **HEALTH,
    **CHANGE,
    **ACTIONS,
}


def severity_rules(type_: str, settings: Settings = DEFAULTS) -> Rules:
    """When is a finding of this type high, when medium, when low?

    Definition: the rules of the type, with the thresholds in use, the gravest first.

    Parameters
        type_: the type of a finding.
        settings: the thresholds in use.
    Returns
        for each severity that the type may have its rule; nothing where the type is not known.
    Source
        METHODS 7.8, which gives the defaults: judgements, not research.
    Example
        >>> severity_rules("group_not_known")
        {'low': 'no voice is on record, and open records could be one'}
        >>> severity_rules("duplication_candidate")["medium"].endswith("for 30 days or more")
        True
    """
    sections = dataclasses.asdict(settings).values()
    values = {name: f"{value:g}" for section in sections for name, value in section.items()}
    rules = SEVERITY_RULES.get(type_, {})
    return {each: rules[each].format_map(values) for each in sorted(rules, key=SEVERITY_ORDER.__getitem__)}

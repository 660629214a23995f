"""The allow-lists of reports: what is not on them does not go out, so a new part stays in until it is allowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from netmap.maps.publishing.profiles import LISTS as MAP_LISTS
from netmap.model.words import PARTNERS, PUBLIC

FIGURE, HOW_SURE, ASSUMES = "figure", "certainty", "assumptions"
ALL_PARTS = frozenset({FIGURE, HOW_SURE, ASSUMES})


@dataclass(frozen=True)
class Listed:
    """What may go out of a table: columns by key.

    `plain`: nothing in it counts seats or people. `whole`: rows stay in which every count is hidden.
    """

    columns: frozenset[str]
    plain: bool = False
    whole: bool = False


@dataclass(frozen=True)
class Profile:
    """What may go out: sections by the anchors of their headings, tables, matrices, pictures, findings by kind.

    `findings` has for each kind the parts that may go out beside the statement. `singly`: its readers may see counts
    of seats and people, and the findings in the order of how grave they are.
    """

    sections: frozenset[str]
    tables: Mapping[str, Listed]
    matrices: frozenset[str]
    pictures: frozenset[str]
    findings: Mapping[str, frozenset[str]]
    singly: bool


def _listed(*columns: str, plain: bool = False, whole: bool = False) -> Listed:
    return Listed(frozenset(columns), plain, whole)


LEFT_OUT = "left-out"
_FINDING_TABLES = ("dominance", "coverage", "duplication", "issues", "health")

_TABLES_FOR_ALL = {
    "group-verdicts": _listed("answer", "groups", "group-on-one-partnership"),
    "by-partnership": _listed(
        "partnership",
        "represented",
        "represented-indirectly",
        "expert-only",
        "served-but-not-represented",
        "not-represented",
        "not-known",
    ),
    "concentration": _listed("view", "seats-shared-by", "largest-share", "three-largest", "hhi", "effective-number"),
    "seats-by-state": _listed("state", "listed-seats", "share", whole=True),
    "seats-by-sector": _listed("sector", "filled-seats", "share", whole=True),
    "overlaps": _listed(
        "funders",
        "recipients",
        "function",
        "where-for-whom",
        "when",
        "amount-in-scope",
        "beyond-the-best-funded-recipient",
        plain=True,
    ),
    "award-relations": _listed("relation", "pairs", plain=True),
    "award-pairs": _listed("one-award", "the-other", "relation", "days-together", plain=True),
    "awards-passed-on": _listed("first-award", "passed-on-as", "kept-by-the-first-recipient", plain=True),
    "money-through": _listed("currency", "all-rows-together", "what-reaches-last-recipients", plain=True),
    "terms-of-awards": _listed(
        "funder", "three-years-or-more", "with-this-part-of-the-money", "no-length-recorded", plain=True
    ),
    "theme-statuses": _listed("status", "themes", "of-these-known-for-certain"),
    "thresholds": _listed("threshold", "value", plain=True),
    **{
        f"map-{view}-data": _listed("kind", "drawn", "gaps", "not-known", "whole", plain=True)
        for view in ("coverage", "dominance", "funding", "issue")
    },
    "voice-data": _listed(
        "group", "anywhere", "represented", "indirect", "expert", "served", "silent", "unknown", plain=True
    ),
    "funding-data": _listed("function", "award", "funder", "recipient", "from", "until", "may-pay-twice", plain=True),
    LEFT_OUT: _listed("what", "why", "where-it-is", plain=True),
}

_TABLES_FOR_PUBLIC = {
    "groups": _listed("group", "answer", "how"),
    "holders": _listed("organisation", "seats-held", "partnerships"),
    "partnership-seats": _listed("partnership", "filled-seats", "third-sector-seats"),
    "themes": _listed("theme", "status-on-record", "owned-by", "voiced-in", "left-out-or-not-linked", plain=True),
}

_TABLES_FOR_PARTNERS = {
    # The proof of a group's answer, and what would change it, hang on single seats.
    "groups": _listed("group", "answer", "how"),
    "holders": _listed("organisation", "seats-held", "voice", "partnerships", "seats-with-a-mandate"),
    "concentration": _listed(
        "view",
        "seats-shared-by",
        "largest-share",
        "three-largest",
        "hhi",
        "effective-number",
        "if-unknown-holders-were-known",
    ),
    "partnership-seats": _listed(
        "partnership", "filled-seats", "third-sector-seats", "with-a-vote", "largest-share", "not-known"
    ),
    # How many people must leave before a theme falls silent is a statement about those people.
    "themes": _listed(
        "theme", "status-on-record", "is-that-certain", "owned-by", "voiced-in", "left-out-or-not-linked"
    ),
    "branches": _listed("body", "seats-together", "held-by"),
    "lorenz-data": _listed(
        "counted-by", "organisations", "share-of-organisations", "seats", "share-of-seats", plain=True
    ),
    **{f"further-{name}": _listed("finding", "priority", "name") for name in _FINDING_TABLES},
    "findings-by-question": _listed("question", "high-priority", "medium-priority", "low-priority"),
    "decisions": _listed("action", "closes", "cost", "if-not-this"),
    "cheapest-records": _listed("what-to-ask", "settles-by-itself", "bears-on"),
    "changes": _listed("what", "happened", "recorded-otherwise", "not-known"),
    "moves": _listed("group", "change"),
    "health-partnerships": _listed(
        "partnership", "vacant", "vacant-too-long", "past-their-end", "ends-soon", "not-as-asked-for", "written-down"
    ),
    "health-balance": _listed("kind", "organisations", "seats", "seats-for-their-number"),
    "health-areas": _listed("area", "met", "not-met", "not-known", "share-met", "answered"),
    "health-areas-then-and-now": _listed("area", "then", "now", "change"),
    "health-not-met": _listed("item", "on-record"),
    "health-signs": _listed("item", "on-record"),
    "health-questions": _listed("what-is-asked-for", "what-it-takes", "items-it-could-settle", "not-known"),
    LEFT_OUT: _listed("what", "how-many", "why", "where-it-is", plain=True),
}

WITHIN_THE_HOUSE = frozenset(
    {
        "evidence",
        "rows-read",
        "refused",
        "sources",
        "again",
        "records-to-mend",
        # Chosen anew among what goes out: `netmap.reports.publishing.first`.
        "first-findings",
        "health-items-understanding",
        "health-items-policy",
        "health-items-organising",
        "health-items-sharing",
        "health-items-funding",
        "health-against-records",
        "health-changes",
        "routes",
        "routes-data",
    }
)
"""Tables and pictures for internal use alone: they name records, rows, sources and refused values, what people said in
the health check, or how many people a route hangs on."""

_SECTIONS_FOR_ALL = frozenset(
    {
        "about",
        "summary",
        "coverage",
        "coverage-answers",
        "coverage-partnerships",
        "coverage-totals",
        "coverage-groups",
        "findings-coverage",
        "dominance",
        "seats-and-voice",
        "concentration",
        "each-partnership",
        "all-seats",
        "findings-dominance",
        "duplication",
        "overlaps",
        "relations",
        "passed-on",
        "sums",
        "terms-of-awards",
        "findings-duplication",
        "issues",
        "theme-totals",
        "themes",
        "findings-issues",
        "method",
        "thresholds",
        "glossary",
        LEFT_OUT,
    }
)
_SECTIONS_FOR_PARTNERS = _SECTIONS_FOR_ALL | {
    "branches",
    "changes",
    "health",
    "health-partnerships",
    "health-balance",
    "findings-health",
    "health-check",
    "health-areas",
    "health-not-met",
    "health-signs",
    "health-questions",
    "health-last-year",
    "decisions",
    "plan",
    "not-known",
    "cheapest-records",
    "evidence",
}
_MATRICES = frozenset({"voices"})
# Maps are made for their readers before they are drawn; the other pictures show groups, boards and awards.
_PICTURES = frozenset({"voice", "funding", "map-coverage", "map-dominance", "map-funding", "map-issue"})

_ABOUT_MONEY = ("duplication", "gateway", "terms")


def _findings(profile: str, extra: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Give the kinds that maps let out, with the parts that maps let out and those that only reports have."""
    return {kind: parts | extra.get(kind, frozenset()) for kind, parts in MAP_LISTS[profile].findings.items()}


LISTS: Mapping[str, Profile] = {
    PARTNERS: Profile(
        sections=_SECTIONS_FOR_PARTNERS,
        tables={**_TABLES_FOR_ALL, **_TABLES_FOR_PARTNERS},
        matrices=_MATRICES,
        pictures=_PICTURES | {"lorenz"},
        findings=_findings(PARTNERS, dict.fromkeys(MAP_LISTS[PARTNERS].findings, ALL_PARTS)),
        singly=True,
    ),
    PUBLIC: Profile(
        sections=_SECTIONS_FOR_ALL,
        tables={**_TABLES_FOR_ALL, **_TABLES_FOR_PUBLIC},
        matrices=_MATRICES,
        pictures=_PICTURES,
        findings=_findings(
            PUBLIC,
            {
                **dict.fromkeys(_ABOUT_MONEY, ALL_PARTS),
                # Their figures count partnerships, which the grid of voices and the table of themes show.
                **dict.fromkeys(("coverage", "issue"), frozenset({FIGURE, HOW_SURE})),
            },
        ),
        singly=False,
    ),
}
"""What each profile lets out; within the house everything stays."""

"""Rows that every question must give on `datasets/anytown` at the end of January 2026, written from its CSV files."""

from typing import Any

Rows = list[tuple[Any, ...]]
AS_OF = {"as_of": "2026-01-31"}

CVS = ("CVS", "Anytown Council for Voluntary Service")
AGE = ("AgeHelp", "AgeHelp Anytown")
DIS = ("DisabAct", "Disability Action Anytown")
WOM = ("WomensAid", "Women's Aid Anytown")
YOU = ("YouthCo", "YouthCo")
BME = ("BMEForum", "Anytown BME Community Association")
FAI = ("FaithNet", "FaithNet")
COUNCIL = ("Council", "Anytown Council")
ICB = ("ICB", "Anytown Integrated Care Board")
PCC = ("PCC", "Police and Crime Commissioner")
VOICE = ("HealthVoice", "HealthVoice Anytown")
VCS_FORUM = ("VCSForum", "Anytown VCS Forum")
DIS_NET = ("DisabilityNetwork", "Anytown Disability Network")
YOUTH_FORUM = ("YouthForum", "Anytown Youth Forum")

P1 = ("P1", "Strategic board")
P2 = ("P2", "Health and wellbeing")
P3 = ("P3", "Safer communities")
P4 = ("P4", "Children and young people")

ANN = ("anytown:person/ann", "Ann")
BOB = ("anytown:person/bob", "Bob")
CATH = ("anytown:person/cath", "Cath")
DEE = ("anytown:person/dee", "Dee")
EVE = ("anytown:person/eve", "Eve")
FAY = ("anytown:person/fay", "Fay")
NOBODY = (None, None)

ABUSE = ("anytown:domestic-abuse", "domestic abuse")
FOOD = ("anytown:food-poverty", "food poverty")
HATE = ("anytown:hate-crime", "hate crime")
LONELY = ("anytown:loneliness", "loneliness")
MIND = ("anytown:mental-health", "mental health")
STRATEGY = ("anytown:strategy", "strategy")
YOUTH = ("anytown:youth", "youth")

DISABLED = ("G-disabled", "disabled people")
OLDER = ("G-older", "older people")
ETHNIC = ("G-ethnic", "minority ethnic people")
MUSLIM = ("G-muslim", "Muslim residents")
LGBT = ("G-lgbt", "LGBT+ people")

REP, OWN = "representative", "own_voice"
THIRD = "third_sector"
SUPPORT = "representation support"
SEPTEMBER = ("election", "yes", "forum minutes of September 2025", "2025-11-20")
SAME, OTHERS = "same recipient", "different recipients"

EXPECTED: dict[str, tuple[dict[str, str], Rows]] = {
    "seats-and-holders": (
        AS_OF,
        [
            (*P4, "s09", "member", True, REP, *ANN, *CVS, THIRD, "filled"),
            (*P4, "s10", "member", True, REP, *FAY, *YOU, THIRD, "filled"),
            (*P2, "s04", "member", True, REP, *ANN, *CVS, THIRD, "filled"),
            (*P2, "s05", "member", True, OWN, *CATH, *AGE, THIRD, "filled"),
            (*P2, "s06", "member", True, REP, *DEE, *DIS, THIRD, "filled"),
            (*P3, "s07", "member", True, OWN, *BOB, *CVS, THIRD, "filled"),
            (*P3, "s08", "adviser", False, "expert", *EVE, *WOM, THIRD, "filled"),
            (*P3, "s11", "member", True, None, *NOBODY, *NOBODY, None, "nobody"),
            (*P1, "s01", "member", True, REP, *ANN, *CVS, THIRD, "filled"),
            (*P1, "s02", "member", True, OWN, *BOB, *CVS, THIRD, "filled"),
            (*P1, "s03", "member", True, OWN, *CATH, *AGE, THIRD, "filled"),
        ],
    ),
    "seats-of-an-organisation": (
        {"organisation": "agehelp", **AS_OF},
        [
            (*AGE, *P2, "s05", "member", True, OWN, *CATH, None, None),
            (*AGE, *P1, "s03", "member", True, OWN, *CATH, None, None),
        ],
    ),
    "shares-of-seats": (
        AS_OF,
        [
            (*CVS, 5, 10, 0.5, 4),
            (*AGE, 2, 10, 0.2, 2),
            (*DIS, 1, 10, 0.1, 1),
            (*WOM, 1, 10, 0.1, 1),
            (*YOU, 1, 10, 0.1, 1),
        ],
    ),
    "organisations-on-several-partnerships": (
        AS_OF,
        [(*CVS, THIRD, 4, 4, 1.0, 5), (*AGE, THIRD, 2, 4, 0.5, 2)],
    ),
    "organisations-with-several-seats": (AS_OF, [(*P1, *CVS, 2, 3, 2 / 3)]),
    "partnerships-with-one-voice": (AS_OF, []),
    "seats-by-sector": (
        AS_OF,
        [(*P4, THIRD, 2, 2, 1.0), (*P2, THIRD, 3, 3, 1.0), (*P3, THIRD, 2, 2, 1.0), (*P1, THIRD, 3, 3, 1.0)],
    ),
    "vacant-seats": (AS_OF, [(*P3, "s11", "member", True, None, None, None, None)]),
    "seats-past-their-end": (AS_OF, []),
    "seats-ending": ({"until": "2026-12-31", **AS_OF}, []),
    "people-on-several-partnerships": (
        AS_OF,
        # Ann 6x3 + 10x2 + 6x2, Bob 6x3 + 4x3, Cath 6x3 + 10x2
        [(*ANN, 3, 3, 22, 50, 0), (*BOB, 2, 2, 10, 30, 0), (*CATH, 2, 2, 16, 38, 0)],
    ),
    "seats-without-a-mandate": (AS_OF, []),
    "mandates": (
        AS_OF,
        [
            (*P4, "s09", *ANN, *CVS, "organisation", *VCS_FORUM, *SEPTEMBER),
            (
                *(*P4, "s10", *FAY, *YOU, "organisation", *YOUTH_FORUM),
                *("election", "yes", "forum minutes of June 2025", "2025-12-01"),
            ),
            (*P2, "s04", *ANN, *CVS, "organisation", *VCS_FORUM, *SEPTEMBER),
            (
                *(*P2, "s06", *DEE, *DIS, "organisation", *DIS_NET),
                *("election", "yes", "network minutes of May 2025", "2025-10-02"),
            ),
            (*P1, "s01", *ANN, *CVS, "organisation", *VCS_FORUM, *SEPTEMBER),
        ],
    ),
    "capacity-mismatches": (AS_OF, []),
    "groups-without-a-seat": (
        AS_OF,
        [
            (*LGBT, 0, 10, 0, 0, 0, 0, "no seat"),
            (*MUSLIM, 1, 10, 0, 0, 0, 0, "no seat"),
            (*ETHNIC, 1, 10, 0, 0, 0, 0, "no seat"),
        ],
    ),
    "group-links": (
        AS_OF,
        [
            (*LGBT, None, *NOBODY, 0),
            (*MUSLIM, "serves", *FAI, 0),
            (*DISABLED, "is led by", *DIS, 1),
            (*ETHNIC, "is led by", *BME, 0),
            (*OLDER, "serves", *AGE, 2),
        ],
    ),
    "groups-rarely-asked-about": ({}, []),
    "organisations-never-asked": (
        AS_OF,
        [
            (*COUNCIL, "local_authority", 0, 0),
            (*ICB, "health", 0, 0),
            (*VOICE, "other_public", 0, 0),
            (*PCC, "police", 0, 0),
        ],
    ),
    "linked-organisations-without-a-seat": (AS_OF, [(*BME, "is led by", *ETHNIC), (*FAI, "serves", *MUSLIM)]),
    "forum-members": (
        AS_OF,
        [
            (*DIS_NET, *DIS, 1, 0, 1),
            (*VCS_FORUM, *AGE, 2, 0, 3),
            (*VCS_FORUM, *BME, 0, 0, 3),
            (*VCS_FORUM, *CVS, 5, 0, 3),
            (*VCS_FORUM, "FoodBank", "Anytown Food Bank", 0, 0, 3),
            (*VCS_FORUM, *DIS, 1, 0, 3),
            (*VCS_FORUM, *FAI, 0, 0, 3),
            (*VCS_FORUM, "OrgX", "OrgX", 0, 0, 3),
            (*VCS_FORUM, "OrgY", "OrgY", 0, 0, 3),
            (*VCS_FORUM, *WOM, 1, 0, 3),
            (*VCS_FORUM, *YOU, 1, 0, 3),
            (*YOUTH_FORUM, *YOU, 1, 0, 1),
        ],
    ),
    "parallel-awards": (
        {},
        [
            (SUPPORT, "Anytown", *pair, "yes", relation, with_target)
            for pair, relation, with_target in [
                (("a1", COUNCIL[1], CVS[1], "a2", ICB[1], VOICE[1], "2025-04-01", "2026-04-01"), OTHERS, 0),
                (("a1", COUNCIL[1], CVS[1], "a4", PCC[1], CVS[1], "2025-04-01", "2026-04-01"), SAME, 0),
                (("a1", COUNCIL[1], CVS[1], "a5", ICB[1], BME[1], "2025-04-01", "2027-04-01"), OTHERS, 1),
                (("a2", ICB[1], VOICE[1], "a3", COUNCIL[1], VOICE[1], "2025-10-01", "2026-04-01"), SAME, 0),
                (("a2", ICB[1], VOICE[1], "a4", PCC[1], CVS[1], "2025-04-01", "2026-04-01"), OTHERS, 0),
                (("a3", COUNCIL[1], VOICE[1], "a4", PCC[1], CVS[1], "2025-10-01", "2026-04-01"), OTHERS, 0),
                (("a3", COUNCIL[1], VOICE[1], "a5", ICB[1], BME[1], "2025-10-01", "2026-10-01"), OTHERS, 1),
                (("a4", PCC[1], CVS[1], "a5", ICB[1], BME[1], "2025-04-01", "2026-04-01"), OTHERS, 1),
            ]
        ],
    ),
    "awards-of-a-recipient": (
        {"recipient": "HealthVoice Anytown"},
        [
            (*VOICE, "a2", *ICB, SUPPORT, "contract", 45000, 45000, "GBP", "2025-04-01", "2026-04-01"),
            (*VOICE, "a3", *COUNCIL, SUPPORT, "grant", 10000, 10000, "GBP", "2025-10-01", "2026-10-01"),
        ],
    ),
    "awards-ending": (
        {"until": "2026-12-31", **AS_OF},
        [
            ("2026-04-01", "a2", *ICB, *VOICE, 45000, 45000, "GBP"),
            ("2026-04-01", "a4", *PCC, *CVS, 12000, 12000, "GBP"),
            ("2026-10-01", "a3", *COUNCIL, *VOICE, 10000, 10000, "GBP"),
        ],
    ),
    "awards-with-gaps": ({}, []),
    "awards-passed-on": ({}, []),
    "pooled-agreements": ({}, []),
    "funding-by-function": (
        {},
        [
            (SUPPORT, *COUNCIL, "GBP", 2, 0, 0, 70000, 70000),
            (SUPPORT, *ICB, "GBP", 2, 0, 0, 65000, 65000),
            (SUPPORT, *PCC, "GBP", 1, 0, 0, 12000, 12000),
        ],
    ),
    "themes-without-an-owner": (AS_OF, [(*FOOD, 1, 0, 0)]),
    "remits-and-voices": (
        AS_OF,
        [
            (*ABUSE, *P4, 1, 0),
            (*ABUSE, *P3, 2, 0),
            (*HATE, *P3, 0, 0),
            (*LONELY, *P2, 2, 0),
            (*MIND, *P2, 0, 0),
            (*STRATEGY, *P1, 0, 0),
            (*YOUTH, *P4, 0, 0),
        ],
    ),
    "owned-themes-without-a-voice": (
        AS_OF,
        [
            (*HATE, 1, 0, 1, "voiced elsewhere only"),
            (*MIND, 1, 0, 0, "no voice"),
            (*STRATEGY, 1, 0, 0, "no voice"),
            (*YOUTH, 1, 0, 0, "no voice"),
        ],
    ),
    "themes-in-several-remits": (AS_OF, [(*ABUSE, 2, 2, 1.0)]),
    "partnerships-without-remit": ({}, []),
    "partnership-links": (
        AS_OF,
        [
            (*P2, *P4, "organisation", *CVS, THIRD),
            (*P2, *P4, "person", *ANN, None),
            (*P2, *P3, "organisation", *CVS, THIRD),
            (*P3, *P4, "organisation", *CVS, THIRD),
            (*P1, *P4, "organisation", *CVS, THIRD),
            (*P1, *P4, "person", *ANN, None),
            (*P1, *P2, "organisation", *AGE, THIRD),
            (*P1, *P2, "organisation", *CVS, THIRD),
            (*P1, *P2, "person", *ANN, None),
            (*P1, *P2, "person", *CATH, None),
            (*P1, *P3, "organisation", *CVS, THIRD),
            (*P1, *P3, "person", *BOB, None),
        ],
    ),
    "subgroups-without-a-vote": (AS_OF, []),
    "records-by-id": (
        {"ids": "s09|anytown:person/ann|CVS|nobody|s09"},
        [
            (
                "organisation",
                *CVS,
                None,
                "register of members",
                "2026-01",
                "anytown",
                "organisations.csv, row 2",
            ),
            (
                "representative",
                *ANN,
                None,
                "board minutes",
                "2026-01",
                "anytown",
                "seats.csv, row 2|seats.csv, row 5|seats.csv, row 10",
            ),
            ("seat", "s09", "member on P4", None, "board minutes", "2026-01", "anytown", "seats.csv, row 10"),
        ],
    ),
    "records-not-checked": (
        {"since": "2025-04-01"},
        [
            (kind, node, name, None, "no date recorded", "anytown")
            for kind, node, name in [
                ("area", "anytown:anytown", "Anytown"),
                ("area", "anytown:beyond-anytown", "Beyond Anytown"),
                ("engagement function", "anytown:representation-support", SUPPORT),
                ("equality group", *LGBT),
                ("equality group", *MUSLIM),
                ("equality group", *DISABLED),
                ("equality group", *ETHNIC),
                ("equality group", *OLDER),
                ("theme", *ABUSE),
                ("theme", *FOOD),
                ("theme", *HATE),
                ("theme", *LONELY),
                ("theme", *MIND),
                ("theme", *STRATEGY),
                ("theme", *YOUTH),
            ]
        ],
    ),
    "names-without-a-row": ({}, []),
    "sources": (
        {},
        [
            ("area", "anytown", 2, 2, None, None),
            ("award", "grants register", 5, 0, "2026-01", "2026-01"),
            ("engagement function", "anytown", 1, 1, None, None),
            ("equality group", "anytown", 5, 5, None, None),
            ("organisation", "anytown", 4, 0, "2026-01", "2026-01"),
            ("organisation", "register of members", 13, 0, "2026-01", "2026-01"),
            ("partnership", "terms of reference", 4, 0, "2026-01", "2026-01"),
            ("representative", "board minutes", 6, 0, "2026-01", "2026-01"),
            ("seat", "board minutes", 11, 0, "2026-01", "2026-01"),
            ("theme", "anytown", 7, 7, None, None),
        ],
    ),
    "isolated-organisations": ({}, []),
    "changes": (
        {"since": "2025-04-01", **AS_OF},
        [
            ("award started", "2025-04-01", "a1", "Council → CVS", *CVS),
            ("award started", "2025-04-01", "a2", "ICB → HealthVoice", *VOICE),
            ("award started", "2025-04-01", "a4", "PCC → CVS", *CVS),
            ("award started", "2025-04-01", "a5", "ICB → BMEForum", *BME),
            ("award started", "2025-10-01", "a3", "Council → HealthVoice", *VOICE),
        ],
    ),
}

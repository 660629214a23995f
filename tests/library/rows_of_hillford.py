"""Rows that every question must give on `tests/data/library` at the end of January 2026, written from its CSV files.

Hillford holds the cases that Anytown has none of: ended and coming terms, unknown bodies, stubs, tenures, mismatches.
"""

from typing import Any

Rows = list[tuple[Any, ...]]
AS_OF = {"as_of": "2026-01-31"}

ALPHA = ("O1", "Alpha Trust")
BETA = ("O2", "Beta Circle")
GAMMA = ("O3", "Gamma Forum")
COUNCIL = ("O4", "Hill Council")
DELTA = ("O5", "Delta Lodge")
CHOIR = ("O6", "Epsilon Choir")
HEALTH = ("library:health-body", "Health Body")

BOARD = ("B1", "Hill Board")
DAMP_GROUP = ("B2", "Damp Group")
CARE_GROUP = ("B3", "Care Group")
WARM_GROUP = ("B4", "Warm Group")

A, B, C, D, E, F, G, H, I, J = (  # noqa: E741
    (f"library:person/r-{letter}", f"R. {letter.upper()}.") for letter in "abcdefghij"
)
NOBODY = (None, None)

HOUSING = ("T1", "housing")
DAMP = ("T2", "damp homes")
CARE = ("T3", "care")
NOISE = ("T4", "noise")
BILLS = ("T5", "fuel bills")
TRANSPORT = ("library:transport", "transport")

DISABLED = ("GE1", "disabled people")
DEAF = ("GE2", "deaf people")
OLDER = ("GE3", "older people")
CARERS = ("GE4", "carers")

REP, OWN, EXPERT = "representative", "own_voice", "expert"
THIRD, LOCAL = "third_sector", "local_authority"
BALLOT = ("open_call", "yes", "ballot paper", "2026-01")

EXPECTED: dict[str, tuple[dict[str, str], Rows]] = {
    "seats-and-holders": (
        AS_OF,
        [
            (*CARE_GROUP, "x10", "member", None, None, *NOBODY, *NOBODY, None, "nobody"),
            (*CARE_GROUP, "x11", "member", True, "observer", *I, *COUNCIL, LOCAL, "filled"),
            (*CARE_GROUP, "x12", "member", False, REP, *A, *ALPHA, THIRD, "filled"),
            (*CARE_GROUP, "x8", "member", True, None, *NOBODY, *NOBODY, None, "nobody"),
            (*CARE_GROUP, "x9", "member", True, None, *NOBODY, *NOBODY, None, "nobody"),
            (*DAMP_GROUP, "x5", "member", True, EXPERT, *A, *ALPHA, THIRD, "filled"),
            (*DAMP_GROUP, "x6", "member", False, OWN, *E, *ALPHA, THIRD, "filled"),
            (*DAMP_GROUP, "x7", "member", None, REP, *F, *DELTA, None, "filled"),
            (*BOARD, "x1", "chair", True, REP, *A, *ALPHA, THIRD, "filled"),
            (*BOARD, "x2", "member", True, REP, *B, *BETA, THIRD, "filled"),
            (*BOARD, "x3", "member", True, REP, *C, *COUNCIL, LOCAL, "filled"),
            (*BOARD, "x4", "member", True, REP, *D, *NOBODY, None, "organisation not recorded"),
            (*WARM_GROUP, "x13", "member", None, OWN, *J, *DELTA, None, "filled"),
            (*WARM_GROUP, "x14", "member", True, None, *NOBODY, *NOBODY, None, "nobody"),
        ],
    ),
    "seats-of-an-organisation": (
        {"organisation": "alpha TRUST", **AS_OF},
        [
            (*ALPHA, *CARE_GROUP, "x12", "member", False, REP, *A, None, None),
            (*ALPHA, *DAMP_GROUP, "x5", "member", True, EXPERT, *A, None, None),
            (*ALPHA, *DAMP_GROUP, "x6", "member", False, OWN, *E, None, None),
            (*ALPHA, *BOARD, "x1", "chair", True, REP, *A, "2024-04-01", "2026-04-01"),
        ],
    ),
    "shares-of-seats": (AS_OF, [(*ALPHA, 4, 5, 0.8, 3), (*BETA, 1, 5, 0.2, 1)]),
    "organisations-on-several-partnerships": (
        AS_OF,
        [(*ALPHA, THIRD, 3, 4, 0.75, 4), (*DELTA, None, 2, 4, 0.5, 2)],
    ),
    "organisations-with-several-seats": (AS_OF, [(*DAMP_GROUP, *ALPHA, 2, 3, 2 / 3)]),
    "partnerships-with-one-voice": (
        AS_OF,
        [(*DAMP_GROUP, *ALPHA, 2, 1, "not known"), (*CARE_GROUP, *ALPHA, 1, 0, "yes")],
    ),
    "seats-by-sector": (
        AS_OF,
        [
            (*CARE_GROUP, THIRD, 1, 1, 1.0),
            (*DAMP_GROUP, THIRD, 2, 3, 2 / 3),
            (*DAMP_GROUP, "not recorded", 1, 3, 1 / 3),
            (*BOARD, THIRD, 2, 4, 0.5),
            (*BOARD, LOCAL, 1, 4, 0.25),
            (*BOARD, "not recorded", 1, 4, 0.25),
            (*WARM_GROUP, "not recorded", 1, 1, 1.0),
        ],
    ),
    "vacant-seats": (
        AS_OF,
        [
            (*CARE_GROUP, "x10", "member", None, None, None, "2026-03-01", None),
            (*CARE_GROUP, "x9", "member", True, REP, "2025-10-01", None, None),
            (*WARM_GROUP, "x14", "member", True, None, None, None, None),
        ],
    ),
    "seats-past-their-end": (AS_OF, [(*CARE_GROUP, "x8", "member", *G, *BETA, "2025-07")]),
    "seats-ending": ({"until": "2026-04-01", **AS_OF}, [("2026-04-01", *BOARD, "x1", "chair", *A, *ALPHA)]),
    "people-on-several-partnerships": (AS_OF, [(*A, 3, 3, 10, 8, 2)]),
    "seats-without-a-mandate": (
        AS_OF,
        [
            (*DAMP_GROUP, "x7", *F, *DELTA, None, "speaks for nobody"),
            (*BOARD, "x1", *A, *ALPHA, THIRD, "assumed"),
            (*BOARD, "x2", *B, *BETA, THIRD, "not recorded"),
            (*BOARD, "x4", *D, *NOBODY, None, "route not recorded"),
        ],
    ),
    "mandates": (
        AS_OF,
        [
            (*CARE_GROUP, "x12", *A, *ALPHA, "theme", *CARE, *BALLOT),
            (*CARE_GROUP, "x12", *A, *ALPHA, "theme", *BILLS, *BALLOT),
            (*CARE_GROUP, "x12", *A, *ALPHA, "equality group", *OLDER, *BALLOT),
            (*DAMP_GROUP, "x5", *A, *ALPHA, "theme", *DAMP, "nomination", "no", None, None),
            (*BOARD, "x1", *A, *ALPHA, "organisation", *GAMMA, "assumed", "no", None, None),
            (*BOARD, "x4", *D, *NOBODY, "equality group", *DISABLED, None, "not known", None, None),
        ],
    ),
    "capacity-mismatches": (
        AS_OF,
        [
            (*DAMP_GROUP, "x5", REP, EXPERT, *A, *ALPHA, "a mandate that gives no voice"),
            (*DAMP_GROUP, "x5", REP, EXPERT, *A, *ALPHA, "another capacity than asked for"),
        ],
    ),
    # Third sector or not recorded: x1, x2, x5, x6, x7, x12, x13; x4 has no body and x2 no mandate on record.
    "groups-without-a-seat": (
        AS_OF,
        [
            (*CARERS, 1, 7, 7, 1, 1, 0, "not known"),
            (*DEAF, 0, 7, 7, 1, 1, 1, "not known"),
            (*DISABLED, 0, 7, 7, 1, 1, 1, "not known"),
        ],
    ),
    "group-links": (
        AS_OF,
        [
            (*CARERS, "advocates for", *GAMMA, 0),
            (*DEAF, None, *NOBODY, 0),
            (*DISABLED, None, *NOBODY, 0),
            (*OLDER, "serves", *ALPHA, 4),
        ],
    ),
    "groups-rarely-asked-about": (
        {"at_most": "1"},
        [(*CARERS, 1, 7, 1 / 7), (*DEAF, 1, 7, 1 / 7), (*DISABLED, 1, 7, 1 / 7)],
    ),
    "organisations-never-asked": (
        AS_OF,
        [
            (*DELTA, None, 0, 2),
            (*COUNCIL, LOCAL, 0, 2),
            (*BETA, THIRD, 0, 1),
            (*CHOIR, THIRD, 0, 0),
            (*HEALTH, None, 0, 0),
        ],
    ),
    "linked-organisations-without-a-seat": (AS_OF, [(*GAMMA, "advocates for", *CARERS)]),
    "forum-members": (AS_OF, [(*GAMMA, *BETA, 1, 0, 1)]),
    "parallel-awards": (
        {},
        [
            (
                *("consultation", "Hillford", "f1", COUNCIL[1], ALPHA[1], "f2", HEALTH[1], BETA[1]),
                *("2025-06-01", "2026-01-01", "yes", "pooled", 0),
            ),
            (
                *("consultation", "Hillford", "f2", HEALTH[1], BETA[1], "f4", COUNCIL[1], GAMMA[1]),
                *("2025-06-01", None, "not known", "different recipients", 1),
            ),
        ],
    ),
    "awards-of-a-recipient": (
        {"recipient": "o2"},
        [
            (*BETA, "f5", *COUNCIL, None, None, 200, 200, "EUR", None, "2025-09"),
            (*BETA, "f3", *ALPHA, "training", None, 300, 300, "GBP", "2025-02-01", None),
            (*BETA, "f2", *HEALTH, "consultation", None, 500, 500, "GBP", "2025-06-01", "2026-06-01"),
        ],
    ),
    "awards-ending": (
        {"until": "2026-06-01", **AS_OF},
        [("2026-06-01", "f2", *HEALTH, *BETA, 500, 500, "GBP")],
    ),
    "awards-with-gaps": (
        {},
        [
            ("f3", *ALPHA, *BETA, True, False, True, True, False, "ledger"),
            ("f5", *COUNCIL, *BETA, False, True, True, False, True, "ledger"),
            ("f4", *COUNCIL, *GAMMA, True, False, False, True, True, "ledger"),
        ],
    ),
    "awards-passed-on": (
        {},
        [("f1", COUNCIL[1], ALPHA[1], "f3", ALPHA[1], BETA[1], 1000, 300, "GBP")],
    ),
    "pooled-agreements": ({}, [("POOL", "GBP", 2, 2, 2, 0, 1500, 2500)]),
    "funding-by-function": (
        {},
        [
            (None, *COUNCIL, "EUR", 1, 0, 0, 200, 200),
            ("consultation", *HEALTH, "GBP", 1, 0, 0, 500, 500),
            ("consultation", *COUNCIL, None, 1, 1, 1, None, None),
            ("consultation", *COUNCIL, "GBP", 1, 0, 0, 1000, 2000),
            ("training", *ALPHA, "GBP", 1, 0, 0, 300, 300),
            ("training", *COUNCIL, None, 1, 1, 1, None, None),
        ],
    ),
    "themes-without-an-owner": (AS_OF, [(*NOISE, 1, 1, 1)]),
    "remits-and-voices": (
        AS_OF,
        [
            (*CARE, *CARE_GROUP, 1, 0),
            (*DAMP, *BOARD, 1, 1),
            (*DAMP, *WARM_GROUP, 0, 1),
            (*BILLS, *WARM_GROUP, 0, 1),
            (*HOUSING, *BOARD, 1, 1),
            (*TRANSPORT, *CARE_GROUP, 0, 0),
        ],
    ),
    "owned-themes-without-a-voice": (
        AS_OF,
        [
            (*BILLS, 1, 1, 1, "not known"),
            (*TRANSPORT, 1, 0, 0, "no voice"),
        ],
    ),
    "themes-in-several-remits": (AS_OF, [(*DAMP, 2, 1, 0.5)]),
    "partnerships-without-remit": ({}, [(*DAMP_GROUP, "sub-group", None, "clerk", 3)]),
    "partnership-links": (
        AS_OF,
        [
            (*DAMP_GROUP, *CARE_GROUP, "organisation", *ALPHA, THIRD),
            (*DAMP_GROUP, *CARE_GROUP, "person", *A, None),
            (*DAMP_GROUP, *WARM_GROUP, "organisation", *DELTA, None),
            (*BOARD, *CARE_GROUP, "organisation", *ALPHA, THIRD),
            (*BOARD, *CARE_GROUP, "organisation", *COUNCIL, LOCAL),
            (*BOARD, *CARE_GROUP, "person", *A, None),
            (*BOARD, *DAMP_GROUP, "organisation", *ALPHA, THIRD),
            (*BOARD, *DAMP_GROUP, "person", *A, None),
        ],
    ),
    "subgroups-without-a-vote": (
        AS_OF,
        [
            (*CARE_GROUP, *BOARD, "all", 2, 1, 0, "no vote"),
            (*WARM_GROUP, *BOARD, None, 1, 0, 1, "not known"),
        ],
    ),
    "records-by-id": (
        {"ids": "x9|library:health-body|f1"},
        [
            ("award", "f1", "O4 → O1", None, "ledger", "2026-01", "library", "funding.csv, row 2"),
            ("organisation", *HEALTH, True, "library", None, "library", "funding.csv, row 3"),
            (
                "seat",
                "x9",
                "member on B3",
                None,
                "minutes",
                "2025-06",
                "library",
                "seats.csv, row 10|seats.csv, row 11",
            ),
        ],
    ),
    "records-not-checked": (
        {"since": "2025-06-15"},
        [
            ("area", "library:hillford", "Hillford", None, "no date recorded", "library"),
            ("organisation", *ALPHA, "2025", "perhaps before", "register"),
            ("organisation", *DELTA, "2024-12", "before", "phone list"),
            ("organisation", *CHOIR, "2025-06", "perhaps before", "phone list"),
            ("organisation", *HEALTH, None, "no date recorded", "library"),
            ("organisation", *COUNCIL, None, "no date recorded", "register"),
            *(
                (kind, *record, "2025-06", "perhaps before", "minutes")
                for kind, record in [
                    ("partnership", CARE_GROUP),
                    ("partnership", WARM_GROUP),
                    ("representative", G),
                    ("representative", H),
                    ("representative", I),
                    ("representative", J),
                    ("seat", ("x10", "member on B3")),
                    ("seat", ("x11", "member on B3")),
                    ("seat", ("x12", "member on B3")),
                    ("seat", ("x8", "member on B3")),
                    ("seat", ("x9", "member on B3")),
                    ("seat", ("x13", "member on B4")),
                    ("seat", ("x14", "member on B4")),
                ]
            ),
            ("theme", *TRANSPORT, None, "no date recorded", "library"),
        ],
    ),
    "names-without-a-row": (
        {},
        [
            ("area", "library:hillford", "Hillford", "library"),
            ("organisation", *HEALTH, "library"),
            ("theme", *TRANSPORT, "library"),
        ],
    ),
    "sources": (
        {},
        [
            ("area", "library", 1, 1, None, None),
            ("award", "ledger", 5, 0, "2026-01", "2026-01"),
            ("engagement function", "library", 2, 0, "2026-01", "2026-01"),
            ("equality group", "library", 4, 0, "2026-01", "2026-01"),
            ("organisation", "library", 1, 1, None, None),
            ("organisation", "phone list", 2, 0, "2024-12", "2025-06"),
            ("organisation", "register", 4, 1, "2025", "2026-01-10"),
            ("partnership", "minutes", 4, 0, "2025-06", "2026-01"),
            ("representative", "minutes", 10, 0, "2025-06", "2026-01"),
            ("seat", "minutes", 14, 0, "2025-06", "2026-01"),
            ("theme", "library", 6, 1, "2026-01", "2026-01"),
        ],
    ),
    "isolated-organisations": ({}, [(*CHOIR, THIRD, None, "phone list", "2025-06")]),
    "changes": (
        {"since": "2025-04-01", **AS_OF},
        [
            ("award ended", "2025-10-01", "f5", "O4 → O2", *BETA),
            ("award ended", "2026-01-01", "f1", "O4 → O1", *ALPHA),
            ("award started", "2025-06-01", "f2", "Health Body → O2", *BETA),
            ("award started", "2025-06-01", "f4", "O4 → O3", *GAMMA),
            ("organisation left a seat", "2025-08-01", "x8", "member on B3", *BETA),
            ("organisation left a seat", "2025-10-01", "x9", "member on B3", *ALPHA),
            ("organisation took a seat", "2025-06-01", "x2", "member on B1", *BETA),
            ("person left a seat", "2025-08-01", "x8", "member on B3", *G),
            ("person left a seat", "2025-10-01", "x9", "member on B3", *H),
            ("person took a seat", "2025-06-01", "x2", "member on B1", *B),
        ],
    ),
}

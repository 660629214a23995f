"""The names of the relations that two awards may have."""

from __future__ import annotations

PASS_THROUGH, POOLED, SERIES, UNKNOWN, NONE = "pass_through", "pooled", "same_award_series", "unknown", "none"
COMPLEMENTARY, SPLIT, CO_FUNDING, DUPLICATION = (
    "complementary_target",
    "split_commission",
    "co_funding",
    "duplication_candidate",
)
NOT_COMPARED = "not_compared"
"""Stands for pairs with an award that was passed on: it stands as the awards paid out of it."""

GRAVEST_FIRST = (DUPLICATION, CO_FUNDING, SPLIT, COMPLEMENTARY, POOLED, SERIES, UNKNOWN, NONE)
EVERYBODY = ""
"""Stands for the target of an award that names none."""

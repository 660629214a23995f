"""Parity: do groups hold seats in proportion to their people, one by one and over a whole characteristic?"""

from __future__ import annotations

import pandas as pd

from netmap.analyses.coverage.ladder import Ladder
from netmap.analyses.coverage.tallies import Tallies
from netmap.measures.multiple import benjamini_hochberg
from netmap.measures.proportions import Disproportion, disproportion, parity, seats_needed

TOO_FEW, FEWER, NO_DIFFERENCE = "too_few_seats", "fewer_than_its_share", "no_clear_difference"
COLUMNS = (
    "characteristic",
    "group_id",
    "group",
    "people",
    "of_people",
    "people_share",
    "population_source",
    "seats",
    "of_seats",
    "seat_share",
    "expected_seats",
    "ratio",
    "low",
    "high",
    "chance_of_so_few",
    "adjusted",
    "reading",
    "chance_of_none",
    "seats_needed",
)


def parity_table(ladder: Ladder, tallies: Tallies) -> pd.DataFrame:
    """Does each group have as large a share of the seats as of the people?

    Definition: seats are people on third-sector seats, each once; those of a group represent it (level 1
    to 3). A group has a row where its population and the number of everybody are recorded, and it is not
    everybody itself. Below the fewest expected seats there is no ratio. `adjusted` is the chance of so
    few seats corrected for the number of groups of one characteristic (Benjamini and Hochberg).
    """
    groups = ladder.groups
    if tallies.everybody is None:
        return pd.DataFrame(columns=list(COLUMNS))
    kept = [group for group in groups.ids if group in groups.populations and not groups.is_intersection(group)]
    rows = [_row(ladder, tallies, group, tallies.everybody) for group in kept if not tallies.is_everybody(group)]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    settings = ladder.seating.settings.coverage
    for _, part in table[table["ratio"].notna()].groupby("characteristic"):
        adjusted = benjamini_hochberg(part["chance_of_so_few"].astype(float).to_numpy())
        table.loc[part.index, "adjusted"] = adjusted
        below = (adjusted <= settings.parity_false_discovery_rate) & (part["ratio"] < 1).to_numpy()
        table.loc[part.index[below], "reading"] = FEWER
    return table.astype(object).where(table.notna(), None)


def _row(ladder: Ladder, tallies: Tallies, group: str, everybody: float) -> dict[str, object]:
    settings, groups = ladder.seating.settings.coverage, ladder.groups
    people = min(groups.populations[group], everybody)
    found = parity(
        tallies.people_of(group), tallies.all_people, people, everybody, confidence=settings.interval_confidence
    )
    enough = found.ratio is not None and (found.expected or 0) >= settings.fewest_expected_seats
    return {
        "characteristic": groups.names[groups.tree.top(group)],
        "group_id": group,
        "group": groups.names[group],
        "people": people,
        "of_people": everybody,
        "people_share": found.people_share,
        "population_source": groups.source_of(group),
        "seats": tallies.people_of(group),
        "of_seats": tallies.all_people,
        "seat_share": found.seat_share,
        "expected_seats": found.expected,
        "ratio": found.ratio if enough else None,
        "low": found.low if enough else None,
        "high": found.high if enough else None,
        "chance_of_so_few": found.chance_of_so_few if enough else None,
        "adjusted": None,
        "reading": NO_DIFFERENCE if enough else TOO_FEW,
        "chance_of_none": found.chance_of_none,
        "seats_needed": seats_needed(found.people_share or 0, alpha=1 - settings.interval_confidence),
    }


def disproportion_of(ladder: Ladder, tallies: Tallies, parent: str) -> tuple[Disproportion, int, float]:
    """Give how far the categories of a group are from parity, the voices counted, and the people in no category.

    Figures are None unless the categories exclude each other. Somebody who speaks for two of them is
    counted in both.
    """
    categories = tallies.categories(parent)
    if not tallies.divides_everybody(parent):
        return Disproportion(None, None), 0, 0.0
    seats = [tallies.people_of(each) for each in categories]
    people = [ladder.groups.populations[each] for each in categories]
    return disproportion(seats, people), sum(seats), max(0.0, (tallies.everybody or 0.0) - sum(people))

"""How an organisation with many seats comes to speak there: in its own voice, or with a mandate."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from netmap.analyses.dominance.voices import Voices
from netmap.analyses.seating import REPRESENTATIVE, Seating

OWN_VOICE, MANDATED, LAPSED, UNKNOWN = (
    "dominant_own_voice",
    "dominant_mandated",
    "dominant_mandate_lapsed",
    "dominant_unknown",
)


def classify(seats: int, mandated: int, reported: int, not_recorded: int) -> str:
    """How does an organisation with many seats come to speak there?

    Definition: `dominant_own_voice` when at least half of its seats carry no current mandate,
    `dominant_mandated` when more than half do and each of those reported back in time,
    `dominant_mandate_lapsed` when a report back is missing, `dominant_unknown` when mandates that
    nobody wrote down could change the answer.

    Parameters
        seats, mandated, reported, not_recorded: counts of its seats.
    Returns
        One of the four codes.
    Source
        METHODS 3.5.
    Example
        >>> classify(5, 3, 3, 0), classify(5, 1, 1, 0), classify(5, 1, 1, 4)
        ('dominant_mandated', 'dominant_own_voice', 'dominant_unknown')
    """
    own = seats - mandated
    if own * 2 >= seats:
        return UNKNOWN if (own - not_recorded) * 2 < seats else OWN_VOICE
    return MANDATED if reported == mandated else LAPSED


def with_mandates(seating: Seating, held: pd.DataFrame) -> pd.DataFrame:
    """Mark which held seats carry a current mandate from somebody, which reported back, and which say nothing."""
    rows = seating.mandates[seating.mandates["current"]]
    targets = rows[["target_kind", "target_id"]].drop_duplicates()
    spoken = {target for target in targets.itertuples(index=False, name=None) if seating.constituency(*target)}
    ends = zip(rows["target_kind"], rows["target_id"], strict=True)
    rows = rows[np.fromiter((target in spoken for target in ends), dtype=bool, count=len(rows))]
    asks = held["capacity"].isna() | (held["capacity"] == REPRESENTATIVE)
    return held.assign(
        mandated=held["seat_id"].isin(rows["seat_id"]),
        reported=held["seat_id"].isin(rows.loc[rows["reported"], "seat_id"]),
        not_recorded=asks & held["mandate_recorded"].isna(),
    )


def classes_of(voices: Voices, clusters: pd.Series, wanted: Sequence[tuple[str, str | None]]) -> list[str | None]:
    """Classify one organisation in each of several clusters of seats; None where none is named."""
    marked = with_mandates(voices.seating, voices.held).assign(cluster=clusters.to_numpy())
    counts = marked.groupby(["cluster", "organisation_id"]).agg(
        seats=("seat_id", "size"),
        mandated=("mandated", "sum"),
        reported=("reported", "sum"),
        not_recorded=("not_recorded", "sum"),
    )
    found = dict(zip(counts.index, counts.itertuples(index=False, name=None), strict=True))
    return [None if body is None else classify(*found[cluster, body]) for cluster, body in wanted]

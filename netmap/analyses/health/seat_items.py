"""Items of the checklist that the records of seats, partnerships and organisations can answer."""

from __future__ import annotations

import numpy as np
import pandas as pd

from netmap.analyses.coverage.chains import mandate_table
from netmap.analyses.coverage.ladder import Ladder
from netmap.analyses.health.one_person import in_detail
from netmap.analyses.health.sector_seats import SectorSeats
from netmap.analyses.health.tally import Tally, tally
from netmap.measures.tristate import ACCOUNTABILITY_ITEMS, NO, YES
from netmap.model.dates import end_days, first_days
from netmap.words import words_of

_say = words_of("analyses/health")


def records_checked(seats: SectorSeats) -> Tally:
    """Count the records of organisations, partnerships and seats that are described and were checked lately.

    A record that is only named in a cell counts as not described. One that does not say when it was
    checked, or says a month or year that holds the limit, is not known.
    """
    seating, months = seats.seating, seats.seating.settings.health.record_months
    bodies = seats.bodies
    bodies = bodies[bodies["id"].isin(seating.scope.organisations())] if seating.scope.area else bodies
    places = seating.scope.partnerships()
    records = pd.concat([each[["as_of", "stub"]] for each in (bodies, places, seating.seats.assign(stub=False))])
    since = (pd.Timestamp(seating.as_of) - pd.DateOffset(months=months)).strftime("%Y-%m-%d")
    fresh = first_days(records["as_of"]).fillna("") >= since
    stale = end_days(records["as_of"]).fillna("9999") <= since
    stub = records["stub"].eq(True)
    return tally(_say("counts_checked", months=months), (fresh & ~stub).astype(bool), (stale | stub))


def subgroups_with_vote(seats: SectorSeats) -> Tally:
    """Count the sub-groups where a third-sector seat that may vote is filled."""
    held = seats.of_all_sectors
    votes, may_vote = held["voting"].eq(True), ~held["voting"].eq(False)
    sure = _any(seats, held["third"] & votes)
    possible = _any(seats, (held["third"] | held["unknown"]) & may_vote) | seats.partly_listed
    subgroups = seats.seating.scope.partnerships()["parent_id"].notna().to_numpy()
    return _places(_say("counts_subgroups"), sure[subgroups], possible[subgroups])


def both_sectors(seats: SectorSeats) -> Tally:
    """Count the partnerships on which both the third sector and a public body hold a seat.

    Where no seat at all is recorded for a public body, those seats were not listed: not known, not no.
    """
    held = seats.of_all_sectors
    third, public = _any(seats, held["third"]), _any(seats, held["public"])
    lacking = (~third).astype(int) + (~public).astype(int)
    unsure = np.bincount(held.loc[held["unknown"], "place"], minlength=len(third))
    possible = (unsure >= lacking) | seats.partly_listed | (not public.any())
    return _places(_say("counts_both_sectors"), third & public, possible)


def accountability(seats: SectorSeats) -> Tally:
    """Count the items of accountability on record, seven for each mandate of a filled seat."""
    if not in_detail(seats):
        return Tally("")
    answers = mandate_table(Ladder(seats.seating))[list(ACCOUNTABILITY_ITEMS)].to_numpy(dtype=object)
    yes, no = int((answers == YES).sum()), int((answers == NO).sum())
    says = _say("counts_accountability", items=len(ACCOUNTABILITY_ITEMS))
    return Tally(says, yes, no, answers.size - yes - no)


def reporting_lines(seats: SectorSeats) -> Tally:
    """Count the partnerships of which it is recorded that they report to another, or that another reports to them."""
    places = seats.seating.scope.partnerships()
    parents = set(seats.seating.network.table("partnerships")["parent_id"].dropna())
    linked = places["parent_id"].notna() | places["id"].isin(parents)
    return tally(_say("counts_reporting"), linked, pd.Series(False, places.index))


def single_voices(seats: SectorSeats) -> Tally:
    """Count the partnerships with two or more third-sector seats, all held for one organisation.

    Not known where a seat of unrecorded body or sector, or one that is not listed, could be another voice.
    """
    held = seats.of_all_sectors
    named = held[held["third"] & held["organisation_id"].notna()]
    count = np.bincount(named["place"], minlength=len(seats.partly_listed))
    different = named.drop_duplicates(["place", "organisation_id"])
    voices = np.bincount(different["place"], minlength=len(count))
    several, unsure = count > 1, _any(seats, held["unknown"]) | seats.partly_listed
    alone = several & (voices == 1)
    return _places(_say("counts_single_voices"), (alone & ~unsure)[several], alone[several])


def seats_without_history(seats: SectorSeats) -> Tally:
    """Count the seats of which no first or last day of any holder is recorded."""
    tenures = pd.concat([each[["seat_id", "start_day", "end_day"]] for each in seats.tenures])
    dated = tenures.loc[tenures["start_day"].notna() | tenures["end_day"].notna(), "seat_id"]
    kept = seats.rows["seat_id"].isin(dated) | seats.rows["vacant_from"].notna()
    return tally(_say("counts_no_history"), ~kept, kept)


def _any(seats: SectorSeats, which: pd.Series) -> np.ndarray:
    """Say of each partnership whether any of its seats is so."""
    places = seats.of_all_sectors.loc[which, "place"]
    return np.bincount(places, minlength=len(seats.partnerships)) > 0


def _places(says: str, sure: np.ndarray, possible: np.ndarray) -> Tally:
    """Count partnerships that are so for certain, cannot be so, or may be."""
    yes, unknown = int(sure.sum()), int((possible & ~sure).sum())
    return Tally(says, yes, len(sure) - yes - unknown, unknown)

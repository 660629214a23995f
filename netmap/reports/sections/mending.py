"""Records that would make a report surer if mended: joined to nothing, without a sector, not checked lately."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from netmap.analyses.seating import Seating, read_seating
from netmap.model.dates import end_days
from netmap.model.words import counted
from netmap.reports.answers import Answers
from netmap.reports.document import Block, Heading, Paragraph
from netmap.reports.sections.tables import Row, columns, cut_table
from netmap.words import words_of

SHOWN_RECORDS = 60
_say = words_of("reports/mending")


def mending_part(answers: Answers) -> tuple[Block, ...]:
    """Name the records to mend, the ones that leave most open first."""
    seating = read_seating(answers.network, answers.as_of, answers.asked.area, answers.settings)
    rows = [*_without_sector(seating), *_without_organisation(seating), *_alone(seating), *_stale(seating)]
    head = Heading(3, _say("heading"), "records-to-mend")
    if not rows:
        return (head, Paragraph(_say("none")))
    table = cut_table(
        _say("caption", count=counted(len(rows), "record")),
        columns("Record", "What is open", "Source", "Checked"),
        rows,
        limit=SHOWN_RECORDS,
        rest=_say("rest", day=_limit(seating).date().isoformat()),
        note=_say("note", months=answers.settings.health.record_months),
        name="records-to-mend",
    )
    return (head, table)


def _row(row: dict[Any, Any], name: str, what: str) -> Row:
    return name, what, row["source"] or _say("no_source"), row["as_of"] or _say("no_date")


def _sorted(rows: pd.DataFrame, *by: str) -> list[dict[Any, Any]]:
    plain = rows.astype(object).where(rows.notna(), None)
    return list(plain.sort_values(list(by)).to_dict("records"))


def _without_sector(seating: Seating) -> Iterator[Row]:
    """Name the organisations that hold a seat and have no sector: it is open whether their seats count."""
    seats = seating.filled
    held = seats[seats["sector"].isna() & seats["organisation_id"].notna()]
    bodies = seating.scope.network.table("organisations").drop_duplicates("id")
    for row in _sorted(bodies[bodies["id"].isin(held["organisation_id"])], "name", "id"):
        own = held.loc[held["organisation_id"] == row["id"], "seat_id"]
        yield _row(row, row["name"], _say("sector", seats=", ".join(sorted(own))))


def _without_organisation(seating: Seating) -> Iterator[Row]:
    held = seating.filled
    names = seating.scope.network.names("Partnership")
    for row in _sorted(held[held["organisation_id"].isna()], "seat_id"):
        yield _row(row, _say("seat", seat=row["seat_id"], partnership=names[row["partnership_id"]]), _say("nobody"))


def _alone(seating: Seating) -> Iterator[Row]:
    rows = seating.scope.network.ask("isolated-organisations", {})
    own = rows[rows["organisation_id"].isin(seating.scope.organisations())] if seating.scope.area else rows
    for row in _sorted(own, "organisation", "organisation_id"):
        yield _row(row, row["organisation"], _say("alone"))


def _stale(seating: Seating) -> Iterator[Row]:
    """Name the partnerships, then the organisations, that were last checked too long ago, the oldest first."""
    scope = seating.scope
    bodies = scope.network.table("organisations").drop_duplicates("id")
    if scope.area:
        bodies = bodies[bodies["id"].isin(scope.organisations())]
    limit = _limit(seating).strftime("%Y-%m-%d")
    for rows in (scope.partnerships(), bodies):
        old = rows[end_days(rows["as_of"]).fillna("9999") <= limit]
        for row in _sorted(old, "as_of", "name", "id"):
            yield _row(row, row["name"], _say("stale"))


def _limit(seating: Seating) -> pd.Timestamp:
    months = seating.settings.health.record_months
    return pd.Timestamp(seating.as_of) - pd.DateOffset(months=months)

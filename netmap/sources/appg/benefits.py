"""What the UK parliamentary groups are given: the benefits that a group must register, as awards."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from netmap.model.dates import read_day
from netmap.sources.appg.groups import Group, Record, Row, plain, scoped_id

HEADINGS = {
    "funder": "detailed_benefits.Source",
    "recipient": "detailed_benefits",
    "id": "detailed_benefits",
    "function": "detailed_benefits.Description",
    "amount": "detailed_benefits.Value £s",
    "amount_max": "detailed_benefits.Value £s In bands",
    "currency": "detailed_benefits.Value £s",
    "instrument": "detailed_benefits.benefit_type",
    "start_date": "detailed_benefits.Description",
    "end_date": "detailed_benefits.Description",
    "description": "detailed_benefits.Description",
    "received": "detailed_benefits.Received",
    "registered": "detailed_benefits.Registered",
    "source": "source_url",
    "as_of": "index_date",
}
SECRETARIAT = "secretariat"
_INSTRUMENTS = {"Benefits In Kind": "in_kind", "Financial Benefits": "grant"}
_VALUE = "Value £s"
_BAND = re.compile(r"([\d,]+)\s*[-–]\s*([\d,]+)")
_DAY = r"(\d{1,2}/\d{1,2}/\d{4})"
_PERIOD = re.compile(rf"From\s*:\s*{_DAY}\s*To\s*:\s*{_DAY}")


@dataclass
class Benefits:
    """Awards by line, the mentions of who gave them, the groups that have any, and periods that run backwards."""

    awards: list[Row] = field(default_factory=list)
    funders: list[tuple[int, str, str]] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    backwards: list[int] = field(default_factory=list)


def read_benefits(groups: Iterable[Group]) -> Benefits:
    """Who gives each group what?

    Definition: one award for each registered benefit, from its source to the secretariat of the group,
    because a group is a partnership and an award needs a body that is paid. A band keeps both ends. The
    term is the period in the description, whose last day is inclusive; where there is none, or it ends
    before it starts, the term is not known: the day received is no start. That others pay the source
    ("is paid by the following …") stays in the description. The function is `secretariat` where the
    description says so, else not known.
    """
    benefits = Benefits()
    for group in groups:
        records = group.records("detailed_benefits")
        if records:
            benefits.groups.append(group)
        for number, record in enumerate(records, start=1):
            benefits.awards.append((group.row, _award(group, number, record, benefits)))
    return benefits


def secretariat_id(group: Group) -> str:
    """Give the id of the body that stands for a group's secretariat."""
    return f"{group.key}/{SECRETARIAT}"


def _award(group: Group, number: int, record: Record, benefits: Benefits) -> dict[str, str | None]:
    funder, description = plain(record.get("Source")), plain(record.get("Description"))
    low, high = _amounts(record)
    start, end = _term(description or "")
    if start and end and end <= start:
        benefits.backwards.append(group.row)
        start = end = None
    funder_id = scoped_id(group.parliament, "organisation", funder) if funder else None
    if funder and funder_id:
        benefits.funders.append((group.row, funder_id, funder))
    return {
        "funder": funder_id,
        "recipient": secretariat_id(group),
        "id": f"{group.key}/benefit/{number}",
        "function": SECRETARIAT if SECRETARIAT in (description or "").lower() else None,
        "amount": low,
        "amount_max": high,
        "currency": "GBP",
        "instrument": _INSTRUMENTS.get(str(record.get("benefit_type"))),
        "start_date": start,
        "end_date": end,
        "description": description,
        "received": plain(record.get("Received")),
        "registered": plain(record.get("Registered")),
        "source": group.source(),
        "as_of": group.as_of,
    }


def _amounts(record: Record) -> tuple[str | None, str | None]:
    """Give both ends of a band, or the one amount; what is neither is left for the check of the column."""
    text = next((plain(value) for name, value in record.items() if name.startswith(_VALUE)), None)
    band = _BAND.fullmatch(text or "")
    return (band[1], band[2]) if band else (text, None)


def _term(description: str) -> tuple[str | None, str | None]:
    found = _PERIOD.search(description)
    if not found:
        return None, None
    first, last = read_day(found[1]), read_day(found[2])
    if first is None or last is None:
        return None, None
    return first.isoformat(), (last + datetime.timedelta(days=1)).isoformat()

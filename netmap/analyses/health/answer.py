"""Can the people and the places that carry engagement carry it, and for how long?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from netmap.analyses.collecting import without_collecting
from netmap.analyses.health.answers import Records, checklist_table
from netmap.analyses.health.balance import Bodies, balance_table
from netmap.analyses.health.checklist import Score, score, score_table
from netmap.analyses.health.diaries import diaries
from netmap.analyses.health.figures import caveats, headline, values_of
from netmap.analyses.health.findings import capacity_mismatches, heavy_loads, long_vacancies, term_cliffs
from netmap.analyses.health.fit import mismatches, specification
from netmap.analyses.health.one_person import drops, last_voices, points
from netmap.analyses.health.sector_seats import SectorSeats
from netmap.analyses.health.terms import lapsed, terms
from netmap.analyses.health.vacancies import vacancies
from netmap.analyses.result import Finding, Result, in_order
from netmap.analyses.seating import read_seating
from netmap.analyses.settings import DEFAULTS, Settings
from netmap.measures.tristate import MISMATCH, UNKNOWN, YES
from netmap.model.words import counted
from netmap.network import Network
from netmap.words import words_of

COLUMNS = (
    "partnership_id",
    "partnership",
    "seats",
    "filled",
    "vacant",
    "vacant_too_long",
    "vacant_unknown",
    "lapsed",
    "known_ends",
    "unknown_ends",
    "ends_soon",
    "named",
    "heavy",
    "heavy_unknown",
    "mismatches",
    "match_unknown",
    "specified_lower",
    "specified_upper",
)
_say = words_of("analyses/health")


@dataclass(frozen=True, kw_only=True)
class HealthResult(Result):
    """How each partnership's places are specified, filled and ending; `score` is that of the health check."""

    name = "health"
    in_short = (
        "partnership",
        "seats",
        "vacant",
        "vacant_too_long",
        "known_ends",
        "ends_soon",
        "mismatches",
        "specified_lower",
        "specified_upper",
    )
    score: Score


@without_collecting()
def health(network: Network, *, as_of: str, area: str | None = None, settings: Settings = DEFAULTS) -> HealthResult:
    """Can the people and places that carry engagement carry it, and for how long?

    Definition: over the seats that are not known to be held for public or private bodies: vacancies and
    the meetings they missed, load of each person, ends of terms, capacity asked for against capacity
    sat in, what each partnership writes down; the balance of small and local bodies; and the fifty items
    of the health check, answered as far as records go.
    Isolated and vacant: a partnership without seats has a row of zeros; an organisation without a seat
    counts in the balance.

    Parameters
        network: the network.
        as_of: the day, as ISO text.
        area: a place by name or id; None means everywhere.
        settings: thresholds, in the sections `mandates` and `health`.
    Returns
        HealthResult: its table has one row for each partnership in order of name; `vacant_unknown` counts the
        vacancies that may be too long, `heavy` the filled seats held by somebody with a heavy load, of those
        that name somebody. Further tables:
        `mismatches`, `specification`, `load`, `vacancies`, `terms`, `lapsed`, `balance`, `single_points`,
        `group_drops`, `checklist`, `checklist_areas`. Beyond the seats of `most_seats_in_detail` these two are empty,
        the accountability of mandates is not worked out, and a caveat says so.
    Raises
        AnalysisError: the area is not known.
    Cost
        n log n in seats; linear in organisations, partnerships and awards.
    Source
        METHODS 7.1 to 7.5; checked against OVERLOAD, VACANCY, TERM-CLIFF, SIZE-BALANCE, HEALTH, HC-COUNT.
    """
    seats = SectorSeats(read_seating(network, as_of, area, settings))
    bodies = Bodies(seats)
    details = {
        "mismatches": mismatches(seats),
        "specification": specification(seats),
        "load": diaries(seats),
        "vacancies": vacancies(seats),
        "terms": terms(seats),
        "lapsed": lapsed(seats),
        "balance": balance_table(bodies),
        "single_points": points(seats),
        "group_drops": drops(seats),
        "checklist": checklist_table(Records(seats, bodies)),
    }
    found = score(details["checklist"].set_index("id")["answer"].to_dict())
    details["checklist_areas"] = score_table(found)
    findings, left_out = _findings(seats, details)
    details["single_points"] = details["single_points"].head(settings.issues.most_single_points)
    values = values_of(seats, bodies, details, found)
    return HealthResult(
        as_of=as_of,
        scope=seats.seating.scope.name,
        parameters=settings.used("mandates", "health"),
        headline=headline(values, settings.health),
        values=values,
        caveats=(*caveats(seats, details, values), *left_out),
        findings=in_order(findings),
        rows=_table(seats, details),
        details=details,
        score=found,
    )


def _findings(seats: SectorSeats, details: Mapping[str, pd.DataFrame]) -> tuple[list[Finding], list[str]]:
    """Give the findings, and for each table how many more it would give."""
    found: list[Finding] = []
    left_out = []
    for table, say in (
        ("vacancies", long_vacancies),
        ("terms", term_cliffs),
        ("load", heavy_loads),
        ("mismatches", capacity_mismatches),
        ("single_points", last_voices),
    ):
        own, more = say(seats, details[table])
        found += own
        if more:
            left_out.append(_say("caveat_left_out", findings=counted(more, "more finding"), table=table))
    return found, left_out


def _table(seats: SectorSeats, details: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    places, vacant, fit = seats.partnerships, details["vacancies"], details["mismatches"]
    ends = details["terms"].set_index("partnership_id").reindex(places["partnership_id"])
    filled, empty = seats.count(seats.filled), seats.count(vacant)
    named = seats.filled.dropna(subset=["representative_id"])
    load = named["representative_id"].map(details["load"].set_index("representative_id")["heavy"])
    return pd.DataFrame(
        {
            "partnership_id": places["partnership_id"],
            "partnership": places["partnership"],
            "seats": filled + empty,
            "filled": filled,
            "vacant": empty,
            "vacant_too_long": seats.count(vacant[vacant["older"] == YES]),
            "vacant_unknown": seats.count(vacant[vacant["older"] == UNKNOWN]),
            "lapsed": seats.count(seats.lapsed),
            "known_ends": ends["known"].fillna(0).astype(int).to_numpy(),
            "unknown_ends": ends["unknown"].fillna(0).astype(int).to_numpy(),
            "ends_soon": ends["soon"].fillna(0).astype(int).to_numpy(),
            "named": seats.count(named),
            "heavy": seats.count(named[load == YES]),
            "heavy_unknown": seats.count(named[load == UNKNOWN]),
            "mismatches": seats.count(fit[fit["match"] == MISMATCH]),
            "match_unknown": seats.count(fit[fit["match"] == UNKNOWN]),
            "specified_lower": details["specification"]["lower"],
            "specified_upper": details["specification"]["upper"],
        },
        columns=list(COLUMNS),
    )

"""The section on engagement health: vacancies, terms, load and fit, the balance of bodies, and the health check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from netmap.analyses.health.balance import ALL, LOCAL, WIDER
from netmap.analyses.health.check import HealthCheck, check_of
from netmap.analyses.health.last_year import Comparison
from netmap.measures.size_balance import BANDS, NOT_RECORDED
from netmap.model.words import plainly
from netmap.reports.answers import Answers
from netmap.reports.document import Block, Cell, Figure, Heading, Paragraph, Table
from netmap.reports.sections.checklist import checklist_blocks
from netmap.reports.sections.findings import Provenance, findings_of
from netmap.reports.sections.tables import NOT_AVAILABLE, Row, columns, cut_table, not_known, share
from netmap.words import words_of

SHOWN_PARTNERSHIPS = 40
_say = words_of("reports/health")


def health_section(
    answers: Answers, provenance: Provenance, check: HealthCheck | None = None, last: Comparison | None = None
) -> tuple[Block, ...]:
    """Show whether the places that carry engagement can carry it: vacant, ending, heavy, or not as asked for.

    Parameters
        check: the health check with the answers of people; None means as far as records answer it.
        last: what changed since a saved check; None leaves that part out.
    """
    result = answers.health
    return (
        Heading(2, _say("heading"), "health"),
        Paragraph(result.headline),
        Paragraph(_say("intro")),
        *not_known(result.caveats),
        *((Heading(3, _say("places_heading"), "health-partnerships"), _places(answers)) if len(result.rows) else ()),
        Heading(3, _say("balance_heading"), "health-balance"),
        _balance(answers),
        *findings_of(answers, result, provenance),
        Heading(3, _say("check_heading"), "health-check"),
        *checklist_blocks(check or check_of(result), last, level=4),
    )


def _places(answers: Answers) -> Table:
    result, limits = answers.health, answers.settings.health
    written = result.details["specification"].set_index("partnership_id").to_dict("index")
    numeric = (
        "Vacant",
        "Vacant too long",
        "Past their end",
        "Ends soon",
        "Heavy load",
        "Not as asked for",
        "Written down",
    )
    return cut_table(
        _say("places"),
        columns("Partnership", *numeric, numeric=numeric),
        [_place(row, written[row["partnership_id"]]) for row in result.rows.to_dict("records")],
        limit=SHOWN_PARTNERSHIPS,
        rest=answers.command(result),
        note=_say(
            "places_note",
            meetings=plainly(limits.alert_meetings),
            days=limits.cliff_days,
            seats=limits.alert_seats,
            hours=plainly(limits.alert_hours),
        ),
        name="health-partnerships",
    )


def _place(row: Mapping[str, Any], written: Mapping[str, Any]) -> Row:
    place, filled, vacant, named = (row[name] for name in ("partnership_id", "filled", "vacant", "named"))
    all_seats, listed = row["seats"], row["seats"] + row["lapsed"]
    long = (row["vacant_too_long"], row["vacant_unknown"])
    heavy, odd = (row["heavy"], row["heavy_unknown"]), (row["mismatches"], row["match_unknown"])
    return (
        row["partnership"],
        _seats(place, "vacant", (vacant, 0), "seats", all_seats, _say("no_seat")),
        _seats(place, "vacant-too-long", long, "vacant", vacant, _say("no_vacancy")),
        _seats(place, "lapsed", (row["lapsed"], 0), "listed", listed, _say("no_seat")),
        _seats(place, "ends-soon", (row["ends_soon"], row["unknown_ends"]), "filled", filled, _say("no_filled")),
        _seats(place, "heavy", heavy, "named", named, _say("no_named")),
        _seats(place, "mismatches", odd, "filled", filled, _say("no_filled")),
        _bounded((written["present"], written["not_known"]), written["of_items"]),
    )


def _seats(place: str, what: str, found: tuple[int, int], of: str, total: int, none: str) -> Cell:
    """Count seats of one partnership, under keys that stand for the same counts wherever they are shown."""
    if not total:
        return Cell(none, figure=Figure(0, counts=f"sector-seats:{place}:{of}"))
    return _bounded(found, total, f"sector-seats:{place}:{what}", f"sector-seats:{place}:{of}")


def _bounded(found: tuple[int, int], total: int, counts: str = "", of_counts: str = "") -> Cell:
    """Say a count of a total; what is not known makes a range."""
    low, unknown = found
    text = f"{low:,} to {share(low + unknown, total)}" if unknown else share(low, total)
    return Cell(text, figure=Figure(low, low + unknown if unknown else None, total, counts, of_counts))


def _balance(answers: Answers) -> Table | Paragraph:
    table = answers.health.details["balance"]
    rows = table[(table["tier"] == ALL) | (table["band"] == ALL)].to_dict("records")
    if not rows:
        return Paragraph(_say("no_balance"))
    numeric = ("Organisations", "Seats", "Seats for their number")
    return cut_table(
        _say("balance"),
        columns("Kind", *numeric, numeric=numeric),
        [_kind(row) for row in rows],
        limit=len(rows),
        rest="",
        note=_say("balance_note"),
        name="health-balance",
    )


def _kind(row: Mapping[str, Any]) -> Row:
    ratio = row["ratio"]
    known = ratio is not None and ratio == ratio
    return (
        _bands()[row["band"]] if row["tier"] == ALL else _tiers()[row["tier"]],
        Cell(share(row["organisations"], row["of_organisations"]), figure=_of(row, "organisations")),
        Cell(share(row["seats"], row["of_seats"]), figure=_of(row, "seats")) if row["of_seats"] else Cell("none"),
        Cell(f"{ratio:.2f}", figure=Figure(round(float(ratio), 4))) if known else Cell("", NOT_AVAILABLE),
    )


def _of(row: Mapping[str, Any], what: str) -> Figure:
    key = "" if what == "organisations" else f"sector-seats:all:{row['band']}:{row['tier']}"
    return Figure(row[what], None, row[f"of_{what}"], key, "sector-seats:all" if key else "")


def _bands() -> Mapping[str, str]:
    words = (
        _say("micro"),
        _say("small"),
        _say("medium"),
        _say("large"),
        _say("major"),
        _say("super_major"),
        _say("band_not_recorded"),
    )
    return dict(zip((*BANDS, NOT_RECORDED), words, strict=True))


def _tiers() -> Mapping[str, str]:
    return {LOCAL: _say("local"), WIDER: _say("wider"), NOT_RECORDED: _say("tier_not_recorded")}

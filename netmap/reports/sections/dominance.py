"""The section on who dominates: seats held beside voice, concentration, sectors."""

from __future__ import annotations

from typing import Any

from netmap.analyses.dominance import DominanceResult, View
from netmap.analyses.seating import THIRD_SECTOR
from netmap.model.codes import SECTOR
from netmap.model.words import counted, percent
from netmap.reports.answers import Answers
from netmap.reports.document import Block, Heading, Paragraph, Table
from netmap.reports.sections.findings import Provenance, findings_of
from netmap.reports.sections.tables import Row, columns, cut_table, not_known, out_of, share, some

SHOWN_HOLDERS, SHOWN_PARTNERSHIPS = 15, 40
_VIEW_WORDS = {
    "holders": "By who holds the seat",
    "holders_with_unrecorded_sector": "By who holds the seat, with seats of unrecorded sector",
    "voice": "By who is spoken for",
    "voice_with_unrecorded_sector": "By who is spoken for, with seats of unrecorded sector",
    "consolidated": "By who holds the seat, branches with their parent",
}


def dominance_section(answers: Answers, provenance: Provenance) -> tuple[Block, ...]:
    """Show who holds the third sector's seats beside who is spoken for, and how concentrated both are."""
    result = answers.dominance
    head = Heading(2, "Who dominates", "dominance")
    if result.rows.empty:
        return (head, Paragraph(result.headline), *not_known(result.caveats), *_places(result))
    return (
        head,
        Paragraph(result.headline),
        Paragraph(
            "Two views stand side by side. The first counts who holds the seats. The second counts who is spoken for: "
            "a seat with a mandate shares its voice among those who gave it."
        ),
        *not_known(result.caveats),
        Heading(3, "Seats held, and voice", "seats-and-voice"),
        _holders(answers),
        *_heard_without_seat(result),
        Heading(3, "How concentrated the seats are", "concentration"),
        _concentration(answers),
        Heading(3, "Each partnership", "each-partnership"),
        _partnerships(answers),
        Heading(3, "All seats", "all-seats"),
        *_places(result),
        *findings_of(answers, result, provenance),
    )


def _holders(answers: Answers) -> Table:
    result = answers.dominance
    numeric = ("Seats held", "Voice", "Partnerships", "People", "Seats with a mandate")
    return cut_table(
        "Seats by organisation: who sits, and who is heard",
        columns("Organisation", *numeric, numeric=numeric),
        [_holder(row) for row in result.rows.to_dict("records")],
        limit=SHOWN_HOLDERS,
        rest=answers.command(result),
        note="Third-sector seats, and seats of unrecorded sector, which are marked. "
        "A mandate counts where its holder was elected or nominated. Voice is what is left of the "
        "organisation's own seats, and its part of the mandates of others.",
    )


def _holder(row: dict[Any, Any]) -> Row:
    unsure = "" if row["sector"] == THIRD_SECTOR else " (sector not recorded)"
    return (
        f"{row['organisation']}{unsure}",
        f"{share(row['seats'], row['of_seats'])} ({percent(row['share'])})",
        f"{share(round(row['voice'], 1), row['of_seats'])} ({percent(row['voice_share'])})",
        share(row["partnerships"], row["of_partnerships"]),
        str(row["people"]),
        share(row["mandated_seats"], row["seats"]),
    )


def _heard_without_seat(result: DominanceResult) -> tuple[Block, ...]:
    """Say who has a voice and no seat; the table of holders does not list them."""
    view = result.views.get("voice_with_unrecorded_sector") or result.views["voice"]
    others = {body: voice for body, voice in view.counts.items() if body not in set(result.rows["organisation_id"])}
    if not others:
        return ()
    verb = "is" if len(others) == 1 else "are"
    return (
        Paragraph(
            f"{counted(len(others), 'organisation')} without a seat {verb} heard through the mandates of others. "
            f"Their voice adds up to {share(round(sum(others.values()), 1), view.measures.total)} seats."
        ),
    )


def _concentration(answers: Answers) -> Table:
    result = answers.dominance
    numeric = ("Seats shared by", "Largest share", "Three largest", "HHI", "Effective number")
    return cut_table(
        "How concentrated the third sector's seats are",
        columns("View", *numeric, "If unknown holders were known", numeric=numeric),
        [_measures(words, result.views[name]) for name, words in _VIEW_WORDS.items() if _has_seats(result, name)],
        limit=len(_VIEW_WORDS),
        rest=answers.command(result),
        note="HHI adds up the squared shares: 1 means that one organisation has every seat. The effective number "
        "says how many equally sized organisations would give the same HHI.",
    )


def _has_seats(result: DominanceResult, name: str) -> bool:
    return name in result.views and result.views[name].measures.hhi is not None


def _measures(words: str, view: View) -> Row:
    measures = view.measures
    return (
        words,
        f"{measures.total:,.0f} by {measures.units:,}",
        percent(measures.cr1 or 0.0),
        percent(measures.cr3 or 0.0),
        _hhi(measures.hhi or 0.0),
        f"{measures.effective_number:,.1f}",
        _bounds(view),
    )


def _hhi(value: float) -> str:
    return f"{value:.3f}"


def _bounds(view: View) -> str:
    cr1, hhi = view.bounds.get("cr1"), view.bounds.get("hhi")
    if cr1 is None or hhi is None:
        return "not worked out for this view"
    if cr1[0] == cr1[1] and hhi[0] == hhi[1]:
        return "the same: every holder is known"
    return f"largest share {_range(*map(percent, cr1))}, HHI {_range(*map(_hhi, hhi))}"


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def _partnerships(answers: Answers) -> Table:
    result = answers.dominance
    numeric = ("Third-sector seats", "With a vote", "Largest share")
    fewest = result.parameters["fewest_seats_to_classify"]
    return cut_table(
        "Third-sector seats on each partnership",
        columns("Partnership", *numeric, "Not known", numeric=numeric),
        [_partnership(row, fewest) for row in result.places.to_dict("records")],
        limit=SHOWN_PARTNERSHIPS,
        rest=answers.command(result, "json"),
        note=f"The largest share is given from {fewest} third-sector seats upwards; fewer are too few to compare.",
    )


def _partnership(row: dict[Any, Any], fewest: int) -> Row:
    own = row["third_sector"]
    most = own + row["sector_not_recorded"] + row["without_organisation"]
    open_counts = (
        (row["sector_not_recorded"], "without a recorded sector"),
        (row["without_organisation"], "without an organisation"),
        (row["voting_not_recorded"], "without a word on voting"),
    )
    return (
        row["partnership"],
        _at_least(own, most, row["filled"]) if row["filled"] else "no filled seat",
        _voting(row, own, most),
        percent(row["cr1"]) if own >= fewest else "too few seats",
        "; ".join(f"{counted(count, 'seat')} {what}" for count, what in open_counts if count) or "nothing",
    )


def _at_least(low: int, high: int, total: int) -> str:
    """Say what the records prove, and the most it can be."""
    return share(low, total) if low == high else f"{low:,} to {share(high, total)}"


def _voting(row: dict[Any, Any], own: int, most: int) -> str:
    if not most:
        return "none"
    known = row["third_sector_voting"]
    return _at_least(known, known + row["voting_not_recorded"], own) if own else "not known"


def _places(result: DominanceResult) -> tuple[Block, ...]:
    """Show all listed seats by state and by sector."""
    values = result.values
    if not values["seats_listed"]:
        boards = values["partnerships"]
        listed = (
            f"No seat is listed on any of {counted(boards, 'partnership')}."
            if boards
            else "No partnership is recorded."
        )
        return (Paragraph(listed),)
    states = [out_of(count, values["seats_listed"], "listed seat") for count in values["seats_by_state"].values()]
    said = some([f"{text} {state}" for text, state in zip(states, values["seats_by_state"], strict=True)], 6)
    sectors = values["filled_seats_by_sector"]
    filled = sum(sectors.values())
    largest_first = sorted(sectors.items(), key=lambda item: (-item[1], item[0]))
    rows = [(_sector(code), share(count, filled), percent(count / filled)) for code, count in largest_first]
    table = cut_table(
        "Filled seats by sector",
        columns("Sector", "Filled seats", "Share", numeric=("Filled seats", "Share")),
        rows,
        limit=len(rows),
        rest="",
        note=_observers(values),
    )
    return (Paragraph(f"By state: {said}."), *([table] if rows else []))


def _sector(code: str) -> str:
    return SECTOR.words.get(code, "sector not recorded")


def _observers(values: Any) -> str:
    count = values["filled_seats_by_sector"].get(THIRD_SECTOR, 0) - values["third_sector_seats"]
    return f"{counted(count, 'seat')} of third-sector observers stand here and in no share above." if count else ""

"""The section on who dominates: seats held beside voice, concentration, sectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from netmap.analyses.dominance import DominanceResult, View
from netmap.analyses.seating import THIRD_SECTOR
from netmap.model.codes import SECTOR
from netmap.model.words import any_of, counted, percent
from netmap.reports import keys
from netmap.reports.answers import Answers
from netmap.reports.document import Block, Cell, Figure, Heading, Paragraph, Table
from netmap.reports.keys import HOLDERS, HOLDERS_UNSURE, TOGETHER
from netmap.reports.sections.branches import branches_part
from netmap.reports.sections.findings import Provenance, findings_of
from netmap.reports.sections.tables import Row, columns, cut_table, not_known, share
from netmap.words import words_of

SHOWN_HOLDERS, SHOWN_PARTNERSHIPS = 15, 40
VOICE, VOICE_UNSURE = "voice", "voice_with_unrecorded_sector"
_say = words_of("reports/dominance")


def dominance_section(answers: Answers, provenance: Provenance) -> tuple[Block, ...]:
    """Show who holds the third sector's seats beside who is spoken for, and how concentrated both are."""
    result = answers.dominance
    head = Heading(2, _say("heading"), "dominance")
    if result.rows.empty:
        return (head, Paragraph(result.headline), *not_known(result.caveats), *_places(result))
    return (
        head,
        Paragraph(result.headline),
        Paragraph(_say("two_views")),
        *not_known(result.caveats),
        Heading(3, _say("holders_heading"), "seats-and-voice"),
        _holders(answers),
        *_heard_without_seat(result),
        *branches_part(answers),
        Heading(3, _say("concentration_heading"), "concentration"),
        _concentration(answers),
        Heading(3, _say("partnerships_heading"), "each-partnership"),
        _partnerships(answers),
        Heading(3, _say("all_heading"), "all-seats"),
        *_places(result),
        *findings_of(answers, result, provenance),
    )


def _holders(answers: Answers) -> Table:
    result = answers.dominance
    numeric = ("Seats held", "Voice", "Partnerships", "People", "Seats with a mandate")
    return cut_table(
        _say("holders_caption"),
        columns("Organisation", *numeric, numeric=numeric),
        [_holder(row) for row in result.rows.to_dict("records")],
        limit=SHOWN_HOLDERS,
        rest=answers.command(result),
        note=_say("holders_note"),
        name="holders",
    )


def _holder(row: dict[Any, Any]) -> Row:
    body, name, total = row["organisation_id"], row["organisation"], row["of_seats"]
    voice = round(row["voice"], 1)
    every = keys.third_or_unsure()
    return (
        name if row["sector"] == THIRD_SECTOR else _say("sector_not_recorded", organisation=name),
        _counted(row["seats"], total, keys.held(body), every, percent(row["share"])),
        _counted(voice, total, keys.voice(body), every, percent(row["voice_share"])),
        _counted(row["partnerships"], row["of_partnerships"]),
        Cell(str(row["people"]), figure=Figure(row["people"], counts=keys.people(body))),
        _counted(row["mandated_seats"], row["seats"], keys.mandated(body), keys.held(body)),
    )


def _counted(count: float, total: float, key: str = "", of_key: str = "", more: str = "") -> Cell:
    """Say a count of a total, under the keys that both are known by where they count seats or people."""
    text = share(count, total)
    return Cell(f"{text} ({more})" if more else text, figure=Figure(count, None, total, key, of_key))


def _heard_without_seat(result: DominanceResult) -> tuple[Block, ...]:
    """Say who has a voice and no seat; the table of holders does not list them."""
    view = result.views.get(VOICE_UNSURE) or result.views[VOICE]
    holders = set(result.rows["organisation_id"])
    others = {body: voice for body, voice in view.counts.items() if body not in holders}
    if not others:
        return ()
    many, voice = counted(len(others), "organisation"), share(round(sum(others.values()), 1), view.measures.total)
    if len(others) == 1:
        return (Paragraph(_say("heard_only_one", count=many, share=voice)),)
    return (Paragraph(_say("heard_only", count=many, share=voice)),)


def _concentration(answers: Answers) -> Table:
    result = answers.dominance
    numeric = ("Seats shared by", "Largest share", "Three largest", "HHI", "Effective number")
    views = {
        HOLDERS: _say("by_holder"),
        HOLDERS_UNSURE: _say("by_holder_unsure"),
        VOICE: _say("by_voice"),
        VOICE_UNSURE: _say("by_voice_unsure"),
        TOGETHER: _say("by_parent"),
    }
    return cut_table(
        _say("concentration_caption"),
        columns("View", *numeric, "If unknown holders were known", numeric=numeric),
        [_measures(name, words, result.views[name]) for name, words in views.items() if _has_seats(result, name)],
        limit=len(views),
        rest=answers.command(result),
        note=_say("concentration_note"),
        name="concentration",
    )


def _has_seats(result: DominanceResult, name: str) -> bool:
    return name in result.views and result.views[name].measures.hhi is not None


def _measures(name: str, words: str, view: View) -> Row:
    measures, key = view.measures, keys.measure(name)
    return (
        words,
        Cell(f"{measures.total:,.0f} by {measures.units:,}", figure=Figure(measures.total, counts=key)),
        _share(measures.cr1 or 0.0, key),
        _share(measures.cr3 or 0.0, key),
        Cell(_hhi(measures.hhi or 0.0), figure=Figure(measures.hhi or 0.0, counts=key)),
        Cell(f"{measures.effective_number:,.1f}", figure=Figure(measures.effective_number or 0.0, counts=key)),
        _bounds(view),
    )


def _share(value: float, key: str) -> Cell:
    return Cell(percent(value), figure=Figure(value, counts=key))


def _hhi(value: float) -> str:
    return f"{value:.3f}"


def _bounds(view: View) -> str:
    cr1, hhi = view.bounds.get("cr1"), view.bounds.get("hhi")
    if cr1 is None or hhi is None:
        return _say("no_bounds")
    if cr1[0] == cr1[1] and hhi[0] == hhi[1]:
        return _say("same_bounds")
    return _say("bounds", largest=_range(*map(percent, cr1)), hhi=_range(*map(_hhi, hhi)))


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def _partnerships(answers: Answers) -> Table:
    result = answers.dominance
    numeric = ("Filled seats", "Third-sector seats", "With a vote", "Largest share")
    fewest = result.parameters["fewest_seats_to_classify"]
    return cut_table(
        _say("partnerships_caption"),
        columns("Partnership", *numeric, "Not known", numeric=numeric),
        [_partnership(row, fewest) for row in result.places.to_dict("records")],
        limit=SHOWN_PARTNERSHIPS,
        rest=answers.command(result, "json"),
        note=_say("partnerships_note", fewest=fewest),
        name="partnership-seats",
    )


def _partnership(row: dict[Any, Any], fewest: int) -> Row:
    place, own, filled = row["partnership_id"], row["third_sector"], row["filled"]
    most = own + row["sector_not_recorded"] + row["without_organisation"]
    key, of_key = keys.third_on(place), keys.filled_on(place)
    nobody = Cell(_say("no_filled_seat"), figure=Figure(0, counts=key))
    return (
        row["partnership"],
        Cell(f"{filled:,}", figure=Figure(filled, counts=of_key)),
        _at_least(own, most, filled, key, of_key) if filled else nobody,
        _voting(row, own, most),
        _largest(row, own, fewest),
        _open(row),
    )


def _at_least(low: int, high: int, total: int, key: str, of_key: str) -> Cell:
    """Say what the records prove, and the most it can be."""
    text = share(low, total) if low == high else f"{low:,} to {share(high, total)}"
    return Cell(text, figure=Figure(low, None if low == high else high, total, key, of_key))


def _voting(row: dict[Any, Any], own: int, most: int) -> Cell:
    place, known = row["partnership_id"], row["third_sector_voting"]
    key = keys.voting_on(place)
    if not own:
        return Cell(_say("vote_not_known") if most else _say("no_vote"), figure=Figure(0, most, counts=key))
    return _at_least(known, known + row["voting_not_recorded"], own, key, keys.third_on(place))


def _largest(row: dict[Any, Any], own: int, fewest: int) -> Cell:
    if own < fewest:
        return Cell(_say("too_few"))
    return _share(row["cr1"], keys.largest_on(row["partnership_id"]))


def _open(row: dict[Any, Any]) -> str:
    def seats(column: str) -> str:
        return counted(row[column], "seat")

    said = (
        _say("no_sector", seats=seats("sector_not_recorded")) if row["sector_not_recorded"] else "",
        _say("no_organisation", seats=seats("without_organisation")) if row["without_organisation"] else "",
        _say("no_word_on_voting", seats=seats("voting_not_recorded")) if row["voting_not_recorded"] else "",
    )
    return "; ".join(text for text in said if text) or _say("nothing_open")


def _places(result: DominanceResult) -> tuple[Block, ...]:
    """Show all listed seats by state and by sector."""
    values = result.values
    if not values["seats_listed"]:
        boards = values["partnerships"]
        many = any_of(boards, "partnership")
        return (Paragraph(_say("none_listed", partnerships=many) if boards else _say("no_partnership")),)
    return (_states(values), *_sectors(values))


def _states(values: Any) -> Table:
    total, counts = values["seats_listed"], values["seats_by_state"]
    rows = [(state, *_both(counts.get(state, 0), total, keys.in_state(state), keys.listed())) for state in keys.STATES]
    return _shares(_say("states_caption"), columns("State", *_OF_LISTED, numeric=_OF_LISTED), rows, "seats-by-state")


def _sectors(values: Any) -> tuple[Table, ...]:
    sectors = values["filled_seats_by_sector"]
    filled = sum(sectors.values())
    largest_first = sorted(sectors.items(), key=lambda item: (-item[1], item[0]))
    rows = [
        (_sector(code), *_both(count, filled, keys.of_sector(code), keys.filled())) for code, count in largest_first
    ]
    heads, note = columns("Sector", *_OF_FILLED, numeric=_OF_FILLED), _observers(values)
    return (_shares(_say("sectors_caption"), heads, rows, "seats-by-sector", note),) if rows else ()


_OF_LISTED, _OF_FILLED = ("Listed seats", "Share"), ("Filled seats", "Share")


def _both(count: int, total: int, key: str, of_key: str) -> tuple[Cell, Cell]:
    """Give a count and its share of the total."""
    part = count / total
    return _counted(count, total, key, of_key), Cell(percent(part), figure=Figure(part, counts=key, of_counts=of_key))


def _shares(caption: str, heads: tuple[Any, ...], rows: Sequence[Row], name: str, note: str = "") -> Table:
    return cut_table(caption, heads, rows, limit=len(rows), rest="", note=note, name=name)


def _sector(code: str) -> str:
    return SECTOR.words.get(code, _say("sector_unknown"))


def _observers(values: Mapping[str, Any]) -> str:
    count = values["filled_seats_by_sector"].get(THIRD_SECTOR, 0) - values["third_sector_seats"]
    return _say("observers", seats=counted(count, "seat")) if count else ""

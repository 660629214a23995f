"""The section on which issues get stuck: the status of every theme, who must leave before it falls silent, findings."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from netmap.model.words import THEME_WORDS, counted
from netmap.reports.answers import Answers
from netmap.reports.document import Block, Heading, Paragraph, Table
from netmap.reports.sections.findings import Provenance, findings_of
from netmap.reports.sections.tables import Row, columns, count_of, cut_table, not_known, share, some
from netmap.words import words_of

SHOWN_THEMES = 60
_say = words_of("reports/issues")
_GAPS_FIRST = (
    "orphan_silent",
    "owned_unvoiced",
    "misrouted",
    "voiced_no_owner",
    "cross_cutting_partly_voiced",
    "cross_cutting_unlinked",
    "cross_cutting_voiced",
    "owned_voiced",
)


def issues_section(answers: Answers, provenance: Provenance) -> tuple[Block, ...]:
    """Show for every theme who owns it, where it is voiced, what it is left out of, and how easily it falls silent."""
    result = answers.issues
    head: tuple[Block, ...] = (
        Heading(2, _say("heading"), "issues"),
        Paragraph(result.headline),
        *not_known(result.caveats),
    )
    if result.rows.empty:
        return head
    return (
        *head,
        Paragraph(_say("meaning")),
        Heading(3, _say("totals_heading"), "theme-totals"),
        _totals(answers),
        Heading(3, _say("themes_heading"), "themes"),
        _themes(answers),
        *findings_of(answers, result, provenance),
    )


def _totals(answers: Answers) -> Table:
    themes = answers.issues.rows
    rows = []
    for status, words in THEME_WORDS.items():
        here = themes[themes["status"] == status]
        if len(here):
            known = int(here["known"].astype(bool).sum())
            rows.append((words, count_of(len(here), len(themes)), count_of(known, len(here))))
    numeric = ("Themes", "Of these, known for certain")
    heads = columns("Status", *numeric, numeric=numeric)
    return cut_table(_say("totals_caption"), heads, rows, limit=len(rows), rest="", name="theme-statuses")


def _themes(answers: Answers) -> Table:
    result = answers.issues
    places = answers.network.names("Partnership")
    ranked = result.rows.assign(rank=result.rows["status"].map(_GAPS_FIRST.index)).sort_values(
        ["rank", "theme", "theme_id"]
    )
    return cut_table(
        _say("themes_caption"),
        columns(
            "Theme",
            "Status on record",
            "Is that certain?",
            "Owned by",
            "Voiced in",
            "Left out, or not linked",
            "People who must leave",
        ),
        [_theme(row, places) for row in ranked.to_dict("records")],
        limit=SHOWN_THEMES,
        rest=answers.command(result),
        note=_say("themes_note"),
        name="themes",
    )


def _theme(row: dict[Any, Any], places: Mapping[str, str]) -> Row:
    remit, voiced = (sorted(places[each] for each in row[key]) for key in ("remit", "voiced_in"))
    return (
        row["theme"],
        THEME_WORDS[row["status"]],
        _say("certain") if row["known"] else _open(row),
        some(remit) or _say("no_owner"),
        _say("voiced", share=share(len(voiced), len(places)), places=some(voiced, 2)) if voiced else _say("nowhere"),
        _gaps(row, places),
        _cuts(row),
    )


def _open(row: dict[Any, Any]) -> str:
    if row["open_seats"]:
        return _say("open_seats", seats=counted(row["open_seats"], "seat"))
    return _say("open_terms")


def _gaps(row: dict[Any, Any], places: Mapping[str, str]) -> str:
    """Name the owners where the theme is not voiced, and the owners that share nobody."""
    remit = len(row["remit"])
    texts = []
    if row["left_out"]:
        names = some([places[each] for each in row["left_out"]])
        texts.append(_say("left_out", places=names, share=share(len(row["left_out"]), remit)))
    if row["unlinked"]:
        pairs = some([_say("pair", one=places[one], other=places[other]) for one, other in row["unlinked"]])
        texts.append(_say("unlinked", pairs=pairs, share=share(len(row["unlinked"]), math.comb(remit, 2))))
    return "; ".join(texts) or (_say("no_gap") if remit else _say("unowned"))


def _cuts(row: dict[Any, Any]) -> str:
    """Say both cuts: before the theme is silent anywhere, and before it is silent where it is owned."""
    anywhere, owned = _people(row["person_cut_any"]), _people(row["person_cut_remit"])
    if anywhere == owned:
        return anywhere
    return _say("both_cuts", anywhere=anywhere, owned=owned if row["remit"] else _say("unowned"))


def _people(cut: float) -> str:
    if math.isinf(cut):
        return _say("not_person_dependent")
    return f"{cut:.0f}" if cut else _say("silent")

"""The section on which issues get stuck: the status of every theme, who must leave before it falls silent, findings."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from netmap.model.words import THEME_WORDS, counted
from netmap.reports.answers import Answers
from netmap.reports.document import Block, Heading, Paragraph, Table
from netmap.reports.sections.findings import Provenance, findings_of
from netmap.reports.sections.tables import Row, columns, cut_table, not_known, share, some

SHOWN_THEMES = 60
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
        Heading(2, "Which issues get stuck", "issues"),
        Paragraph(result.headline),
        *not_known(result.caveats),
    )
    if result.rows.empty:
        return head
    return (
        *head,
        Paragraph(
            "A partnership owns a theme when its terms of reference have it. A theme is voiced where an organisation "
            "that works on it holds a third-sector seat, or where a mandate names it."
        ),
        Heading(3, "Totals", "theme-totals"),
        _totals(answers),
        Heading(3, "Each theme", "themes"),
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
            rows.append((words, share(len(here), len(themes)), share(known, len(here))))
    numeric = ("Themes", "Of these, known for certain")
    return cut_table("Themes by status", columns("Status", *numeric, numeric=numeric), rows, limit=len(rows), rest="")


def _themes(answers: Answers) -> Table:
    result = answers.issues
    places = answers.network.names("Partnership")
    ranked = result.rows.assign(rank=result.rows["status"].map(_GAPS_FIRST.index)).sort_values(
        ["rank", "theme", "theme_id"]
    )
    return cut_table(
        "Each theme: who owns it, where it is voiced, and what would silence it",
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
        note="Gaps come first. The last column says how many people must leave before nobody carries the theme. "
        "Not person-dependent: a seat carries it that names an organisation and no person.",
    )


def _theme(row: dict[Any, Any], places: Mapping[str, str]) -> Row:
    remit, voiced = (sorted(places[each] for each in row[key]) for key in ("remit", "voiced_in"))
    return (
        row["theme"],
        THEME_WORDS[row["status"]],
        "yes" if row["known"] else _open(row),
        some(remit) or "no partnership on record",
        f"{share(len(voiced), len(places))}: {some(voiced, 2)}" if voiced else "nowhere on record",
        _gaps(row, places),
        _cuts(row),
    )


def _open(row: dict[Any, Any]) -> str:
    if row["open_seats"]:
        return f"not known: {counted(row['open_seats'], 'seat')} could carry it"
    return "not known: some terms of reference are not recorded"


def _gaps(row: dict[Any, Any], places: Mapping[str, str]) -> str:
    """Name the owners where the theme is not voiced, and the owners that share nobody."""
    remit = len(row["remit"])
    texts = []
    if row["left_out"]:
        names = some([places[each] for each in row["left_out"]])
        texts.append(f"not voiced on {names} ({share(len(row['left_out']), remit)})")
    if row["unlinked"]:
        pairs = some([f"{places[one]} with {places[other]}" for one, other in row["unlinked"]])
        texts.append(f"nobody shared: {pairs} ({share(len(row['unlinked']), math.comb(remit, 2))} pairs)")
    return "; ".join(texts) or ("none" if remit else "no owner")


def _cuts(row: dict[Any, Any]) -> str:
    """Say both cuts: before the theme is silent anywhere, and before it is silent where it is owned."""
    anywhere, owned = _people(row["person_cut_any"]), _people(row["person_cut_remit"])
    if anywhere == owned:
        return anywhere
    return f"anywhere: {anywhere}; where it is owned: {owned if row['remit'] else 'no owner'}"


def _people(cut: float) -> str:
    if math.isinf(cut):
        return "not person-dependent"
    return f"{cut:.0f}" if cut else "silent already"

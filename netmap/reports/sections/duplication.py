"""The section on who pays twice: overlaps between funders, related pairs of awards, chains of passed-on awards."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass

from netmap.analyses.duplication import Overlap
from netmap.analyses.duplication.relations import DUPLICATION, PASS_THROUGH, UNKNOWN
from netmap.model.words import RELATION_WORDS, counted, listed, money
from netmap.network import Network
from netmap.reports.answers import Answers
from netmap.reports.document import Block, Cell, Figure, Heading, Paragraph, Table
from netmap.reports.sections.findings import Provenance, findings_of
from netmap.reports.sections.money import money_part
from netmap.reports.sections.tables import Row, columns, cut_table, day, not_known, out_of, share, some
from netmap.words import words_of

SHOWN_OVERLAPS, SHOWN_PAIRS, SHOWN_CHAINS = 30, 25, 25
_say = words_of("reports/duplication")
_LAST_RELATIONS = (DUPLICATION, *(name for name in RELATION_WORDS if name not in (DUPLICATION, UNKNOWN)), UNKNOWN)


@dataclass(frozen=True)
class _Names:
    """Names for the ids of a result, with the parties of each award as they were compared."""

    network: Network
    parties: Mapping[str, tuple[str, str]]

    def of(self, label: str, ids: tuple[str, ...], otherwise: str) -> str:
        called = self.network.names(label)
        return listed(sorted(called.get(each, each) for each in ids)) or otherwise


def duplication_section(answers: Answers, provenance: Provenance) -> tuple[Block, ...]:
    """Show where funders pay in parallel, how all related awards relate, and what was passed on."""
    result = answers.duplication
    head: tuple[Block, ...] = (
        Heading(2, _say("heading"), "duplication"),
        Paragraph(result.headline),
        *not_known(result.caveats),
    )
    if not result.values["awards_compared"]:
        return head
    names = _Names(answers.network, result.parties)
    return (
        *head,
        Heading(3, _say("overlaps_heading"), "overlaps"),
        *_overlaps(answers, names),
        Heading(3, _say("relations_heading"), "relations"),
        *_relations(answers),
        *_chains(answers),
        *money_part(answers),
        *findings_of(answers, result, provenance),
    )


def _overlaps(answers: Answers, names: _Names) -> tuple[Block, ...]:
    result = answers.duplication
    compared = result.values["awards"] - result.values["awards_folded"]
    if not result.overlaps:
        with_function = out_of(result.values["awards_compared"], compared, "award")
        return (Paragraph(_say("no_overlap", compared=with_function)),)
    table = cut_table(
        _say("overlaps_caption"),
        columns(
            "Funders",
            "Recipients",
            "Function",
            "Where, for whom",
            "When",
            "Amount in scope",
            "Beyond the best-funded recipient",
        ),
        [_overlap(overlap, names, compared) for overlap in result.overlaps],
        limit=SHOWN_OVERLAPS,
        rest=answers.command(result, "json"),
        note=_say("overlaps_note"),
        name="overlaps",
    )
    return (table,)


def _overlap(overlap: Overlap, names: _Names, awards: int) -> Row:
    funders, recipients = (sorted({names.parties[each][side] for each in overlap.awards}) for side in (0, 1))
    start = min(segment.start for segment in overlap.segments)
    last = max(segment.end for segment in overlap.segments) - datetime.timedelta(days=1)
    where = names.of("Area", overlap.areas, _say("not_recorded"))
    whom = names.of("EqualityGroup", overlap.targets, _say("everybody"))
    return (
        some(funders, 5),
        some(recipients, 5),
        names.of("EngagementFunction", overlap.functions, _say("not_recorded")),
        _say("where", where=where, whom=whom),
        _say("when", start=day(start), last=day(last), when=overlap.when),
        *_amounts(overlap, awards),
    )


def _amounts(overlap: Overlap, awards: int) -> tuple[str, str]:
    """Say what is in scope, and what lies beyond the best-funded recipient."""
    if not overlap.gross or not overlap.excess:
        return _say("not_known"), _say("not_known")
    amount, part = money(*overlap.gross, overlap.currency), share(len(overlap.awards), awards)
    beyond = _say("at_most", amount=money(*overlap.excess, overlap.currency))
    if not overlap.unpriced:
        return _say("amount", amount=amount, share=part), beyond
    unpriced = counted(overlap.unpriced, "award")
    return _say("amount_with_gaps", amount=amount, share=part, unpriced=unpriced), beyond


def _relations(answers: Answers) -> tuple[Block, ...]:
    result = answers.duplication
    pairs = result.rows[result.rows["relation"] != PASS_THROUGH]
    if pairs.empty:
        return (Paragraph(_say("no_pairs")),)
    counts, seen = result.values["relations"], set(pairs["relation"])
    order = [relation for relation in _LAST_RELATIONS if relation in seen]
    total = sum(counts[relation] or 0 for relation in order)
    totals = cut_table(
        _say("relations_caption"),
        columns("Relation", "Pairs", numeric=("Pairs",)),
        [(RELATION_WORDS[each], _pairs(counts[each], total)) for each in order],
        limit=len(order),
        rest="",
        note=_say("relations_note"),
        name="award-relations",
    )
    ranked = pairs.assign(rank=pairs["relation"].map(order.index)).sort_values(["rank", "award", "other_award"])
    rows = [
        (
            _say("award", funder=row["funder"], recipient=row["recipient"], award=row["award"]),
            _say("award", funder=row["other_funder"], recipient=row["other_recipient"], award=row["other_award"]),
            RELATION_WORDS[row["relation"]],
            _days(row["overlap_days"]),
        )
        for row in ranked.to_dict("records")
    ]
    listing = cut_table(
        _say("pairs_caption"),
        columns("One award", "The other", "Relation", "Days together", numeric=("Days together",)),
        rows,
        limit=SHOWN_PAIRS,
        rest=answers.command(result),
        name="award-pairs",
    )
    return totals, listing


def _pairs(count: float | None, total: float) -> Cell:
    if count is None:
        return Cell(_say("not_known"))
    return Cell(share(int(count), total), figure=Figure(int(count), of=total))


def _days(count: float) -> Cell:
    return Cell(_say("not_known")) if math.isnan(count) else Cell(f"{count:,.0f}", figure=Figure(count))


def _chains(answers: Answers) -> tuple[Block, ...]:
    """Show the awards that were passed on; in every comparison they stand as their last recipients' awards."""
    result = answers.duplication
    if not result.folded:
        return ()
    awards = answers.network.table("awards").drop_duplicates("award_id").set_index("award_id")
    called = answers.network.names("Organisation")

    def said(award: str) -> str:
        row = awards.loc[award]
        return _say("award", funder=called[row["funder_id"]], recipient=called[row["recipient_id"]], award=award)

    def kept(parent: str) -> str:
        ends = result.kept.get(parent)
        return money(*ends, awards.loc[parent]["currency"] or "") if ends else _say("not_known")

    table: Table = cut_table(
        _say("chains_caption"),
        columns("First award", "Passed on as", "Kept by the first recipient"),
        [(said(parent), said(child), kept(parent)) for parent, child in result.folded],
        limit=SHOWN_CHAINS,
        rest=answers.command(result),
        note=_say("chains_note"),
        name="awards-passed-on",
    )
    return Heading(3, _say("chains_heading"), "passed-on"), table

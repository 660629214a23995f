"""The section on who pays twice: overlaps between funders, related pairs of awards, chains of passed-on awards."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from netmap.analyses.duplication import Overlap
from netmap.analyses.duplication.relations import DUPLICATION, PASS_THROUGH, UNKNOWN
from netmap.model.words import RELATION_WORDS, counted, listed, money
from netmap.network import Network
from netmap.reports.answers import Answers
from netmap.reports.document import Block, Heading, Paragraph, Table
from netmap.reports.sections.findings import Provenance, findings_of
from netmap.reports.sections.tables import Row, columns, cut_table, day, not_known, out_of, share, some

SHOWN_OVERLAPS, SHOWN_PAIRS, SHOWN_CHAINS = 30, 25, 25
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
        Heading(2, "Who pays twice", "duplication"),
        Paragraph(result.headline),
        *not_known(result.caveats),
    )
    if not result.values["awards_compared"]:
        return head
    names = _Names(answers.network, result.parties)
    return (
        *head,
        Heading(3, "Overlaps between funders", "overlaps"),
        *_overlaps(answers, names),
        Heading(3, "How awards relate", "relations"),
        *_relations(answers),
        *_chains(answers),
        *findings_of(answers, result, provenance),
    )


def _overlaps(answers: Answers, names: _Names) -> tuple[Block, ...]:
    result = answers.duplication
    compared = result.values["awards"] - result.values["awards_folded"]
    if not result.overlaps:
        with_function = out_of(result.values["awards_compared"], compared, "award")
        return (Paragraph(f"No overlap between funders is recorded among the {with_function} with a function."),)
    note = (
        "The dates are the first and the last day. The amount in scope is what the awards pay while they run together, "
        "to be looked at together; no part of it is claimed to be free to spend."
    )
    table = cut_table(
        "Overlaps: several funders pay several recipients for one function at one time",
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
        note=note,
    )
    return (table,)


def _overlap(overlap: Overlap, names: _Names, awards: int) -> Row:
    funders, recipients = (sorted({names.parties[each][side] for each in overlap.awards}) for side in (0, 1))
    start = min(segment.start for segment in overlap.segments)
    last = max(segment.end for segment in overlap.segments) - datetime.timedelta(days=1)
    amounts = ("not known", "not known")
    if overlap.gross and overlap.excess:
        amounts = (
            f"{money(*overlap.gross, overlap.currency)}, in {share(len(overlap.awards), awards)} awards",
            f"at most {money(*overlap.excess, overlap.currency)}",
        )
    where = names.of("Area", overlap.areas, "not recorded")
    whom = names.of("EqualityGroup", overlap.targets, "everybody")
    if overlap.gross and overlap.unpriced:
        amounts = (f"{amounts[0]}; {counted(overlap.unpriced, 'award')} without an amount", amounts[1])
    return (
        some(funders, 5),
        some(recipients, 5),
        names.of("EngagementFunction", overlap.functions, "not recorded"),
        f"{where}, for {whom}",
        f"{day(start)} to {day(last)} ({overlap.when})",
        *amounts,
    )


def _relations(answers: Answers) -> tuple[Block, ...]:
    result = answers.duplication
    pairs = result.rows[result.rows["relation"] != PASS_THROUGH]
    if pairs.empty:
        return (Paragraph("No two awards for one function are recorded, so there is nothing to compare."),)
    counts, seen = result.values["relations"], set(pairs["relation"])
    order = [relation for relation in _LAST_RELATIONS if relation in seen]
    total = sum(counts[relation] or 0 for relation in order)
    totals = cut_table(
        "Related pairs of awards by relation",
        columns("Relation", "Pairs", numeric=("Pairs",)),
        [
            (RELATION_WORDS[each], "not known" if counts[each] is None else share(int(counts[each]), total))
            for each in order
        ],
        limit=len(order),
        rest="",
        note="Pairs that differ in function or area, or run together for too few days, are unrelated and left out.",
    )
    ranked = pairs.assign(rank=pairs["relation"].map(order.index)).sort_values(["rank", "award", "other_award"])
    rows = [
        (
            f"{row['funder']} to {row['recipient']} ({row['award']})",
            f"{row['other_funder']} to {row['other_recipient']} ({row['other_award']})",
            RELATION_WORDS[row["relation"]],
            "not known" if row["overlap_days"] != row["overlap_days"] else f"{row['overlap_days']:,.0f}",
        )
        for row in ranked.to_dict("records")
    ]
    listing = cut_table(
        "Related pairs of awards",
        columns("One award", "The other", "Relation", "Days together", numeric=("Days together",)),
        rows,
        limit=SHOWN_PAIRS,
        rest=answers.command(result),
    )
    return totals, listing


def _chains(answers: Answers) -> tuple[Block, ...]:
    """Show the awards that were passed on; in every comparison they stand as their last recipients' awards."""
    result = answers.duplication
    if not result.folded:
        return ()
    awards = answers.network.table("awards").drop_duplicates("award_id").set_index("award_id")
    called = answers.network.names("Organisation")

    def said(award: str) -> str:
        row = awards.loc[award]
        return f"{called[row['funder_id']]} to {called[row['recipient_id']]} ({award})"

    def kept(parent: str) -> str:
        ends = result.kept.get(parent)
        return money(*ends, awards.loc[parent]["currency"] or "") if ends else "not known"

    table: Table = cut_table(
        "Awards passed on to others",
        columns("First award", "Passed on as", "Kept by the first recipient"),
        [(said(parent), said(child), kept(parent)) for parent, child in result.folded],
        limit=SHOWN_CHAINS,
        rest=answers.command(result),
        note="A chain is compared once, as the award of its last recipient. What was kept is the amount that was not "
        "passed on by any award of the chain.",
    )
    return Heading(3, "Awards passed on", "passed-on"), table

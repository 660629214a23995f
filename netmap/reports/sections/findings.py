"""Findings of an analysis as the report prints them: figures in words, evidence with its source, the rest listed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from netmap.analyses import result as analysed
from netmap.model.words import counted, money, percent
from netmap.network import Network
from netmap.reports.answers import Answers
from netmap.reports.document import Block, Evidence, Finding, Heading, Paragraph, Severity
from netmap.reports.sections.tables import columns, cut_table, shortened

SHOWN_FINDINGS, LISTED_FINDINGS, SHOWN_EVIDENCE = 12, 40, 6
ID_COLUMNS = {"organisations": "id", "partnerships": "id", "seats": "seat_id", "award-records": "award_id"}


class Provenance:
    """Where each record comes from and when it was checked, for findings that name only the record."""

    def __init__(self, network: Network, source: str, as_of: str) -> None:
        self._network, self._source, self._as_of = network, source, as_of

    @cached_property
    def _known(self) -> Mapping[str, tuple[str, str]]:
        known: dict[str, tuple[str, str]] = {}
        for name, column in ID_COLUMNS.items():
            rows = self._network.table(name)
            rows = rows.astype(object).where(rows.notna(), "")
            known |= {
                record: (source, checked)
                for record, source, checked in zip(rows[column], rows["source"], rows["as_of"], strict=True)
            }
        return known

    def evidence(self, found: analysed.Evidence) -> Evidence:
        """Give one record of a finding with its source and date."""
        source, checked = self._known.get(found.record, (self._source, f"as at {self._as_of}"))
        return Evidence(f"{found.says}, record {found.record}", found.source or source, found.as_of or checked)

    def absence(self, what: str) -> Evidence:
        """Give the evidence for something that no record shows: the whole source, as at the day."""
        return Evidence(what, self._source, f"as at {self._as_of}")


def findings_of(answers: Answers, result: analysed.Result, provenance: Provenance) -> tuple[Block, ...]:
    """Make the findings of one analysis: the gravest in full, further ones in a table, the rest counted.

    Parameters
        result: one of the four results in `answers`.
    Returns
        A heading, then the findings in the order of the result; a sentence where there is none.
    """
    head = Heading(3, "Findings", f"findings-{result.name}")
    if not result.findings:
        return (head, Paragraph("Nothing here passes the thresholds that make a finding."))
    full = tuple(as_finding(answers, found, provenance) for found in result.findings[:SHOWN_FINDINGS])
    return (head, *full, *_further(answers, result))


def _further(answers: Answers, result: analysed.Result) -> tuple[Block, ...]:
    rest = result.findings[SHOWN_FINDINGS:]
    if not rest:
        return ()
    rows = [(shortened(found.statement), Severity(found.severity).word, found.id) for found in rest]
    table = cut_table(
        f"Further findings, {len(rest)} of {len(result.findings)}",
        columns("Finding", "Priority", "Record"),
        rows,
        limit=LISTED_FINDINGS,
        rest=answers.command(result, "json"),
    )
    return (table,)


def as_finding(answers: Answers, found: analysed.Finding, provenance: Provenance) -> Finding:
    """Make the report's finding from an analysis's: its figure with a denominator in words, its evidence with sources.

    Returns
        Finding: without a figure where the analysis gives none or has no denominator for it.
    """
    measure, figure, of = _figure(answers, found)
    shown = tuple(provenance.evidence(each) for each in found.evidence[:SHOWN_EVIDENCE])
    return Finding(
        severity=Severity(found.severity),
        statement=found.statement,
        evidence=shown or (provenance.absence(_absence(found)),),
        evidence_left_out=len(found.evidence) - len(shown),
        figure=figure,
        of=of,
        measure=measure if figure else "",
        bounds=_bounds(found) if figure else "",
        assumptions=found.assumptions,
        would_change=(found.would_change,) if found.would_change else (),
        actions=found.actions,
    )


def _absence(found: analysed.Finding) -> str:
    """Say what the records lack, for a finding that rests on no record."""
    if found.type.startswith("group_"):
        return "no record links an organisation to the group"
    return "no record speaks against it"


def _figure(answers: Answers, found: analysed.Finding) -> tuple[str, str, str]:
    """Give measure, figure and denominator in words; blank where there is no denominator."""
    measure = found.measure[:1].upper() + found.measure[1:]
    if found.value is None or not found.out_of:
        return "", "", ""
    total = int(found.out_of)
    if found.type == "single_organisation_partnership":
        return "Held by one organisation", str(total), counted(total, "third-sector seat")
    if found.type == "theme_single_person":
        return "Resting on one person", str(total), f"{counted(total, 'seat')} that carry the theme where it is owned"
    if found.type == "duplication_candidate":
        low, high = found.bounds or (0.0, 0.0)
        amount = money(low, high, _currency(answers, found)) if high else "amount not known"
        return measure, amount, f"the money in {len(found.subjects)} of {counted(total, 'award')}"
    if found.type in ("single_gateway", "short_terms"):
        known = isinstance(found.value, (int, float))
        said = percent(float(found.value)) if known else str(found.value)
        return measure, said, counted(total, "funder" if found.type == "single_gateway" else "award")
    if found.type == "partnership_without_third_sector_vote":
        return measure, str(found.value), counted(total, "filled seat")
    if found.measure.startswith("share"):
        return measure, percent(float(found.value)), _seats(answers, total)
    return measure, str(found.value), counted(total, "partnership")


def _seats(answers: Answers, total: int) -> str:
    values = answers.dominance.values
    sure = values["third_sector_seats"] == values["third_sector_seats_with_unrecorded_sector"]
    return counted(total, "third-sector seat") if sure else f"{counted(total, 'seat')} that are or may be third-sector"


def _currency(answers: Answers, found: analysed.Finding) -> str:
    return next(each.currency for each in answers.duplication.overlaps if each.awards == found.subjects)


def _bounds(found: analysed.Finding) -> str:
    """Say the range where there is one; money says its own."""
    if found.bounds is None or found.bounds[0] == found.bounds[1] or found.type == "duplication_candidate":
        return ""
    low, high = found.bounds
    if found.type == "single_gateway":
        return f"between {low:.1%} and {high:.1%}, because some amounts are ranges"
    if not found.measure.startswith("share"):
        return f"between {low:,.0f} and {high:,.0f}, because some records are open"
    return f"between {low:.1%} and {high:.1%}, because the holder or the sector of some seats is not recorded"

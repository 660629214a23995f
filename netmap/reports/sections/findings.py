"""Findings of an analysis as the report prints them: figures in words, how sure they are, evidence with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from netmap.analyses import result as analysed
from netmap.analyses.settings import Settings
from netmap.analyses.severity import COULD_TURN, severity_rules
from netmap.model.words import counted, money, percent
from netmap.network import Network
from netmap.reports.answers import Answers
from netmap.reports.document import Block, Evidence, Finding, Heading, Paragraph, Severity
from netmap.reports.sections.tables import columns, cut_table, shortened
from netmap.words import words_of

SHOWN_FINDINGS, LISTED_FINDINGS, SHOWN_EVIDENCE = 12, 40, 3
ID_COLUMNS = {"organisations": "id", "partnerships": "id", "seats": "seat_id", "award-records": "award_id"}
NOT_KNOWN_TYPES = frozenset({"group_not_known"})
_NOUNS: Mapping[str, str] = {
    "single_organisation_partnership": "third-sector seat",
    "partnership_without_third_sector_vote": "filled seat",
    "short_terms": "award",
    "capacity_mismatch": "filled seat",
    "heavy_load": "filled seat",
    "long_vacancy": "seat",
    "term_cliff": "known term",
}
"""What the denominator of a type of finding counts; partnerships, if it is not here."""
_NOT_CERTAIN = "not certain"
"""What a statement says where a rule leaves open which of its two cases holds."""
_say = words_of("reports/findings")


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
        result: one of the results in `answers`.
    Returns
        A heading, then the findings in the order of the result; a sentence where there is none.
    """
    head = Heading(3, "Findings", f"findings-{result.name}")
    if not result.findings:
        return (head, Paragraph(_say("none")))
    full = tuple(as_finding(answers, found, provenance) for found in result.findings[:SHOWN_FINDINGS])
    return (head, *full, *_further(answers, result))


def _further(answers: Answers, result: analysed.Result) -> tuple[Block, ...]:
    rest = result.findings[SHOWN_FINDINGS:]
    if not rest:
        return ()
    rows = [(shortened(found.statement), Severity(found.severity).word, found.id) for found in rest]
    table = cut_table(
        _say("further", count=len(rest), total=len(result.findings)),
        columns("Finding", "Priority", "Name"),
        rows,
        limit=LISTED_FINDINGS,
        rest=answers.command(result, "json"),
        note=_say("further_note"),
        name=f"further-{result.name}",
    )
    return (table,)


def as_finding(answers: Answers, found: analysed.Finding, provenance: Provenance) -> Finding:
    """Make the report's finding from an analysis's: its figure with a denominator in words, its evidence with sources.

    Returns
        Finding: without a figure where the analysis gives none or has no denominator for it.
    """
    measure, figure, of = figure_of(answers, found)
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
        certainty=certainty_of(found, answers.settings),
        id=found.id,
        name=found.type,
    )


def certainty_of(found: analysed.Finding, settings: Settings) -> str:
    """Say how sure a finding is: whether a record that nobody has made could turn it, or move its figure."""
    rule = severity_rules(found.type, settings).get(found.severity, "")
    if found.type in NOT_KNOWN_TYPES or _NOT_CERTAIN in found.statement or rule.endswith(f"but {COULD_TURN}"):
        return _say("could_turn")
    if found.bounds is None:
        return _say("as_recorded")
    return _say("firm") if found.bounds[0] == found.bounds[1] else _say("within_bounds")


def in_a_word(certainty: str) -> str:
    """Give what stands before the colon, for where there is room for no more.

    Example
        >>> in_a_word("Firm: nothing could change it.")
        'Firm'
    """
    return certainty.partition(":")[0]


def first_of(answers: Answers, most: int) -> tuple[analysed.Finding, ...]:
    """Choose the findings that a reader should see first: the gravest, the questions taking turns.

    Parameters
        most: how many.
    Returns
        By severity; within one severity the first of each question, then the second of each.
    """
    turns = [
        (analysed.SEVERITY_ORDER[found.severity], turn, place, found)
        for place, (_, result) in enumerate(answers.by_question())
        for turn, found in _numbered(result.findings)
    ]
    return tuple(found for *_, found in sorted(turns, key=lambda each: each[:3])[:most])


def _numbered(findings: Sequence[analysed.Finding]) -> Iterable[tuple[int, analysed.Finding]]:
    """Number the findings within each severity."""
    seen: dict[str, int] = {}
    for found in findings:
        seen[found.severity] = seen.get(found.severity, 0) + 1
        yield seen[found.severity], found


def _absence(found: analysed.Finding) -> str:
    """Say what the records lack, for a finding that rests on no record."""
    return _say("absent_link") if found.type.startswith("group_") else _say("absent_record")


def figure_of(answers: Answers, found: analysed.Finding) -> tuple[str, str, str]:
    """Give measure, figure and denominator in words; blank where there is no denominator."""
    if found.value is None or not found.out_of:
        return "", "", ""
    measure, total = analysed.capital(found.measure), int(found.out_of)
    of = counted(total, _NOUNS.get(found.type, "partnership"))
    if found.type == "single_organisation_partnership":
        return "Held by one organisation", str(total), of
    if found.type == "theme_single_person":
        return (
            "Resting on one person",
            str(total),
            f"{counted(total, 'seat')} that {'carries' if total == 1 else 'carry'} the theme where it is owned",
        )
    if found.type == "duplication_candidate":
        low, high = found.bounds or (0.0, 0.0)
        amount = money(low, high, _currency(answers, found)) if high else "amount not known"
        return measure, amount, f"the money in {len(found.subjects)} of {counted(total, 'award')}"
    if found.type in ("single_gateway", "short_terms"):
        known = isinstance(found.value, (int, float))
        of = _paid_on(found) if found.type == "single_gateway" else of
        return measure, percent(float(found.value)) if known else str(found.value), of
    if found.measure.startswith("share"):
        return measure, percent(float(found.value)), _seats(answers, total)
    if found.type == "theme_no_shared_person":
        return measure, str(found.value), counted(total, "pair")
    return measure, str(found.value), of


def _paid_on(found: analysed.Finding) -> str:
    """Say the money that a gateway and its funders pay on; the finding's id ends in its currency."""
    total = found.out_of or 0.0
    return f"{money(total, total, found.id.rpartition(':')[2])} that the body and its funders pay on"


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

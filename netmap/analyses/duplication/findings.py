"""What is said of duplicated funding: overlaps, gateways and short awards, each with the records it rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from netmap.analyses.duplication.lengths import whole_rows
from netmap.analyses.duplication.overlaps import AHEAD, LIVE, PAST, Overlap
from netmap.analyses.duplication.register import NOT_STATED, Register, iso_days
from netmap.analyses.duplication.sets import Indices
from netmap.analyses.result import LOW, MEDIUM, Evidence, Finding
from netmap.analyses.settings import DuplicationSettings
from netmap.model.words import counted, listed, money, percent
from netmap.network import Network

MOST_EVIDENCE = 20


@dataclass(frozen=True)
class Told:
    """What it takes to tell: names, the register, settings and the day."""

    network: Network
    register: Register
    settings: DuplicationSettings
    as_of: str

    def body(self, at: int) -> str:
        """Name an organisation by its place."""
        body = self.register.bodies[at]
        return self.network.names("Organisation").get(body, body)

    def evidence(self, places: Indices) -> list[Evidence]:
        """Say of awards of the ledger, by their places, who pays whom, how much and when."""
        rows = self.register.ledger.iloc[places]
        starts, ends = iso_days(rows["start"]), iso_days(rows["end"])
        columns = ("award_id", "funder", "recipient", "low", "high", "currency")
        return [
            Evidence(award, self._says(*said))
            for award, *said in zip(*(rows[name] for name in columns), starts, ends, strict=True)
        ]

    def _says(
        self, funder: int, recipient: int, low: float, high: float, currency: int, start: str | None, end: str | None
    ) -> str:
        amount = "amount not known" if low != low else money(low, high, self.register.currencies[currency])
        term = f"{start or 'not known'} to {end or 'not known'}"
        return f"{self.body(funder)} to {self.body(recipient)}, {amount}, {term}"


def with_sources(network: Network, findings: Iterable[Finding]) -> list[Finding]:
    """Give the findings with the source of each record of their evidence, and the date on which it was checked."""
    findings = list(findings)
    wanted = sorted({each.record for found in findings for each in found.evidence})
    records = network.ask("records-by-id", {"ids": wanted})
    records = records[records["kind"] == "award"]
    sources = records[["source", "as_of"]].fillna("").itertuples(index=False, name=None)
    known = dict(zip(records["id"], sources, strict=True))

    def sourced(each: Evidence) -> Evidence:
        source, checked = known[each.record]
        return replace(each, source=source, as_of=checked)

    return [replace(found, evidence=tuple(map(sourced, found.evidence))) for found in findings]


def overlap_findings(told: Told, overlaps: tuple[Overlap, ...]) -> Iterator[Finding]:
    """Name every overlap between funders, at severity medium."""
    register = told.register
    rows, functions = register.rows, register.functions
    involved = sorted({award for overlap in overlaps for award in overlap.awards})
    known = dict(zip(involved, told.evidence(register.places.get_indexer(involved)), strict=True))
    place = {award: at for at, award in enumerate(rows["award_id"])}
    several = np.array([len(each) > 1 for each in functions.members], dtype=bool)[functions.codes]
    for overlap in overlaps:
        members = np.array([place[award] for award in overlap.awards])
        unsplit = [award for award, many in zip(overlap.awards, several[members], strict=True) if many]
        yield Finding(
            id=f"duplication:{_short(overlap.awards)}",
            type="duplication_candidate",
            severity=MEDIUM,
            subjects=overlap.awards,
            statement=_statement(told, overlap, members),
            measure="gross amount in scope",
            value=overlap.gross[1] if overlap.gross else "not known",
            out_of=register.total,
            bounds=overlap.gross,
            evidence=tuple(known[award] for award in overlap.awards),
            would_change="one pooled agreement for these awards, or a record that they pay for different work",
            assumptions=tuple(_assumptions(told, overlap, unsplit)),
            actions=("Bring the funders together before the next renewal and look at one agreement.",),
            as_of=told.as_of,
        )


def _short(awards: tuple[str, ...], most: int = 6) -> str:
    """Name a few awards by their ids, and many by the first of them and a digest of all."""
    if len(awards) <= most:
        return "+".join(awards)
    digest = hashlib.sha256("\n".join(awards).encode()).hexdigest()[:12]
    return f"{awards[0]}+{len(awards) - 1}-more-{digest}"


def _statement(told: Told, overlap: Overlap, members: Indices) -> str:
    network, rows = told.network, told.register.rows
    funders, recipients = (
        listed(sorted({told.body(at) for at in set(rows[end].to_numpy()[members].tolist())}))
        for end in ("payer", "payee")
    )
    functions = listed([network.names("EngagementFunction")[each] for each in overlap.functions])
    groups = listed([network.names("EqualityGroup")[each] for each in overlap.targets])
    areas = listed([network.names("Area")[each] for each in overlap.areas])
    tense = {PAST: "paid", LIVE: "pay", AHEAD: "are to pay"}[overlap.when]
    start = min(segment.start for segment in overlap.segments)
    end = max(segment.end for segment in overlap.segments)
    if overlap.gross and overlap.excess:
        amount = (
            f"{money(*overlap.gross, overlap.currency)} is in scope for joint-investment review. "
            f"At most {money(*overlap.excess, overlap.currency)} of it is beyond the best-funded recipient"
        )
    elif overlap.mixed:
        amount = "The amounts are in several currencies and are not added up"
    else:
        amount = "The amounts are not known"
    return (
        f"{funders} {tense} {recipients} separately for {functions}{f' for {groups}' if groups else ''} in {areas} "
        f"between {start} and {end} ({overlap.when}). {amount}."
    )


def _assumptions(told: Told, overlap: Overlap, unsplit: list[str]) -> list[str]:
    said = [
        "Amounts are spread evenly over the days of each award; "
        f"overlaps under {told.settings.overlap_days} days are left out."
    ]
    if overlap.unpriced:
        said.append(f"{counted(overlap.unpriced, 'award')} without a stated amount.")
    if unsplit:
        said.append(f"Unsplit: {listed(unsplit)} for several functions, counted whole.")
    return said


def gateway_findings(told: Told, table: pd.DataFrame) -> Iterator[Finding]:
    """Name bodies through which several funders are on record as paying several recipients, at severity low."""
    register = told.register
    linked = np.unique(register.places.get_indexer([*register.chains["parent_id"], *register.chains["award_id"]]))
    payer, payee = (register.ledger[end].to_numpy()[linked] for end in ("payer", "payee"))
    recorded = table[(table["recorded_funders"] > 1) & (table["recorded_recipients"] > 1)]
    places = np.searchsorted(register.bodies, recorded["gateway_id"].to_numpy(dtype=object))
    for row, at in zip(recorded.to_dict("records"), places, strict=True):
        through = linked[(payer == at) | (payee == at)]
        ends = (row["ratio_low"], row["ratio_high"])
        known = ends[0] == ends[0] and ends[0] is not None
        yield Finding(
            id=f"gateway:{row['gateway_id']}:{row['currency']}",
            type="single_gateway",
            severity=LOW,
            subjects=(str(row["gateway_id"]),),
            statement=_gateway_words(row, ends if known else None),
            measure="part of the money that goes through the body",
            value=ends[1] if known else "not known",
            out_of=float(row["outflow_high"] + row["direct_high"]) if known else None,
            bounds=ends if known else None,
            evidence=tuple(told.evidence(through[:MOST_EVIDENCE])),
            would_change="a record that the awards were not paid out of one another",
            assumptions=("Each sum is counted once, as it reaches the last recipients.",),
            actions=("Ask the gateway and its funders for the criteria that they share, and record where they are.",),
            as_of=told.as_of,
        )


def _gateway_words(row: Mapping[str, object], ends: tuple[float, float] | None) -> str:
    currency = "" if row["currency"] == NOT_STATED else str(row["currency"])
    flow = money(float(row["outflow_low"]), float(row["outflow_high"]), currency)  # type: ignore[arg-type]
    share = "a part that is not known"
    if ends:
        share = percent(ends[0]) if ends[0] == ends[1] else f"{percent(ends[0])} to {percent(ends[1])}"
    start = str(row["gateway"])
    return (
        f"{start[:1].upper()}{start[1:]} is a gateway: {counted(int(str(row['funders'])), 'funder')} pay it and it "
        f"pays {counted(int(str(row['recipients'])), 'recipient')}. {flow} went out, {share} of what it and its "
        "funders pay to others."
    )


def terms_findings(told: Told, table: pd.DataFrame) -> Iterator[Finding]:
    """Name funders most of whose awards are short, at severity low."""
    settings, ledger = told.settings, told.register.ledger
    rows = whole_rows(table[table["funder_id"] != ""])
    enough = (rows["dated"] >= settings.fewest_awards_for_terms) & (rows["short"] > 0)
    rows = rows[enough & (rows["short_share"].astype(float) >= settings.alert_short_share)]
    short = np.flatnonzero((ledger["end"] - ledger["start"]).to_numpy() < settings.short_term_days)
    payer = ledger["payer"].to_numpy()[short]
    places = np.searchsorted(told.register.bodies, rows["funder_id"].to_numpy(dtype=object))
    for row, at in zip(rows.to_dict("records"), places, strict=True):
        said = f"{row['short']} of {counted(row['dated'], 'award')} of {row['funder']} with both dates recorded"
        lines = [f"Terms under {settings.short_term_days} days are called short; the objective may ask for them."]
        if row["undated"]:
            lines.append(f"{counted(row['undated'], 'award')} without both dates left out.")
        if row["short"] > MOST_EVIDENCE:
            lines.append(f"The first {MOST_EVIDENCE} of {row['short']} short awards are named.")
        yield Finding(
            id=f"terms:{row['funder_id']}",
            type="short_terms",
            severity=LOW,
            subjects=(row["funder_id"],),
            statement=f"{said} run for less than {settings.short_term_days} days.",
            measure="part of awards that are short",
            value=row["short_share"],
            out_of=row["dated"],
            bounds=None,
            evidence=tuple(told.evidence(short[payer == at][:MOST_EVIDENCE])),
            would_change="end dates on record that make the awards longer, or awards renewed in one agreement",
            assumptions=tuple(lines),
            actions=(
                "Ask of each short award whether its objective is as short; look at longer terms where it is not.",
            ),
            as_of=told.as_of,
        )


def in_scope(overlaps: list[Overlap]) -> str:
    """Say the gross amounts, one sum for each currency."""
    totals: dict[str, tuple[float, float]] = {}
    for overlap in overlaps:
        if overlap.gross:
            low, high = totals.get(overlap.currency, (0.0, 0.0))
            totals[overlap.currency] = (low + overlap.gross[0], high + overlap.gross[1])
    stated = [money(*ends, currency) for currency, ends in sorted(totals.items())]
    return listed(stated) or "no stated amount"

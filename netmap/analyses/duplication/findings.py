"""What is said of duplicated funding: overlaps, gateways and short awards, each with the records it rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from netmap.analyses.duplication.lengths import whole_rows
from netmap.analyses.duplication.overlaps import LIVE, PAST, Overlap
from netmap.analyses.duplication.register import NOT_STATED, Register, iso_days
from netmap.analyses.duplication.sets import Indices
from netmap.analyses.result import LOW, MEDIUM, Evidence, Finding
from netmap.analyses.settings import DuplicationSettings
from netmap.model.words import counted, listed, money, percent
from netmap.network import Network
from netmap.words import words_of

MOST_EVIDENCE = 20
_say = words_of("analyses/duplication")


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
        unpriced, blank = _say("award_amount_not_known"), _say("not_known")
        return _say(
            "award_evidence",
            funder=self.body(funder),
            recipient=self.body(recipient),
            amount=unpriced if low != low else money(low, high, self.register.currencies[currency]),
            start=start or blank,
            end=end or blank,
        )


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
            measure=_say("overlap_measure"),
            value=overlap.gross[1] if overlap.gross else _say("not_known"),
            out_of=register.total,
            bounds=overlap.gross,
            evidence=tuple(known[award] for award in overlap.awards),
            would_change=_say("overlap_change"),
            assumptions=tuple(_assumptions(told, overlap, unsplit)),
            actions=(_say("overlap_action"),),
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
    return _who_pays(
        overlap,
        funders=funders,
        recipients=recipients,
        functions=functions,
        groups=groups,
        areas=areas,
        start=min(segment.start for segment in overlap.segments),
        end=max(segment.end for segment in overlap.segments),
        amount=_amount(overlap),
    )


def _who_pays(overlap: Overlap, *, groups: str, **values: object) -> str:
    if overlap.when == PAST:
        if groups:
            return _say("overlap_statement_past_groups", groups=groups, **values)
        return _say("overlap_statement_past", **values)
    if overlap.when == LIVE:
        if groups:
            return _say("overlap_statement_live_groups", groups=groups, **values)
        return _say("overlap_statement_live", **values)
    if groups:
        return _say("overlap_statement_ahead_groups", groups=groups, **values)
    return _say("overlap_statement_ahead", **values)


def _amount(overlap: Overlap) -> str:
    if overlap.gross and overlap.excess:
        gross, excess = (money(*ends, overlap.currency) for ends in (overlap.gross, overlap.excess))
        return _say("overlap_amount", gross=gross, excess=excess)
    return _say("overlap_amount_currencies") if overlap.mixed else _say("overlap_amount_not_known")


def _assumptions(told: Told, overlap: Overlap, unsplit: list[str]) -> list[str]:
    said = [_say("overlap_assumption", days=told.settings.overlap_days)]
    if overlap.unpriced:
        said.append(_say("overlap_unpriced", awards=counted(overlap.unpriced, "award")))
    if unsplit:
        said.append(_say("overlap_unsplit", awards=listed(unsplit)))
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
            measure=_say("gateway_measure"),
            value=ends[1] if known else _say("not_known"),
            out_of=float(row["outflow_high"] + row["direct_high"]) if known else None,
            bounds=ends if known else None,
            evidence=tuple(told.evidence(through[:MOST_EVIDENCE])),
            would_change=_say("gateway_change"),
            assumptions=(_say("gateway_assumption"),),
            actions=(_say("gateway_action"),),
            as_of=told.as_of,
        )


def _gateway_words(row: Mapping[str, object], ends: tuple[float, float] | None) -> str:
    currency = "" if row["currency"] == NOT_STATED else str(row["currency"])
    start = str(row["gateway"])
    said = {
        "body": f"{start[:1].upper()}{start[1:]}",
        "funders": counted(int(str(row["funders"])), "funder"),
        "recipients": counted(int(str(row["recipients"])), "recipient"),
        "flow": money(float(row["outflow_low"]), float(row["outflow_high"]), currency),  # type: ignore[arg-type]
    }
    if not ends:
        return _say("gateway_statement_not_known", **said)
    if ends[0] == ends[1]:
        return _say("gateway_statement", share=percent(ends[0]), **said)
    return _say("gateway_statement_range", low=percent(ends[0]), high=percent(ends[1]), **said)


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
        dated, days = counted(row["dated"], "award"), settings.short_term_days
        lines = [_say("terms_assumption", days=days)]
        if row["undated"]:
            lines.append(_say("terms_undated", awards=counted(row["undated"], "award")))
        if row["short"] > MOST_EVIDENCE:
            lines.append(_say("terms_first", shown=MOST_EVIDENCE, short=row["short"]))
        yield Finding(
            id=f"terms:{row['funder_id']}",
            type="short_terms",
            severity=LOW,
            subjects=(row["funder_id"],),
            statement=_say("terms_statement", short=row["short"], awards=dated, funder=row["funder"], days=days),
            measure=_say("terms_measure"),
            value=row["short_share"],
            out_of=row["dated"],
            bounds=None,
            evidence=tuple(told.evidence(short[payer == at][:MOST_EVIDENCE])),
            would_change=_say("terms_change"),
            assumptions=tuple(lines),
            actions=(_say("terms_action"),),
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
    return listed(stated) or _say("no_stated_amount")

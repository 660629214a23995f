"""What one finding rests on: its figure, the rule of its severity, the thresholds, and the rows that state the records.

An explanation is data; `tree` gives it as lines under lines, for whoever prints it.
"""

from __future__ import annotations

import dataclasses
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from rapidfuzz import process

from netmap.analyses import ANALYSES, run_analysis
from netmap.analyses.result import Evidence, Finding, Result, plain
from netmap.analyses.settings import DEFAULTS, Settings
from netmap.analyses.severity import NO_RULE, severity_rules
from netmap.errors import AnalysisError
from netmap.model.graph import JOINED
from netmap.model.words import counted, listed, plainly
from netmap.network import Network

QUESTION = "records-by-id"
NEAREST = 3
_PLACE = re.compile(rf".+?, row \d+(?={re.escape(JOINED)}|$)")


@dataclass(frozen=True)
class Threshold:
    """One setting that the analysis used, with its value and what it decides."""

    name: str
    value: Any
    says: str


@dataclass(frozen=True)
class Record:
    """One record behind a finding: what it says there, and the rows of files that state it.

    `kind` is blank where the network has no record of that id. `places` are texts such as
    `seats.csv, row 14`, in reading order; none where the record was not read from a file.
    """

    id: str
    says: str
    kind: str = ""
    name: str = ""
    is_stub: bool = False
    source: str = ""
    as_of: str = ""
    dataset: str = ""
    places: tuple[str, ...] = ()

    def command(self, source: str) -> str:
        """Give the command that shows the record."""
        return shlex.join(["netmap", "query", source, QUESTION, "--param", f"ids={self.id}"])


@dataclass(frozen=True)
class Branch:
    """One line, and the lines below it."""

    text: str
    below: tuple[Branch, ...] = ()

    def lines(self, depth: int = 0) -> Iterator[str]:
        """Give the line and those below, each indented by two blanks for each step down."""
        yield "  " * depth + self.text
        for branch in self.below:
            yield from branch.lines(depth + 1)


@dataclass(frozen=True)
class Explanation:
    """All that one finding rests on.

    `rules` are those of its type by severity; `evidence` the records that the finding names, `subjects`
    the records that it is about and does not name as evidence.
    """

    analysis: str
    finding: Finding
    scope: str
    rules: Mapping[str, str]
    thresholds: tuple[Threshold, ...]
    evidence: tuple[Record, ...]
    subjects: tuple[Record, ...]

    @property
    def rule(self) -> str:
        """Give the rule that made the severity what it is."""
        return self.rules.get(self.finding.severity, NO_RULE)

    def to_dict(self, source: str) -> dict[str, Any]:
        """Give the explanation as a versioned document of plain values; `source` is what the commands name."""
        document = {
            "schema": "netmap/explanation/1",
            "analysis": self.analysis,
            "scope": self.scope,
            "finding": dataclasses.asdict(self.finding),
            "rule": self.rule,
            "rules": self.rules,
            "thresholds": [dataclasses.asdict(each) for each in self.thresholds],
            "evidence": [{**dataclasses.asdict(each), "command": each.command(source)} for each in self.evidence],
            "subjects": [{**dataclasses.asdict(each), "command": each.command(source)} for each in self.subjects],
        }
        return dict(plain(document))

    def tree(self, source: str) -> Branch:
        """Give the explanation as lines under lines; `source` is what the commands name."""
        found = self.finding
        parts = [
            Branch(f"Figure: {found.measure}: {figure(found)}", _lines([range_of(found)])),
            Branch(f"Severity: {found.severity}, because {self.rule}", self._other_severities()),
            Branch(
                f"Thresholds of {self.analysis}",
                _lines(f"{each.name} {plainly(each.value)}: {each.says}" for each in self.thresholds),
            ),
            Branch(f"Evidence: {counted(len(self.evidence), 'record')}", _records(self.evidence, source)),
            Branch("About", _records(self.subjects, source)),
            Branch("Taken as given", _lines(found.assumptions)),
            Branch("What would change it", _lines([found.would_change])),
            Branch("What to do", _lines(found.actions)),
        ]
        kept = tuple(part for part in parts if part.below or part.text.startswith(("Figure", "Severity", "Evidence")))
        where = f", in {self.scope}" if self.scope else ""
        named = f"{found.id}, from {self.analysis} as at {found.as_of}{where}, by {found.definition}"
        return Branch(found.statement, (Branch(named), *kept))

    def _other_severities(self) -> tuple[Branch, ...]:
        others = {name: rule for name, rule in self.rules.items() if name != self.finding.severity}
        return _lines(f"It would be {name} if {rule}" for name, rule in others.items())


def figure(found: Finding) -> str:
    """Say the figure of a finding and what it is out of.

    Example
        >>> figure(Finding("a", "b", "low", (), "", "share of seats", 0.125, 8))
        '0.125, out of 8'
        >>> figure(Finding("a", "b", "low", (), "", "gross amount"))
        'not known'
    """
    value = "not known" if found.value is None else _value(found.value)
    return value if found.out_of is None else f"{value}, out of {_value(found.out_of)}"


def range_of(found: Finding) -> str:
    """Say the bounds of a finding's figure; blank where it has none.

    Example
        >>> range_of(Finding("a", "b", "low", (), "", "seats", 3, 8, (3, 5)))
        'between 3 and 5, whatever the missing records say'
    """
    if found.bounds is None:
        return ""
    low, high = (_value(each) for each in found.bounds)
    if low == high:
        return "no record that is missing could change it"
    return f"between {low} and {high}, whatever the missing records say"


def _value(value: Any) -> str:
    if isinstance(value, (str, bool)):
        return str(value).lower() if isinstance(value, bool) else value
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.3f}"


def _lines(texts: Iterable[str]) -> tuple[Branch, ...]:
    return tuple(Branch(text) for text in texts if text)


def _records(records: Iterable[Record], source: str) -> tuple[Branch, ...]:
    return tuple(Branch(f"{each.id}: {each.says}", _lines([*_facts(each), each.command(source)])) for each in records)


def _facts(record: Record) -> Iterator[str]:
    """Say where a record stands and who says so."""
    if not record.kind:
        yield "no record of this id is in the network"
        return
    yield f"{record.kind}: {record.name}"
    if record.is_stub:
        yield f"only named, in {listed(record.places)}" if record.places else "only named, in no file"
    else:
        yield from record.places or ("read from no file",)
    checked = f", checked {record.as_of}" if record.as_of else ", no day of checking recorded"
    yield f"source: {record.source}{checked}; dataset {record.dataset}"


def explain(
    network: Network, finding: str, *, as_of: str, area: str | None = None, settings: Settings = DEFAULTS
) -> Explanation:
    """What does this finding rest on, down to the rows of the files?

    Definition: the finding of that id, the rule that gave its severity, the thresholds of its analysis, and
    for each record that it names the file, sheet and row that state it.

    Parameters
        network: the network.
        finding: the id of a finding, as documents and `all_findings` give it.
        as_of: the day, as ISO text.
        area: a place by name or id; None means everywhere.
        settings: thresholds and weights.
    Returns
        Explanation: records in the order in which the finding names them.
    Raises
        AnalysisError: no analysis gives a finding of that id on that day; the nearest ids are named.
    Cost
        That of the analyses up to the one that gives the finding, and one question about its records.
    Source
        METHODS 7.8.
    Example
        >>> from netmap.shipped import shipped
        >>> from netmap.sources.reading import read_source
        >>> from netmap.stores import open_store
        >>> store, dataset = open_store(), read_source(shipped("datasets") / "anytown")
        >>> _ = store.load(dataset.name, dataset.records)
        >>> found = explain(Network(store), "dominance:CVS", as_of="2026-01-31")
        >>> found.evidence[0].id, found.evidence[0].places
        ('s01', ('seats.csv, row 2',))
    """
    seen: list[str] = []
    for name in sorted(ANALYSES, key=lambda each: not finding.startswith(each)):
        result = run_analysis(name, network, as_of=as_of, area=area, settings=settings)
        for found in result.findings:
            if found.id == finding:
                return explanation_of(network, result, found, settings)
            seen.append(found.id)
    near = [str(each) for each, _, _ in process.extract(finding, sorted(seen), limit=NEAREST)]
    hint = f"The nearest: {', '.join(near)}. " if near else ""
    raise AnalysisError(
        f"There is no finding {finding} as at {as_of}.", f"{hint}`netmap explain SOURCE --list` lists all."
    )


def all_findings(
    network: Network, *, as_of: str, area: str | None = None, settings: Settings = DEFAULTS
) -> pd.DataFrame:
    """Which findings are there, from all analyses?

    Parameters
        network, as_of, area, settings: as for `explain`.
    Returns
        DataFrame with id, severity, analysis, type and statement: analyses in their order, the gravest first.
    Cost
        That of all analyses.
    """
    rows = [
        (found.id, found.severity, name, found.type, found.statement)
        for name in ANALYSES
        for found in run_analysis(name, network, as_of=as_of, area=area, settings=settings).findings
    ]
    return pd.DataFrame(rows, columns=["id", "severity", "analysis", "type", "statement"], dtype=object)


def explanation_of(network: Network, result: Result, found: Finding, settings: Settings = DEFAULTS) -> Explanation:
    """What does a finding of a result at hand rest on?

    Parameters
        network, settings: those that gave the result.
        result: the result.
        found: one of its findings.
    Cost
        One question about the records.
    """
    named = {each.record for each in found.evidence}
    about = [Evidence(each, "what the finding is about") for each in found.subjects if each not in named]
    known = _known(network, [*named, *(each.record for each in about)])
    says = settings.words()
    return Explanation(
        analysis=result.name,
        finding=found,
        scope=result.scope,
        rules=severity_rules(found.type, settings),
        thresholds=tuple(Threshold(name, value, says.get(name, "")) for name, value in result.parameters.items()),
        evidence=tuple(_record(each, known) for each in found.evidence),
        subjects=tuple(_record(each, known) for each in about),
    )


def records_of(network: Network, evidence: Iterable[Evidence]) -> tuple[Record, ...]:
    """Which rows of which files state these records?

    Parameters
        network: the network.
        evidence: what findings rest on, in any order.
    Returns
        One Record for each piece of evidence, in the same order.
    Cost
        One question about all of them.
    """
    pieces = tuple(evidence)
    known = _known(network, sorted({each.record for each in pieces}))
    return tuple(_record(each, known) for each in pieces)


def _known(network: Network, ids: list[str]) -> dict[str, dict[str, Any]]:
    """Look the records up; where records of two kinds share an id, the first kind in order of name is given."""
    rows = network.ask(QUESTION, {"ids": sorted(ids)}) if ids else pd.DataFrame()
    found = rows.astype(object).where(rows.notna(), None).to_dict("records")
    return {str(row["id"]): {str(name): value for name, value in row.items()} for row in reversed(found)}


def _record(evidence: Evidence, known: Mapping[str, Mapping[str, Any]]) -> Record:
    row = known.get(evidence.record)
    if row is None:
        return Record(evidence.record, evidence.says, source=evidence.source, as_of=evidence.as_of)
    return Record(
        id=evidence.record,
        says=evidence.says,
        kind=row["kind"],
        name=row["name"] or row["id"],
        is_stub=bool(row["stub"]),
        source=evidence.source or row["source"] or "",
        as_of=evidence.as_of or row["as_of"] or "",
        dataset=row["dataset"] or "",
        places=tuple(place.strip(JOINED) for place in _PLACE.findall(row["read_from"] or "")),
    )

"""What an analysis gives: figures, a table, findings with evidence, and what they rest on."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pandas as pd

DEFINITION = "METHODS 1"
HIGH, MEDIUM, LOW = "high", "medium", "low"
SEVERITY_ORDER = {HIGH: 0, MEDIUM: 1, LOW: 2}


@dataclass(frozen=True)
class Evidence:
    """One record that a statement rests on."""

    record: str
    says: str
    source: str = ""
    as_of: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing that an analysis found, ready to be read out.

    `value` is the figure, `out_of` its denominator, `bounds` the lowest and highest value when data
    are missing. `evidence` names the records it rests on, `would_change` the record that would turn it.
    """

    id: str
    type: str
    severity: str
    subjects: tuple[str, ...]
    statement: str
    measure: str
    value: float | str | None = None
    out_of: float | None = None
    bounds: tuple[float, float] | None = None
    evidence: tuple[Evidence, ...] = ()
    would_change: str = ""
    assumptions: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    definition: str = DEFINITION
    as_of: str = ""


class Tables(Mapping[str, pd.DataFrame]):
    """Tables by name, some of them worked out when they are first asked for: what nobody reads costs nothing."""

    def __init__(self, tables: Mapping[str, pd.DataFrame | Callable[[], pd.DataFrame]]) -> None:
        self._tables = dict(tables)

    def __getitem__(self, name: str) -> pd.DataFrame:
        table = self._tables[name]
        if callable(table):
            table = self._tables[name] = table()
        return table

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


@dataclass(frozen=True, kw_only=True)
class Result:
    """What every analysis gives; each adds its own figures.

    `name` names the analysis in documents, `in_short` the columns that fit on a terminal.
    `headline` is the answer in one sentence, `values` the figures by name, `caveats` what is not known;
    `details` holds further tables by name.
    """

    as_of: str
    scope: str
    parameters: Mapping[str, Any]
    headline: str
    values: Mapping[str, Any]
    caveats: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    rows: pd.DataFrame = field(repr=False)
    details: Mapping[str, pd.DataFrame] = field(default_factory=dict, repr=False)

    name: ClassVar[str]
    in_short: ClassVar[tuple[str, ...]]

    def table(self) -> pd.DataFrame:
        """Give the rows behind the figures as a new table."""
        return self.rows.copy()

    def to_dict(self) -> dict[str, Any]:
        """Give the result as a versioned document of plain values."""
        document = {
            "schema": f"netmap/{self.name}/1",
            "as_of": self.as_of,
            "scope": self.scope,
            "parameters": self.parameters,
            "values": {"headline": self.headline, **self.values},
            "table": _records(self.rows),
            "details": {name: _records(rows) for name, rows in self.details.items()},
            "findings": [dataclasses.asdict(finding) for finding in self.findings],
            "caveats": self.caveats,
        }
        return dict(plain(document))


def _records(rows: pd.DataFrame) -> list[dict[Any, Any]]:
    return list(rows.astype(object).where(rows.notna(), None).to_dict("records"))


def plain(value: Any) -> Any:
    """Give any value as JSON can hold it: numpy numbers as Python's, not-a-number as null, infinity as 'inf'.

    Floats are rounded to 12 places, so that the order of adding never shows.
    """
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    if hasattr(value, "item") and not isinstance(value, str):
        value = value.item()
    if isinstance(value, float):
        return "inf" if math.isinf(value) else None if math.isnan(value) else round(value, 12)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return plain(dataclasses.asdict(value))
    return value


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Sort findings: the gravest first, then by type and subjects."""
    return tuple(
        sorted(findings, key=lambda finding: (SEVERITY_ORDER[finding.severity], finding.type, finding.subjects))
    )


def capital(text: str) -> str:
    """Begin a sentence with a name.

    Example
        >>> capital("older people")
        'Older people'
    """
    return text[:1].upper() + text[1:]


def sentences(texts: Sequence[str], most: int = 4) -> str:
    """Say each of some texts in a sentence of its own; of a long list the first few, with how many more there are.

    Example
        >>> sentences(["seat A is vacant", "seat B is vacant", "seat C is vacant"], most=2)
        'Seat A is vacant. Seat B is vacant. And 1 more.'
    """
    said = [f"{capital(text)}." for text in texts[:most]]
    return " ".join([*said, *[f"And {len(texts) - most} more."] * (len(texts) > most)])

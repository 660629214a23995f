"""The load ledger: what was read, loaded, merged and refused, with the address of every refusal."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

SCHEMA = "netmap/ledger/1"


@dataclass(frozen=True)
class Refusal:
    """One cell or row that was not taken, where it stands, why, and what would be right."""

    table: str
    file: str
    sheet: str
    row: int | None
    column: str
    cell: str
    value: str
    reason: str
    fix: str

    def address(self) -> str:
        """Give the place as a person would look it up: `seats!C14`, else the file and the row."""
        if self.cell:
            return self.cell
        return self.file if self.row is None else f"{self.file}, row {self.row}"


@dataclass
class TableCount:
    """The counts of one table; `read` equals `loaded` + `merged` + `refused`."""

    read: int = 0
    loaded: int = 0
    merged: int = 0
    refused: int = 0
    stubs: int = 0
    isolates: int = 0

    def balances(self) -> bool:
        """Say whether every row that was read is accounted for."""
        return self.read == self.loaded + self.merged + self.refused


@dataclass
class Ledger:
    """The account of reading one source."""

    source: str
    tables: dict[str, TableCount] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def count(self, table: str) -> TableCount:
        """Get the counts of a table, made where there are none yet."""
        return self.tables.setdefault(table, TableCount())

    def refused(self) -> int:
        """Count the refused rows of all tables."""
        return sum(count.refused for count in self.tables.values())

    def balances(self) -> bool:
        """Say whether every table accounts for every row."""
        return all(count.balances() for count in self.tables.values())

    def note(self, notices: Iterable[str]) -> None:
        """Add notices, each once."""
        self.notices += [text for text in dict.fromkeys(notices) if text not in self.notices]

    def to_dict(self) -> dict[str, Any]:
        """Give the ledger as a versioned document."""
        return {
            "schema": SCHEMA,
            "source": self.source,
            "tables": {name: dataclasses.asdict(count) for name, count in self.tables.items()},
            "refusals": [dataclasses.asdict(refusal) for refusal in self.refusals],
            "notices": list(self.notices),
        }

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Ledger:
        """Read the document that `to_dict` gives."""
        tables = {name: TableCount(**count) for name, count in document["tables"].items()}
        refusals = [Refusal(**refusal) for refusal in document["refusals"]]
        return cls(document["source"], tables, refusals, list(document["notices"]))

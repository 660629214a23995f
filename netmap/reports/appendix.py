"""What a report was made with, kept in the report as JSON: enough to make the same report again, byte for byte."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netmap.analyses.health.last_year import SavedCheck
from netmap.analyses.settings import DEFAULTS, Settings, settings_from
from netmap.errors import InputError
from netmap.model.saving import document_of, records_of
from netmap.network import Network
from netmap.sources.answers_file import Filled
from netmap.sources.ledger import Ledger
from netmap.sources.saved import read_appendix


@dataclass(frozen=True)
class Earlier:
    """What a report is compared with: an earlier network, or the same one on an earlier day."""

    network: Network
    source: str
    as_of: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a report is asked to tell.

    Parameters
        as_of: the day, as ISO text.
        area: a place by name or id; None means everywhere.
        settings: thresholds and weights.
        earlier: what to compare with; None leaves that page out.
        filled: answers of people to the health check; None means as far as records answer it.
        last: the health check of last year; None leaves the comparison out.
    """

    as_of: str
    area: str | None = None
    settings: Settings = DEFAULTS
    earlier: Earlier | None = None
    filled: Filled | None = None
    last: SavedCheck | None = None


@dataclass(frozen=True)
class Appendix:
    """The records that a report rests on, how they were read, and what was asked."""

    network: Network
    source: str
    ledger: Ledger | None
    asked: Asked

    def to_dict(self) -> dict[str, Any]:
        """Give the appendix as plain values.

        Cost
            Linear in the records.
        """
        asked, earlier = self.asked, self.asked.earlier
        before: dict[str, Any] | None = None
        if earlier:
            own = None if earlier.network is self.network else document_of(earlier.network.records())
            before = {"source": earlier.source, "as_of": earlier.as_of, "records": own}
        return {
            "source": self.source,
            "as_of": asked.as_of,
            "area": asked.area,
            "settings": dataclasses.asdict(asked.settings),
            "answers": dataclasses.asdict(asked.filled) if asked.filled else None,
            "last_check": dataclasses.asdict(asked.last) if asked.last else None,
            "ledger": self.ledger.to_dict() if self.ledger else None,
            "earlier": before,
            "records": document_of(self.network.records()),
        }


def read_asked(path: Path, network: Network) -> Asked:
    """Read what a saved report was asked to tell.

    Parameters
        path: a report as JSON, made for internal use.
        network: the network of its records, for a comparison with another day of the same.
    Raises
        InputError: the file is damaged, or holds no appendix.
    """
    appendix = read_appendix(path)
    try:
        return Asked(
            as_of=str(appendix["as_of"]),
            area=appendix["area"],
            settings=settings_from(appendix["settings"], path),
            earlier=_earlier(appendix["earlier"], network),
            filled=_given(Filled, appendix["answers"]),
            last=_given(SavedCheck, appendix["last_check"]),
        )
    except (KeyError, TypeError) as error:
        raise InputError(
            f"{path.name} does not say what its report was asked to tell.",
            "Take the file as netmap wrote it, or name the source instead.",
            file=str(path),
        ) from error


def _earlier(document: Mapping[str, Any] | None, network: Network) -> Earlier | None:
    if document is None:
        return None
    records, source = document["records"], str(document["source"])
    before = network if records is None else Network.from_records(source, records_of(records))
    return Earlier(before, source, str(document["as_of"]))


def _given(kind: type[Any], document: Mapping[str, Any] | None) -> Any:
    """Make a value of a class from its fields; a list stands for what is a tuple there."""
    if document is None:
        return None
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in document.items()})

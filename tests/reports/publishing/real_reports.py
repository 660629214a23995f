"""Reports on the data sets of this repository, with everything in them and as others may read them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from netmap.maps.publishing import private_of
from netmap.maps.publishing.private import Private
from netmap.network import Network
from netmap.reports.answers import Answers, ask_all
from netmap.reports.appendix import Asked
from netmap.reports.build import compose_report
from netmap.reports.document import Document
from netmap.reports.publishing import Protected, protected_of, published_report
from netmap.sources.reading import read_source
from netmap.stores import open_store

DATASETS = Path(__file__).parents[3] / "datasets"
DAYS = {"riverton": "2026-06-30", "anytown": "2026-01-31"}


class Report:
    """One report with what its publication must know."""

    def __init__(self, folder: Path, as_of: str) -> None:
        read = read_source(folder)
        store = open_store()
        store.load(read.name, read.records)
        self.answers: Answers = ask_all(Network(store), Asked(as_of=as_of))
        self.document: Document = compose_report(self.answers, source=folder.name, ledger=read.ledger)
        self.protected: Protected = protected_of(self.answers)
        self.private: Private = private_of(self.answers.network)

    def published(self, profile: str, least: int = 10, document: Document | None = None) -> Document:
        return published_report(
            document or self.document, profile, protected=self.protected, private=self.private, least=least
        )


@cache
def report_on(name: str) -> Report:
    return Report(DATASETS / name, DAYS[name])

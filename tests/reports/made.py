"""Reports without pictures, for tests of what their sections say."""

from netmap.network import Network
from netmap.reports.answers import ask_all
from netmap.reports.appendix import Asked
from netmap.reports.build import compose_report
from netmap.reports.document import Document
from netmap.sources.ledger import Ledger


def build_report(
    network: Network, *, as_of: str, area: str | None = None, source: str, ledger: Ledger | None = None
) -> Document:
    return compose_report(ask_all(network, Asked(as_of=as_of, area=area)), source=source, ledger=ledger)

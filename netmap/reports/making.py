"""From a network to a finished report, the way that commands share: answers, pictures, profile, appendix."""

from __future__ import annotations

from dataclasses import dataclass, replace

from netmap.maps.making import make_maps
from netmap.maps.publishing import private_of
from netmap.maps.spec import MapSpec
from netmap.maps.views import TABS
from netmap.model.words import INTERNAL
from netmap.network import Network
from netmap.reports.answers import Answers, ask_all
from netmap.reports.appendix import Appendix, Asked
from netmap.reports.build import compose_report
from netmap.reports.document import Document
from netmap.reports.sections.pictures import PICTURED
from netmap.sources.ledger import Ledger


@dataclass(frozen=True)
class Report:
    """A finished report, with the answers that it tells and the maps that its pictures show."""

    document: Document
    answers: Answers
    maps: tuple[MapSpec, ...]


def make_report(
    network: Network,
    asked: Asked,
    *,
    source: str,
    ledger: Ledger | None = None,
    profile: str = INTERNAL,
    live_map: str = "",
) -> Report:
    """What does the report tell those for whom it is made?

    Parameters
        network: the network.
        asked: day, place, settings, and what to compare with.
        source: what the records come from, in the user's words.
        ledger: the account of reading the tables; None where the network comes from a store.
        profile: internal, partners or public.
        live_map: the name of the map's file beside the report, to be linked to; blank where there is none.
    Returns
        Report: equal for equal input; its maps are those of its pictures, and all of a page where `live_map` is named.
    Raises
        AnalysisError: the area is not known, or the health check of last year cannot be compared.
        RenderError: there is no such profile.
    Cost
        That of the six analyses, of placing the maps, and of drawing them.
    """
    answers = ask_all(network, asked)
    specs = make_maps(
        network,
        source=source,
        as_of=asked.as_of,
        area=asked.area,
        settings=asked.settings,
        profile=profile,
        answered=answers.by_name(),
        tabs=TABS if live_map else PICTURED,
    )
    document = compose_report(answers, source=source, ledger=ledger, maps=specs, live_map=live_map)
    if profile == INTERNAL:
        document = replace(document, appendix=Appendix(network, source, ledger, asked))
    else:
        document = _published(document, profile, answers)
    return Report(document, answers, specs)


def _published(document: Document, profile: str, answers: Answers) -> Document:
    """Give what those may see for whom the report is made; what proves it safe takes a while to import."""
    from netmap.reports.publishing import protected_of, published_report

    return published_report(
        document,
        profile,
        protected=protected_of(answers),
        private=private_of(answers.network),
        least=answers.settings.publishing.least_count,
    )

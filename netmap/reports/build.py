"""The report on a network: the four questions asked, their answers laid out for whoever writes the board paper."""

from __future__ import annotations

import datetime

from netmap.model.words import counted
from netmap.network import Network
from netmap.reports.answers import Answers, ask_all
from netmap.reports.document import Document
from netmap.reports.sections.certainty import certainty_section
from netmap.reports.sections.coverage import coverage_section
from netmap.reports.sections.dominance import dominance_section
from netmap.reports.sections.duplication import duplication_section
from netmap.reports.sections.findings import Provenance
from netmap.reports.sections.issues import issues_section
from netmap.reports.sections.summary import summary_section
from netmap.reports.words import words_of
from netmap.sources.ledger import Ledger

_say = words_of("whole")


def build_report(
    network: Network, *, as_of: str, area: str | None = None, source: str, ledger: Ledger | None = None
) -> Document:
    """Who speaks for whom here, and how sure is that?

    Definition: the results of the four analyses in six sections: summary, dominance, coverage, duplicated
    funding, stranded issues, certainty. Long tables are cut, with a line that says how to get the rest.

    Parameters
        network: the network.
        as_of: the day, as ISO text.
        area: a place by name or id; None means everywhere.
        source: what the records come from, in the user's words.
        ledger: the account of reading the tables; None where the network comes from a store.
    Returns
        Document: equal for equal input.
    Raises
        AnalysisError: the area is not known.
    Cost
        That of the four analyses; the size of the document is bounded by the caps on its tables.
    """
    return compose_report(ask_all(network, as_of=as_of, area=area), source=source, ledger=ledger)


def compose_report(answers: Answers, *, source: str, ledger: Ledger | None = None) -> Document:
    """Lay out answers that are there already; see `build_report`."""
    provenance = Provenance(answers.network, source, answers.as_of)
    return Document(
        title=_say("title_of_place", place=answers.dominance.scope) if answers.dominance.scope else _say("title"),
        subtitle=_say("subtitle"),
        as_of=datetime.date.fromisoformat(answers.as_of),
        scope=_scope(answers),
        source=source,
        blocks=(
            *summary_section(answers, source),
            *dominance_section(answers, provenance),
            *coverage_section(answers, provenance),
            *duplication_section(answers, provenance),
            *issues_section(answers, provenance),
            *certainty_section(answers, ledger, source),
        ),
        notes=("Made by netmap from the records named above. The same records and the same day give the same report.",),
    )


def _scope(answers: Answers) -> str:
    place = f"{answers.dominance.scope} and the places within it" if answers.dominance.scope else "everything on record"
    seats = counted(answers.dominance.values["seats_listed"], "listed seat")
    partnerships = counted(answers.dominance.values["partnerships"], "partnership")
    groups = counted(answers.coverage.values["groups"], "equality group")
    awards = counted(answers.duplication.values["awards"], "award")
    themes = counted(answers.issues.values["themes"], "theme")
    return f"{place}: {partnerships} with {seats}, {groups}, {awards}, {themes}"

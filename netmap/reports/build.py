"""The report on a network: the answers laid out in the order of a board paper, for whoever writes it."""

from __future__ import annotations

import datetime

from netmap.model.words import counted
from netmap.network import Network
from netmap.reports.answers import Answers, ask_all
from netmap.reports.document import Block, Document
from netmap.reports.sections.about import about_section
from netmap.reports.sections.again import again_section
from netmap.reports.sections.changes import changes_section
from netmap.reports.sections.coverage import coverage_section
from netmap.reports.sections.decisions import decisions_section
from netmap.reports.sections.dominance import dominance_section
from netmap.reports.sections.duplication import duplication_section
from netmap.reports.sections.evidence import evidence_section
from netmap.reports.sections.findings import Provenance
from netmap.reports.sections.issues import issues_section
from netmap.reports.sections.method import method_section
from netmap.reports.sections.summary import summary_section
from netmap.reports.sections.unknown import unknown_section
from netmap.reports.words import words_of
from netmap.sources.ledger import Ledger

_say = words_of("whole")


def build_report(
    network: Network, *, as_of: str, area: str | None = None, source: str, ledger: Ledger | None = None
) -> Document:
    """Who speaks for whom here, and how sure is that?

    Definition: the results of the analyses in the order of a board paper: what this is, a summary, groups by
    partnerships, dominance, duplicated funding, stuck issues, engagement health, decisions asked for, what is
    not known, method, evidence, glossary. Long tables are cut, with a line that says how to get the rest.

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
        That of the six analyses; the size of the document is bounded by the caps on its tables.
    """
    return compose_report(ask_all(network, as_of=as_of, area=area), source=source, ledger=ledger)


def compose_report(answers: Answers, *, source: str, ledger: Ledger | None = None, before: str = "") -> Document:
    """Lay out answers that are there already; see `build_report`.

    Parameters
        before: what the earlier records come from, where the answers tell what changed since.
    """
    told = _told(answers, source, before)
    return Document(
        title=_say("title_of_place", place=answers.dominance.scope) if answers.dominance.scope else _say("title"),
        subtitle=_say("subtitle"),
        as_of=datetime.date.fromisoformat(answers.as_of),
        scope=_scope(answers),
        source=source,
        blocks=(
            *told,
            *evidence_section(answers, told, ledger, source),
            *again_section(answers, answers.network.fingerprint()),
        ),
        notes=(_say("foot"),),
    )


def _told(answers: Answers, source: str, before: str) -> tuple[Block, ...]:
    """Give the report up to its appendix."""
    provenance = Provenance(answers.network, source, answers.as_of)
    return (
        *about_section(answers, source),
        *summary_section(answers),
        *(changes_section(answers.change, before) if answers.change else ()),
        *coverage_section(answers, provenance),
        *dominance_section(answers, provenance),
        *duplication_section(answers, provenance),
        *issues_section(answers, provenance),
        *decisions_section(answers),
        *unknown_section(answers),
        *method_section(answers),
    )


def _scope(answers: Answers) -> str:
    values = {name: result.values for name, result in answers.by_name().items()}
    return _say(
        "scope",
        place=_say("scope_place", place=answers.dominance.scope) if answers.dominance.scope else _say("everywhere"),
        partnerships=counted(values["dominance"]["partnerships"], "partnership"),
        seats=counted(values["dominance"]["seats_listed"], "listed seat"),
        groups=counted(values["coverage"]["groups"], "equality group"),
        awards=counted(values["duplication"]["awards"], "award"),
        themes=counted(values["issues"]["themes"], "theme"),
    )

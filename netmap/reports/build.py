"""The report on a network: the answers laid out in the order of a board paper, for whoever writes it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from netmap.maps.spec import MapSpec
from netmap.model.words import counted
from netmap.reports.answers import Answers
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
from netmap.reports.sections.glossary import glossary_section
from netmap.reports.sections.health import health_section
from netmap.reports.sections.issues import issues_section
from netmap.reports.sections.method import method_section
from netmap.reports.sections.pictures import Pictures, with_pictures
from netmap.reports.sections.summary import summary_section
from netmap.reports.sections.unknown import unknown_section
from netmap.sources.ledger import Ledger
from netmap.words import words_of

_say = words_of("reports/whole")


def compose_report(
    answers: Answers, *, source: str, ledger: Ledger | None = None, maps: Iterable[MapSpec] = (), live_map: str = ""
) -> Document:
    """Who speaks for whom here, and how sure is that?

    Definition: the results of the analyses in the order of a board paper: what this is, a summary, what changed,
    groups by partnerships, dominance, duplicated funding, stuck issues, engagement health, decisions asked for, what
    is not known, method, evidence, glossary. Long tables are cut, with a line that says how to get the rest.

    Parameters
        answers: the results.
        source: what the records come from, in the user's words.
        ledger: the account of reading the tables; None where the network comes from a store.
        maps: finished maps, to stand as pictures in the sections of their questions.
        live_map: the name of a file beside the report that holds the maps; blank where there is none.
    Returns
        Document: equal for equal input, with everything in it.
    Cost
        The size of the document is bounded by the caps on its tables and pictures.
    """
    told = _told(answers, source, Pictures(answers, maps, live_map))
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
            *glossary_section(),
        ),
        notes=(_say("foot"),),
    )


def _told(answers: Answers, source: str, pictures: Pictures) -> tuple[Block, ...]:
    """Give the report up to its appendix."""
    provenance = Provenance(answers.network, source, answers.as_of)
    earlier = answers.asked.earlier
    return (
        *about_section(answers, source),
        *summary_section(answers),
        *(changes_section(answers.change, earlier.source) if answers.change and earlier else ()),
        *with_pictures(coverage_section(answers, provenance), pictures.coverage()),
        *with_pictures(dominance_section(answers, provenance), pictures.dominance()),
        *with_pictures(duplication_section(answers, provenance), pictures.duplication()),
        *with_pictures(issues_section(answers, provenance), pictures.issues()),
        *health_section(answers, provenance, answers.check, answers.last_check),
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

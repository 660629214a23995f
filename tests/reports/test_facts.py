"""Every form of a report says the same: each is read back into facts, and these are the document's own."""

from pathlib import Path

import pytest

from netmap.network import Network
from netmap.reports.document import Document
from netmap.reports.renderers.as_docx import WIDEST_MATRIX, render_docx
from netmap.reports.renderers.as_json import render_json
from netmap.reports.renderers.as_xlsx import render_xlsx
from netmap.reports.renderers.html import render_html
from netmap.reports.renderers.markdown import render_markdown
from netmap.sources.reading import read_source
from netmap.stores import open_store
from tests.reports.facts import facts_of
from tests.reports.made import build_report
from tests.reports.reading_back import (
    facts_in_docx,
    facts_in_html,
    facts_in_json,
    facts_in_markdown,
    facts_in_xlsx,
)
from tests.reports.sample_figures import figures_document
from tests.reports.sample_report import hostile_document, sample_document

RIVERTON = Path(__file__).parents[2] / "datasets" / "riverton"
FORMS = {
    "html": lambda document: facts_in_html(render_html(document)),
    "md": lambda document: facts_in_markdown(render_markdown(document)),
    "json": lambda document: facts_in_json(render_json(document)),
    "xlsx": lambda document: facts_in_xlsx(render_xlsx(document)),
    "docx": lambda document: facts_in_docx(render_docx(document)),
}


def riverton_report() -> Document:
    dataset = read_source(RIVERTON)
    store = open_store()
    store.load(dataset.name, dataset.records)
    return build_report(Network(store), as_of="2026-06-30", source="riverton", ledger=dataset.ledger)


MAKERS = {
    "sample": sample_document,
    "figures": figures_document,
    "hostile": hostile_document,
    "riverton": riverton_report,
}


@pytest.fixture(scope="module", params=MAKERS)
def document(request: pytest.FixtureRequest) -> Document:
    return MAKERS[request.param]()


@pytest.mark.parametrize("form", FORMS)
def test_a_form_says_what_the_document_says(document: Document, form: str) -> None:
    told = FORMS[form](document)
    own = facts_of(document, WIDEST_MATRIX if form == "docx" else 10_000)
    assert [pair for pair in zip(told, own, strict=False) if pair[0] != pair[1]] == []
    assert len(told) == len(own)

"""What reports and analyses say is plain: short sentences, terms that the glossary explains, no blame, no guessing."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from netmap.analyses.change import compare
from netmap.maps.publishing.private import Names
from netmap.network import Network
from netmap.reports.answers import ask_all
from netmap.reports.appendix import Asked, Earlier
from netmap.reports.build import compose_report
from netmap.reports.document import Definitions, Document, Heading
from netmap.reports.sections.glossary import glossary_section
from netmap.sources.reading import read_source
from netmap.stores import open_store
from netmap.words import terms_of
from tests.reports.plain_words import (
    AIM,
    JARGON,
    LONGEST,
    NAME,
    banned_in,
    grade,
    length,
    likelihood_in,
    names_of,
    running_text,
    said_by,
    sentences,
    syllables,
    terms_in,
    texts_in,
)

DATASETS = Path(__file__).parents[2] / "datasets"
DAYS = {"riverton": ("2025-06-30", "2026-06-30"), "anytown": ("2025-01-31", "2026-01-31")}
CASES = sorted(folder.name for folder in (DATASETS / "case-studies").iterdir() if folder.is_dir())
EVERY = [*DAYS, *CASES]
PACKAGE = Path(__file__).parents[2] / "netmap"
WORDS = sorted((PACKAGE / "words").glob("*/*.toml"))
ANALYSES = sorted(path.parent for path in (PACKAGE / "analyses").glob("*/answer.py"))
OVER_THE_AIM = 0.02
"""The part of all sentences that may be longer than the aim."""
HARDEST = 6.0
"""The reading grade that the prose of the reports keeps under."""


@dataclass(frozen=True)
class Said:
    """The sentences of a report, those of all analyses on the same network, and the terms that the report explains."""

    report: tuple[str, ...]
    analyses: tuple[str, ...]
    glossary: frozenset[str]

    def every(self) -> Iterator[str]:
        yield from dict.fromkeys((*self.report, *self.analyses))


@cache
def said_of(name: str) -> Said:
    """Ask everything about a data set, a year apart, and gather what is said."""
    folder = DATASETS / name if name in DAYS else DATASETS / "case-studies" / name
    before, after = DAYS.get(name, DAYS["riverton"])
    dataset = read_source(folder)
    store = open_store()
    store.load(dataset.name, dataset.records)
    network = Network(store)
    answers = ask_all(network, Asked(as_of=after, earlier=Earlier(network, name, before)))
    document = compose_report(answers, source=name, ledger=dataset.ledger)
    names = names_of(network)
    results = (*answers.by_name().values(), compare(network, network, as_of_before=before, as_of_after=after))
    return Said(
        _split(running_text(document), names),
        _split((text for result in results for text in said_by(result)), names),
        _glossary(document),
    )


def _glossary(document: Document) -> frozenset[str]:
    """The terms that the report itself explains at its end."""
    last = list(document.blocks)
    (start,) = (at for at, block in enumerate(last) if isinstance(block, Heading) and block.anchor == "glossary")
    definitions = last[start + 1]
    assert isinstance(definitions, Definitions)
    return frozenset(term for term, _ in definitions.items)


def _split(texts: Iterable[str], names: Names) -> tuple[str, ...]:
    return tuple(sentence for text in texts for sentence in sentences(text, names))


@pytest.mark.parametrize("name", EVERY)
def test_no_sentence_is_too_long(name: str) -> None:
    assert [(length(each), each) for each in said_of(name).every() if length(each) > LONGEST] == []


@pytest.mark.parametrize("name", EVERY)
def test_few_sentences_are_longer_than_the_aim(name: str) -> None:
    every = list(said_of(name).every())
    over = sorted(((length(each), each) for each in every if length(each) > AIM), reverse=True)
    print(f"{name}: {len(over)} of {len(every)} sentences have more than {AIM} words: {over[:10]}")
    assert len(every) > 100
    assert len(over) <= OVER_THE_AIM * len(every), over


@pytest.mark.parametrize("name", EVERY)
def test_every_term_of_art_is_in_the_glossary(name: str) -> None:
    said = said_of(name)
    used = {term: each for each in said.every() for term in terms_in(each)}
    assert {term: each for term, each in used.items() if term not in said.glossary} == {}
    assert {"Seat", "Not known"} <= used.keys()


@pytest.mark.parametrize("name", EVERY)
def test_nobody_is_blamed(name: str) -> None:
    assert [(word, each) for each in said_of(name).every() for word in banned_in(each)] == []


@pytest.mark.parametrize("name", EVERY)
def test_a_word_of_likelihood_stands_beside_a_probability(name: str) -> None:
    assert [(word, each) for each in said_of(name).every() for word in likelihood_in(each)] == []


@pytest.mark.parametrize("name", EVERY)
def test_the_prose_can_be_read_by_most(name: str) -> None:
    prose = [each for each in said_of(name).report if each.endswith((".", "?", "!"))]
    found = grade(prose)
    print(f"{name}: reading grade {found:.1f} over {len(prose)} sentences")
    assert found <= HARDEST


@pytest.mark.parametrize("path", WORDS, ids=lambda path: path.stem)
def test_what_these_data_do_not_make_a_report_say_is_plain_too(path: Path) -> None:
    texts = [text for text in tomllib.loads(path.read_text(encoding="utf-8")).values() if isinstance(text, str)]
    assert texts
    assert _unplain(re.sub(r"{[^}]*}", NAME, text) for text in texts) == []


@pytest.mark.parametrize("folder", ANALYSES, ids=lambda folder: folder.name)
def test_what_these_data_do_not_make_an_analysis_say_is_plain_too(folder: Path) -> None:
    texts = [text for path in sorted(folder.rglob("*.py")) for text in texts_in(path)]
    assert len(texts) > 10
    assert _unplain(texts) == []


def _unplain(texts: Iterable[str]) -> list[str]:
    """A place for a value may hold the figure that a word of likelihood needs."""
    said = (sentence for text in texts for sentence in sentences(text, Names(())))
    return [
        each for each in said if length(each) > LONGEST or banned_in(each) or likelihood_in(each.replace(NAME, "1 %"))
    ]


def test_the_glossary_explains_each_term_in_two_short_sentences_at_most() -> None:
    heading, definitions = glossary_section()
    assert isinstance(heading, Heading)
    assert (heading.level, heading.text, heading.anchor) == (2, "Glossary", "glossary")
    assert isinstance(definitions, Definitions)
    terms = [term for term, _ in definitions.items]
    assert terms == sorted(terms, key=str.casefold)
    for term, text in definitions.items:
        said = sentences(text, Names(()))
        assert len(said) <= 2, term
        assert text.endswith("."), term
        assert max(map(length, said)) <= AIM, term


def test_the_terms_looked_for_are_those_of_the_glossary() -> None:
    assert set(JARGON) == set(terms_of("reports/glossary"))
    for term in JARGON:
        assert term in terms_in(term), f"the forms of {term} leave out the term itself"


NAMES = Names(("Anytown Council for Voluntary Service", "St. Ann's Ward", "s11"))
WORDS_OF_30 = " ".join(["word"] * 28)


def test_a_name_is_one_word_and_its_full_stop_ends_no_sentence() -> None:
    text = "Ask Anytown Council for Voluntary Service to fill s11; it is in St. Ann's Ward: 5 of 10 seats (50 %). Why?"
    first, second = sentences(text, NAMES)
    assert length(first) == 14
    assert second == "Why?"


def test_a_sentence_of_31_words_is_too_long_and_one_of_30_is_not() -> None:
    within, beyond = (sentences(f"{start} {WORDS_OF_30} s11.", NAMES) for start in ("A", "A very"))
    assert [length(each) for each in (*within, *beyond)] == [30, 31]
    assert LONGEST == 30


def test_terms_are_found_in_all_their_forms_and_not_within_other_words() -> None:
    assert terms_in("The HHI and the seats of third-sector holders") == {"HHI", "Seat", "Third sector", "Holder"}
    assert terms_in("Seated on a seating plan, by itself alone") == set()
    assert terms_in("It is voiced where its mandates name it.") == {"Voiced", "Mandate"}


def test_texts_of_code_are_found_with_their_places_and_without_docstrings(tmp_path: Path) -> None:
    code = tmp_path / "code.py"
    code.write_text(
        '"""A module."""\n\ndef say(of):\n    """Say it."""\n'
        '    return f"{of:,} of " "ten seats" + ("." if of else "; all")\n'
    )
    assert list(texts_in(code)) == [f"{NAME} of ten seats", ".", "; all"]


def test_words_of_blame_are_found() -> None:
    assert banned_in("They clearly failed to save; a saving is obvious.") == ["clearly", "failed", "saving", "obvious"]
    assert banned_in("It holds 6 of 10 seats.") == []


def test_words_of_likelihood_are_found_without_a_figure_and_not_with_one() -> None:
    assert likelihood_in("It is highly unlikely, almost certain or a realistic possibility.") == [
        "highly unlikely",
        "almost certain",
        "realistic possibility",
    ]
    assert likelihood_in("The probability of that by chance is 5 %.") == []
    assert likelihood_in("This is not certain.") == []


def test_the_reading_grade_is_that_of_flesch_and_kincaid() -> None:
    assert [syllables(word) for word in ("cat", "holder", "voice", "represented", "organisation", "10")] == [
        1,
        2,
        1,
        4,
        5,
        1,
    ]
    assert grade(["The cat sat on the mat."]) == pytest.approx(0.39 * 6 + 11.8 * 6 / 6 - 15.59)
    assert grade(["The holder left.", "The holder left."]) == pytest.approx(0.39 * 3 + 11.8 * 4 / 3 - 15.59)

"""The tables, the graph and the code lists agree with each other."""

from __future__ import annotations

import re

import pytest

from netmap.model.codes import CODE_LISTS, CURRENT_ROUTES, OPEN_ROUTES, PROTECTED_CHARACTERISTICS
from netmap.model.graph import BOOKKEEPING, LABELS, RELATIONSHIPS
from netmap.model.names import name_key, slug
from netmap.model.records import every_end, identity_columns
from netmap.model.tables import CODE, NAMES, TABLES, check_declarations, ends_of, stored_property

COLUMNS = [(table, column) for table in TABLES.values() for column in table.columns]
NAMED = [f"{table.name}.{column.name}" for table, column in COLUMNS]


def test_every_relationship_of_a_column_is_declared() -> None:
    assert check_declarations() == []


def test_every_declared_end_is_made_by_some_column() -> None:
    """A type that no table can state would never be loaded."""
    made = {
        (column.relationship, *ends)
        for table, column in COLUMNS
        if column.kind == NAMES
        for ends in ends_of(column, table.label)
    }
    assert made == set(every_end())


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=NAMED)
def test_every_plain_column_has_a_place_in_the_graph(table, column) -> None:  # type: ignore[no-untyped-def]
    if column.kind == NAMES or column.name == "representative_id":
        return
    carriers = [other.relationship for other in table.columns if other.kind == NAMES]
    places = [LABELS[table.label].kinds(), *(RELATIONSHIPS[name].kinds() for name in carriers)]
    assert any(stored_property(column) in kinds for kinds in places)


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=NAMED)
def test_every_code_column_has_its_list_and_a_good_example(table, column) -> None:  # type: ignore[no-untyped-def]
    if column.kind == CODE:
        assert column.example in CODE_LISTS[column.codes].words
    else:
        assert not column.codes


@pytest.mark.parametrize("kind", RELATIONSHIPS)
def test_what_tells_two_relationships_apart_is_declared(kind: str) -> None:
    assert set(identity_columns(kind)[2:]) <= set(RELATIONSHIPS[kind].kinds())
    assert {"source", "as_of", "dataset"} <= set(RELATIONSHIPS[kind].kinds())
    assert re.fullmatch(r"[A-Z][A-Z_]*", kind)


def test_labels_are_words_and_carry_who_said_it() -> None:
    for label in LABELS.values():
        assert {"id", "name", "stub", "source", "as_of", "dataset", "read_from"} <= set(label.kinds())
        assert re.fullmatch(r"[A-Z][A-Za-z]*", label.name)
    assert not set(LABELS) & set(BOOKKEEPING)


def test_a_person_has_no_characteristics() -> None:
    assert list(LABELS["Representative"].kinds()) == ["id", "name", "stub", "source", "as_of", "dataset", "read_from"]
    of_people = [(kind, end) for kind, start, end in every_end() if start == "Representative"]
    assert of_people == [("HOLDS", "Seat")]
    assert not [kind for kind, _, end in every_end() if end == "Representative"]


@pytest.mark.parametrize("codes", CODE_LISTS.values(), ids=CODE_LISTS)
def test_every_spelling_of_a_code_is_lower_case_and_known(codes) -> None:  # type: ignore[no-untyped-def]
    accepted = codes.accepted()
    assert set(accepted.values()) == set(codes.words)
    assert [text for text in accepted if text != text.lower()] == []
    assert all(accepted[code] == code for code in codes.words)
    assert all(accepted[words.lower()] == code for code, words in codes.words.items())


def test_spellings_that_people_use() -> None:
    spoken = {
        "sector": {
            "vcse": "third_sector",
            "nhs": "health",
            "town council": "parish_council",
            "council": "local_authority",
        },
        "capacity": {"own voice": "own_voice", "rep": "representative", "in attendance": "observer"},
        "route": {"elected": "election", "appointed by the partnership": "appointed_by_partnership"},
        "instrument": {"sla": "service_agreement", "pooled payment": "pooled"},
    }
    for name, texts in spoken.items():
        accepted = CODE_LISTS[name].accepted()
        assert {text: accepted[text] for text in texts} == texts


def test_routes_and_characteristics_are_those_of_the_methods() -> None:
    assert CURRENT_ROUTES == ("election", "open_call", "nomination", "appointed_by_constituency")
    assert set(OPEN_ROUTES) < set(CURRENT_ROUTES) < set(CODE_LISTS["route"].words)
    assert len(PROTECTED_CHARACTERISTICS) == len(set(PROTECTED_CHARACTERISTICS)) == 9


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Women’s Aid", "women's  aid"),
        ("Straße e.V.", "STRASSE E.V."),
        (" A\tB\n", "a b"),
        ("A–B", "A-B"),
        ("“X”", '"x"'),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_names_that_differ_stay_apart() -> None:
    assert name_key("Age Help") != name_key("Age-Help")
    assert slug("!!!") != slug("???")
    assert slug("会") == "会"

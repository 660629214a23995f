"""What is derived from the model, or names parts of it, agrees with it: pages, queries, templates, the store."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from netmap.library import PROJECTIONS, QUESTIONS, Query, queries
from netmap.model.codes import CODE_LISTS
from netmap.model.dictionary import dictionary_page
from netmap.model.graph import BOOKKEEPING, LABELS, RELATIONSHIPS
from netmap.model.records import Records
from netmap.model.tables import TABLES
from netmap.sources.files.tabular import read_sheets
from netmap.sources.templates import GUIDE_SHEET, columns_page, write_template
from netmap.stores import embedded

ROOT = Path(__file__).parents[2]
SHIPPED = [query for folder in (QUESTIONS, PROJECTIONS) for query in queries(folder).values()]
QUOTED = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"")


def cypher(query: Query) -> str:
    """Give the text of a query without what stands in quotation marks."""
    return QUOTED.sub("''", query.cypher)


def labels_in(text: str) -> set[str]:
    """Give the labels of node patterns: `(n:Label`, `(:A|B`, and of tests such as `n:Label`."""
    patterns = re.findall(r"\(\s*\w*\s*:\s*([A-Za-z|]+)", text)
    tests = re.findall(r"\b\w+:([A-Z]\w*)", re.sub(r"\[[^\]]*\]", "", text))
    return {label for found in [*patterns, *tests] for label in found.split("|")}


def types_in(text: str) -> set[str]:
    found = re.findall(r"\[\s*\w*\s*:\s*([A-Za-z_|:]+)", text)
    return {kind.strip(":") for each in found for kind in each.split("|")}


def variables(text: str) -> dict[str, set[str]]:
    """Give for each variable of a pattern the properties that its labels or types declare."""
    declared: dict[str, set[str]] = {}
    for name, labels in re.findall(r"\(\s*(\w+)\s*:\s*([A-Za-z|]+)", text):
        kinds = [set(LABELS[label].kinds()) for label in labels.split("|") if label in LABELS]
        declared.setdefault(name, set()).update(*kinds)
    for name, types in re.findall(r"\[\s*(\w+)\s*:\s*([A-Z_|]+)", text):
        kinds = [set(RELATIONSHIPS[kind].kinds()) for kind in types.split("|") if kind in RELATIONSHIPS]
        declared.setdefault(name, set()).update(*kinds)
    return declared


@pytest.mark.parametrize("query", SHIPPED, ids=lambda query: query.name)
def test_every_label_and_type_of_a_query_is_declared(query: Query) -> None:
    assert labels_in(cypher(query)) <= set(LABELS)
    assert types_in(cypher(query)) <= set(RELATIONSHIPS)
    assert labels_in(cypher(query))


@pytest.mark.parametrize("query", SHIPPED, ids=lambda query: query.name)
def test_every_property_of_a_query_is_declared_for_its_label(query: Query) -> None:
    text = cypher(query)
    known = variables(text)
    everything = {name for item in [*LABELS.values(), *RELATIONSHIPS.values()] for name in item.kinds()}
    for made in re.findall(r"collect\(\{([^}]*)\}", text):
        everything |= set(re.findall(r"(\w+):", made))
    for variable, name in re.findall(r"\b([a-z_]\w*)\.([a-z_]\w*)", text):
        assert name in known.get(variable, everything), f"{variable}.{name}"


@pytest.mark.parametrize("query", SHIPPED, ids=lambda query: query.name)
def test_every_relationship_of_a_query_joins_labels_that_it_may(query: Query) -> None:
    """Where both ends of an arrow name their label in the pattern itself, the pair must be declared."""
    arrow = re.compile(r"\(\w*:(\w+)[^()]*\)-\[\w*:(\w+)[^\]]*\]->\(\w*:(\w+)")
    for start, kind, end in arrow.findall(cypher(query)):
        assert (start, end) in RELATIONSHIPS[kind].ends


def test_the_looking_finds_what_is_wrong() -> None:
    text = "MATCH (a:Charity)-[x:KNOWS]->(:Theme|Topic) WHERE a:Body RETURN a.name"
    assert labels_in(text) == {"Charity", "Theme", "Topic", "Body"}
    assert types_in(text) == {"KNOWS"}
    assert "colour" not in variables("MATCH (t:Theme)-[r:PART_OF]->(u:Theme)")["t"]


def test_the_data_dictionary_is_fresh() -> None:
    page = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert page == dictionary_page(), "run: python docs/generate.py"


def test_the_data_dictionary_leaves_nothing_out() -> None:
    page = dictionary_page()
    for item in [*LABELS.values(), *BOOKKEEPING.values()]:
        section = page.partition(f"\n### {item.name}\n")[2].partition("\n#")[0]
        assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(item.kinds())
    for kind in RELATIONSHIPS.values():
        ends = ", ".join(f"{start} → {end}" for start, end in kind.ends)
        assert f"| `{kind.name}` | {ends} | {kind.about} |" in page
        assert all(f"`{name}`" in page for name in kind.kinds())
    for table in TABLES.values():
        section = page.partition(f"\n### {table.name}\n")[2].partition("\n#")[0]
        names = re.findall(r"^\| \*{0,2}(\w+)\*{0,2} \|", section, re.MULTILINE)
        assert names == ["Column", *table.by_name()]
        assert tuple(re.findall(r"^\| \*\*(\w+)\*\* \|", section, re.MULTILINE)) == table.required()
    for codes in CODE_LISTS.values():
        assert all(f"| `{code}` | {words} |" in page for code, words in codes.words.items())


def tables_of(schema: list[str]) -> dict[str, tuple[str, dict[str, str]]]:
    """Read the statements back: for each table what is said of its ends, and the types of its columns."""
    found = {}
    for statement in schema:
        made = re.fullmatch(r"CREATE (?:NODE|REL) TABLE (\w+)\((.*)\)", statement)
        if made:
            ends = ", ".join(re.findall(r"FROM \w+ TO \w+", made[2]))
            found[made[1]] = (ends, dict(re.findall(r"`(\w+)` (\w+)", made[2])))
    return found


def test_the_schema_of_the_store_is_the_model() -> None:
    expected = {}
    for label in [*LABELS.values(), *BOOKKEEPING.values()]:
        expected[label.name] = ("", {name: embedded.COLUMN_TYPES[kind] for name, kind in label.kinds().items()})
    for item in RELATIONSHIPS.values():
        ends = ", ".join(f"FROM {start} TO {end}" for start, end in item.ends)
        expected[item.name] = (ends, {name: embedded.COLUMN_TYPES[kind] for name, kind in item.kinds().items()})
    assert tables_of(embedded.schema(Records())) == expected


def test_the_template_of_csv_files_has_the_columns_of_the_model(tmp_path: Path) -> None:
    write_template(tmp_path / "mine")
    files = {path.stem: path for path in (tmp_path / "mine").glob("*.csv")}
    assert set(files) == set(TABLES)
    for name, path in files.items():
        with path.open(encoding="utf-8-sig", newline="") as stream:
            assert list(csv.reader(stream)) == [list(TABLES[name].by_name())]
    assert (tmp_path / "mine" / "COLUMNS.md").read_text(encoding="utf-8") == columns_page()


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_the_template_of_a_workbook_has_the_columns_of_the_model(tmp_path: Path, ending: str) -> None:
    write_template(tmp_path / f"mine{ending}")
    sheets, notices = read_sheets(tmp_path / f"mine{ending}")
    assert {sheet.name: sheet.cells.iloc[0].dropna().tolist() for sheet in sheets} == {
        name: list(table.by_name()) for name, table in TABLES.items()
    }
    assert len(notices) == 1 and GUIDE_SHEET in notices[0]


def test_the_page_of_columns_explains_every_column_and_code() -> None:
    page = columns_page()
    for table in TABLES.values():
        section = page.partition(f"\n## {table.name}\n")[2].partition("\n## ")[0]
        assert re.findall(r"^\| \*{0,2}(\w+)\*{0,2} \|", section, re.MULTILINE) == ["Column", *table.by_name()]
        for column in table.columns:
            assert all(code in section for code in (CODE_LISTS[column.codes].words if column.codes else ()))


@pytest.mark.parametrize(
    "folder", sorted((ROOT / "datasets").rglob("*.csv")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_the_headings_of_a_shipped_dataset_are_columns(folder: Path) -> None:
    with folder.open(encoding="utf-8-sig", newline="") as stream:
        headings = next(csv.reader(stream))
    assert set(headings) <= set(TABLES[folder.stem].by_name())

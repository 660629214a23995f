"""The health check of a year: people beside records, what to ask next, saved, and compared with the year before."""

from __future__ import annotations

import dataclasses
import itertools
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from netmap.analyses.health import HealthCheck, check_of, compared, health, questions, read_saved, saved_text, sheet_of
from netmap.analyses.health.answers import ANSWERS
from netmap.analyses.health.asking import COLUMN, DOCUMENT, EFFORTS, PEOPLE, SETTLED_BY, TABLE
from netmap.analyses.health.check import answered
from netmap.analyses.health.checklist import DO, items, version
from netmap.analyses.health.last_year import CANNOT_TELL, HIGHER, LOWER, SAME, THRESHOLDS, SavedCheck
from netmap.analyses.settings import DEFAULTS, HealthSettings
from netmap.errors import AnalysisError, InputError
from netmap.model.tables import TABLES
from netmap.network import Network
from netmap.shipped import shipped
from tests.networks import read_network

DAY = "2026-01-31"
OF_RECORDS = {"UND-D1": "Y", "FUN-D1": "N", "ORG-X1": "N", "SHA-X3": "Y", "FUN-X1": "N"}
"""What the records of anytown answer: 32 of 32 records are fresh, 1 of 3 awards runs for three years, no
partnership's seats are all one body's, none of 11 seats has a date, and no award is shorter than a year."""


@pytest.fixture(scope="module")
def anytown_check(anytown: Network) -> HealthCheck:
    return check_of(health(anytown, as_of=DAY))


def of_case(case: Mapping[str, Any]) -> dict[str, str]:
    """Give the answers of the reference case by the ids of the things to do."""
    answers = {}
    for area, letters in case["input"]["answers"].items():
        own = [item.id for item in items() if item.area == area and item.kind == DO]
        answers.update(zip(own, letters, strict=True))
    return answers


def test_without_people_the_records_stand(anytown_check: HealthCheck) -> None:
    rows = anytown_check.rows.set_index("id")
    assert rows[rows["answer"] != "U"]["answer"].to_dict() == OF_RECORDS
    assert (rows["answer"] == rows["records_say"]).all() and set(rows["answered_by"]) == {"records"}
    assert len(anytown_check.contradictions) == 0
    assert answered(anytown_check) == "Of 50 items, records answer 5, people 0; 45 are not known."


def test_the_reference_case_with_not_known_said_by_people(anytown: Network, cases: Mapping[str, Any]) -> None:
    """Records of anytown say Y and N of two things to do; the case says of each what it says, not known among it."""
    case = cases["HEALTH"]
    check = check_of(health(anytown, as_of=DAY), of_case(case))
    overall = check.score.overall
    assert (overall.met, overall.not_met, overall.not_known) == (10, 6, 9)
    assert (overall.lower, overall.upper, overall.coverage) == (0.40, 0.76, 0.64)
    for area in check.score.areas:
        expected = case["expected"]["areas"][area.area]
        assert (area.lower, area.upper) == pytest.approx((expected["lower"], expected["upper"]))


def test_an_answer_against_the_records_is_kept_and_said(anytown: Network) -> None:
    given = {"FUN-D1": "Y", "SHA-X3": "N", "UND-D1": "U", "ORG-X1": "N", "UND-D4": "Y"}
    check = check_of(health(anytown, as_of=DAY), given, {"FUN-D1": "the register of agreements"})
    rows = check.rows.set_index("id")
    assert {item: rows.loc[item, "answer"] for item in given} == given
    assert check.contradictions["id"].tolist() == ["UND-D1", "SHA-X3", "FUN-D1"]
    assert check.against() == (
        "UND-D1: records say yes, met (records described, and checked within 18 months: 32 of 32); "
        "you say not known, not known. Your answer stands. No evidence is given.",
        "SHA-X3: records say yes, a warning sign (seats with no dates of any holder: 11 of 11); "
        "you say no, no warning sign. Your answer stands. No evidence is given.",
        "FUN-D1: records say no, not met (awards of 3 years or more: 1 of 3); "
        "you say yes, met. Your answer stands. Evidence given: the register of agreements",
    )
    assert check.caveats()[1:] == check.against()
    assert answered(check) == "Of 50 items, records answer 1, people 4; 45 are not known."


def test_the_sheet_says_what_records_say_and_leaves_the_answer_blank(anytown_check: HealthCheck) -> None:
    rows = sheet_of(anytown_check).set_index("id")
    assert set(rows["answer"]) == set(rows["evidence"]) == {""}
    assert rows["kind"].value_counts().to_dict() == {"to do": 25, "not to do": 25}
    assert rows.loc["FUN-D1", "from_records"] == "no: awards of 3 years or more: 1 of 3"
    assert rows.loc["FUN-D5", "from_records"] == "not known: awards paid in advance: 0 of 3, not known for 3"
    assert rows.loc["POL-D3", "from_records"] == "not known: no record to count sub-groups with a third-sector vote"
    assert rows.loc["UND-D4", "from_records"] == "not recorded in the tables"


def test_every_open_item_is_asked_for_once_the_least_work_first(anytown_check: HealthCheck) -> None:
    asked = questions(anytown_check)
    ids = list(itertools.chain.from_iterable(each.items for each in asked))
    rows = anytown_check.rows
    assert sorted(ids) == sorted(rows.loc[rows["answer"] == "U", "id"]) and len(ids) == 45
    assert [(each.items, each.missing, each.out_of) for each in asked if each.effort == COLUMN] == [
        (("FUN-D5",), 3, 3),
        (("FUN-D7",), 3, 3),
        (("ORG-D1",), 4, 4),
        (("ORG-D4",), 4, 4),
        (("POL-D4",), 15, 35),
    ]
    assert [each.items for each in asked if each.effort == TABLE] == [("POL-D3",), ("FUN-X5",), ("FUN-X7",)]
    documents = [each.items for each in asked if each.effort == DOCUMENT]
    assert documents[0] == ("FUN-D2", "FUN-X2") and ("SHA-D4",) in documents
    efforts = [list(EFFORTS).index(each.effort) for each in asked]
    assert efforts == sorted(efforts)
    assert {rows.set_index("id").loc[each.items[0], "mode"] for each in asked if each.effort == PEOPLE} == {"manual"}


def test_items_that_one_column_settles_are_one_question(network_of: Callable[..., Network]) -> None:
    """Two awards to small bodies: one is paid in arrears, of the other it is not known."""
    network = network_of(
        organisations="id,name,sector,income\nA,Aid,third_sector,5000\nB,Bridge,third_sector,6000\nC,Council,council,",
        funding="id,funder,recipient,payment_terms,start_date\na1,C,A,,2025-04-01\na2,C,B,,2025-04-01",
    )
    asked = questions(check_of(health(network, as_of=DAY)))
    (terms,) = [each for each in asked if "FUN-D5" in each.items]
    assert (terms.items, terms.missing, terms.out_of) == (("FUN-D5", "FUN-X5"), 2, 2)
    assert terms.asks == "fill in payment_terms in funding (awards paid in advance)"


def test_filling_in_the_columns_that_are_asked_for_answers_the_item(tmp_path: Path) -> None:
    for path in (shipped("datasets") / "anytown").glob("*.csv"):
        lines = path.read_text(encoding="utf-8").splitlines()
        more = {"funding": ("payment_terms", "advance"), "partnerships": ("parent", "P1")}.get(path.stem)
        if more:
            lines = [f"{lines[0]},{more[0]}", *(f"{line},{more[1]}" for line in lines[1:])]
            lines = [line.removesuffix(",P1") + "," if line.startswith("P1,") else line for line in lines]
        (tmp_path / path.name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows = check_of(health(read_network(tmp_path), as_of=DAY)).rows.set_index("id")
    assert rows.loc[["FUN-D5", "ORG-D4"], "answer"].tolist() == ["Y", "Y"]


def test_the_columns_that_settle_an_item_are_columns_of_the_tables() -> None:
    for item, names in SETTLED_BY.items():
        assert item in ANSWERS
        for name in names:
            table, _, column = name.partition(".")
            assert column in TABLES[table].by_name(), name


def test_nothing_is_asked_where_everything_is_known(anytown: Network) -> None:
    check = check_of(health(anytown, as_of=DAY), {item.id: "Y" for item in items()})
    assert questions(check) == () and check.score.overall.lower == 1.0
    assert [text for text in check.caveats() if text.startswith("Not known")] == []


def test_a_saved_check_reads_back(anytown: Network, tmp_path: Path, anytown_check: HealthCheck) -> None:
    check = check_of(health(anytown, as_of=DAY), {"UND-D4": "N"}, {"UND-D4": "=minutes"})
    path = tmp_path / "check.json"
    path.write_text(saved_text(check), encoding="utf-8")
    saved = read_saved(path)
    assert (saved.as_of, saved.scope, saved.checklist) == (DAY, "", version())
    assert saved.answers == check.rows.set_index("id")["answer"].to_dict()
    assert {item for item, by in saved.answered_by.items() if by == "you"} == {"UND-D4"}
    document = json.loads(path.read_text(encoding="utf-8"))
    assert document["schema"] == "netmap/health-check/1"
    assert [area["area"] for area in document["areas"]] == [area.area for area in check.score.areas]
    assert document["all_areas"]["lower"] == 0.04 and document["not_met"] == ["UND-D4", "FUN-D1"]
    assert {row["id"]: row["evidence"] for row in document["items"] if row["evidence"]} == {"UND-D4": "=minutes"}
    assert saved_text(check_of(health(anytown, as_of=DAY))) == saved_text(anytown_check)
    same = compared(check, saved)
    assert same.changes == () and same.caveats == ()


def saved(check: HealthCheck, **own: Any) -> SavedCheck:
    answers = check.rows.set_index("id")["answer"].to_dict() | own.pop("answers", {})
    by = check.rows.set_index("id")["answered_by"].to_dict()
    plain = SavedCheck("last.json", "2025-01-31", "", version(), dict(check.parameters), answers, by)
    return dataclasses.replace(plain, **own)


def in_area(area: str, letters: str) -> dict[str, str]:
    own = [item.id for item in items() if item.area == area and item.kind == DO]
    return dict(zip(own, letters, strict=True))


@pytest.mark.parametrize(
    ("then", "now", "verdict"),
    [
        ("YNNN", "YYNN", HIGHER),
        ("YYUN", "YYYY", HIGHER),
        ("YYUN", "YYYN", CANNOT_TELL),
        ("YYNN", "YUNN", CANNOT_TELL),
        ("YYYN", "YUNN", LOWER),
        ("YYNN", "NNYY", SAME),
        ("UUUU", "YYYY", CANNOT_TELL),
        ("YYYY", "NNNN", LOWER),
    ],
)
def test_a_change_of_an_area_is_certain_only_where_the_ranges_do_not_touch(
    anytown: Network, then: str, now: str, verdict: str
) -> None:
    """By another way: try every filling of what is not known in both years, and compare the counts."""
    check = check_of(health(anytown, as_of=DAY), in_area("sharing", now))
    found = compared(check, saved(check, answers=in_area("sharing", then)))
    (area,) = [each for each in found.areas if each.area == "sharing"]
    assert area.verdict == verdict
    signs = {
        (new.count("Y") > old.count("Y")) - (new.count("Y") < old.count("Y"))
        for old in itertools.product(*("YN" if letter == "U" else letter for letter in then))
        for new in itertools.product(*("YN" if letter == "U" else letter for letter in now))
    }
    assert (signs == {1}, signs == {-1}, signs == {0}) == (verdict == HIGHER, verdict == LOWER, verdict == SAME)


def test_what_became_known_is_kept_apart_from_what_turned(anytown: Network) -> None:
    check = check_of(health(anytown, as_of=DAY), {"UND-D4": "Y", "FUN-D1": "Y"})
    before = saved(check, answers={"UND-D4": "U", "FUN-D1": "N", "UND-X2": "Y"})
    found = compared(check, before)
    assert (found.became_known, found.turned, found.no_longer_known) == (("UND-D4",), ("FUN-D1",), ("UND-X2",))
    assert [(each.id, each.then, each.now, each.now_by) for each in found.changes] == [
        ("UND-D4", "U", "Y", "you"),
        ("UND-X2", "Y", "U", "records"),
        ("FUN-D1", "N", "Y", "you"),
    ]
    assert found.areas[-1].area == "all areas" and len(found.areas) == 6


def test_other_thresholds_are_said(anytown_check: HealthCheck) -> None:
    other = dict(anytown_check.parameters) | {"long_award_years": 2, "cliff_days": 30}
    (said,) = compared(anytown_check, saved(anytown_check, parameters=other)).caveats
    assert said == (
        "Other thresholds were used then, so answers from records may differ for that alone: "
        "years from which an award is called long: 2 then, 3 now."
    )
    names = {field.name for field in dataclasses.fields(HealthSettings)} | set(DEFAULTS.used("mandates"))
    assert set(THRESHOLDS) <= names


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"checklist": "0123456789ab"}, "asked other items (checklist 0123456789ab) than this one"),
        ({"scope": "Anytown"}, "is of Anytown, and this one is of everything on record"),
        ({"as_of": "2026-02-01"}, "is of 2026-02-01, later than this one"),
    ],
)
def test_checks_that_differ_in_kind_are_not_compared(
    anytown_check: HealthCheck, own: dict[str, str], said: str
) -> None:
    with pytest.raises(AnalysisError) as caught:
        compared(anytown_check, saved(anytown_check, **own))
    assert said in caught.value.message and caught.value.hint


Document = dict[str, Any]


def without_an_item(document: Document) -> None:
    document["items"].pop()


def with_an_item_twice(document: Document) -> None:
    document["items"][1]["id"] = document["items"][0]["id"]


def with_a_strange_answer(document: Document) -> None:
    document["items"][0]["answer"] = "perhaps"


def with_a_list_for_an_answer(document: Document) -> None:
    document["items"][0]["answered_by"] = ["records"]


def of_another_schema(document: Document) -> None:
    document["schema"] = "netmap/health/1"


def without_a_day(document: Document) -> None:
    document["as_of"] = "soon"


def without_items(document: Document) -> None:
    document["items"] = {"UND-D1": "Y"}


def without_a_place(document: Document) -> None:
    del document["scope"]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (without_an_item, "lacks the item FUN-X7"),
        (with_an_item_twice, "in item 2"),
        (with_a_strange_answer, "has 'perhaps' as answer of UND-D1"),
        (with_a_list_for_an_answer, "as answered_by of UND-D1"),
        (of_another_schema, "is not a health check of the form netmap/health-check/1"),
        (without_a_day, "does not say of which day it is"),
        (without_items, "has no list of items"),
        (without_a_place, "has no text under 'scope'"),
    ],
)
def test_a_spoilt_file_is_refused_with_its_name(
    anytown_check: HealthCheck, tmp_path: Path, spoil: Callable[[Document], None], said: str
) -> None:
    document = json.loads(saved_text(anytown_check))
    spoil(document)
    path = tmp_path / "last.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_saved(path)
    assert said in caught.value.message and "'last.json'" in caught.value.message and caught.value.hint


@pytest.mark.parametrize(("text", "said"), [("{", "is not JSON (line 1)"), ("[]", "is not a health check")])
def test_what_is_no_saved_check_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "last.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_saved(path)
    assert said in caught.value.message
    with pytest.raises(InputError, match="cannot be read"):
        read_saved(tmp_path / "missing.json")

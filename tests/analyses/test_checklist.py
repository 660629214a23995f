"""The health check: its fifty items word for word, its score as bounds, and each answer that records give."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.analyses.health import health, score, with_answers
from netmap.analyses.health.answers import ANSWERS, Records, checklist_table
from netmap.analyses.health.balance import Bodies
from netmap.analyses.health.checklist import AUTO, DO, DONT, MANUAL, items
from netmap.analyses.health.sector_seats import SectorSeats
from netmap.analyses.seating import read_seating
from netmap.errors import AnalysisError
from netmap.network import Network
from tests.reference.cases import TAXONOMIES

Make = Callable[..., Network]
DAY = "2026-06-30"
TODO = [item.id for item in items() if item.kind == DO]


def test_the_items_are_those_of_the_checklist_word_for_word() -> None:
    own = [{"id": item.id, "area": item.area, "kind": item.kind, "text": item.text} for item in items()]
    assert own == TAXONOMIES["health_check"]
    assert all(item.asks for item in items())


def test_only_items_that_records_can_speak_to_are_answered_by_them() -> None:
    modes = {item.id: item.mode for item in items()}
    assert not [name for name in ANSWERS if modes[name] == MANUAL]
    assert sum(mode == AUTO for mode in modes.values()) == 19


@given(st.dictionaries(st.sampled_from([item.id for item in items()]), st.sampled_from(["Y", "N", "U", None])))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_bounds_are_those_of_every_way_of_filling_in(answers: dict[str, str | None]) -> None:
    """An area has seven items at most: every way of answering what is not known is tried."""
    found = score(answers)
    for area in found.areas:
        own = [answers.get(item.id) for item in items() if item.area == area.area and item.kind == DO]
        choices = [("Y", "N") if answer in ("U", None) else (answer,) for answer in own]
        shares = {Fraction(filled.count("Y"), len(own)) for filled in itertools.product(*choices)}
        assert (area.lower, area.upper) == (float(min(shares)), float(max(shares)))
    assert found.overall.met == sum(area.met for area in found.areas)
    assert found.not_met == tuple(name for name in TODO if answers.get(name) == "N")
    assert found.signs == tuple(item.id for item in items() if item.kind == DONT and answers.get(item.id) == "Y")


def test_a_warning_sign_never_counts_in_a_score() -> None:
    signs = {item.id: "Y" for item in items() if item.kind == DONT}
    assert score(signs).overall == score({}).overall
    assert len(score(signs).signs) == 25 and score(signs).signs_not_known == 0


def test_an_item_that_is_not_there_is_refused_with_a_near_one() -> None:
    with pytest.raises(AnalysisError) as caught:
        score({"UND-D11": "Y"})
    assert "UND-D1" in caught.value.hint
    with pytest.raises(AnalysisError, match="maybe"):
        score({"UND-D1": "maybe"})


def test_people_s_answers_stand_in_the_place_of_records(anytown: Network) -> None:
    result = health(anytown, as_of="2026-01-31")
    table = with_answers(result.details["checklist"], {"UND-D4": "Y", "UND-D1": "N", "POL-D1": None})
    changed = table.set_index("id").loc[["UND-D4", "UND-D1", "POL-D1"], ["answer", "answered_by"]]
    assert changed.values.tolist() == [["Y", "you"], ["N", "you"], ["U", "records"]]
    assert result.details["checklist"].set_index("id").loc["UND-D1", "answer"] == "Y"
    after = score(table.set_index("id")["answer"].to_dict())
    assert after.overall.met == result.score.overall.met
    with pytest.raises(AnalysisError):
        with_answers(table, {"nothing": "Y"})


def test_every_answer_has_its_figure_and_an_open_one_says_what_is_asked_for(riverton: Network) -> None:
    rows = health(riverton, as_of=DAY).details["checklist"]
    assert len(rows) == 50
    for row in rows.to_dict("records"):
        if row["answer"] != "U":
            assert 0 <= row["figure"] <= row["out_of"] and row["out_of"] > 0
            assert f"{row['figure']:,} of {row['out_of']:,}" in row["indicator"]
        else:
            assert row["asks"] in row["indicator"]


def answers_of(network: Network) -> dict[str, str]:
    seats = SectorSeats(read_seating(network, DAY))
    rows = checklist_table(Records(seats, Bodies(seats)))
    return dict(zip(rows["id"], rows["answer"], strict=True))


BODIES = "name,sector,income,as_of\nA,third_sector,5000,2026\nB,third_sector,9000,2026\nC,local_authority,,2026\n"
BOARDS = "id,name,parent,seats_listed,as_of\nP1,First,,all,2026\nP2,Second,P1,all,2026\n"


@pytest.mark.parametrize(
    ("as_of", "answer"),
    [("2026", "Y"), ("2024-12-30", "Y"), ("2024-12-29", "N"), ("2024", "U"), ("", "U"), ("2023", "N")],
)
def test_und_d1_records_are_checked_lately(network_of: Make, as_of: str, answer: str) -> None:
    """Eighteen months before 30 June 2026 is 30 December 2024; 2024 may be before or after."""
    bodies = BODIES.replace("2026", as_of)
    network = network_of(organisations=bodies, partnerships=BOARDS.replace("2026", as_of))
    assert answers_of(network)["UND-D1"] == answer


def test_und_d1_a_record_that_is_only_named_is_not_described(network_of: Make) -> None:
    seats = "partnership,organisation,as_of\nP1,Nobody knows,2026-05\n"
    assert answers_of(network_of(partnerships=BOARDS, seats=seats))["UND-D1"] == "N"


@pytest.mark.parametrize(
    ("seat", "answer"),
    [
        ("P2,A,yes,representative", "Y"),
        ("P2,A,no,representative", "N"),
        ("P2,A,,representative", "U"),
        ("P2,A,yes,observer", "N"),
        ("P2,C,yes,representative", "N"),
        ("P2,D,yes,representative", "U"),
        ("P1,A,yes,representative", "N"),
    ],
)
def test_pol_d3_sub_groups_have_a_vote(network_of: Make, seat: str, answer: str) -> None:
    seats = f"partnership,organisation,voting,capacity\nP2,C,yes,own_voice\nP1,C,yes,own_voice\n{seat}\n"
    assert answers_of(network_of(organisations=BODIES, partnerships=BOARDS, seats=seats))["POL-D3"] == answer


def test_pol_d3_a_list_that_is_not_whole_leaves_it_open(network_of: Make) -> None:
    boards = BOARDS.replace("P2,Second,P1,all", "P2,Second,P1,some")
    seats = "partnership,organisation,voting\nP2,C,yes\n"
    assert answers_of(network_of(organisations=BODIES, partnerships=boards, seats=seats))["POL-D3"] == "U"


@pytest.mark.parametrize(
    ("seats", "answer"),
    [
        ("P1,A\nP1,C\nP2,B\nP2,C", "Y"),
        ("P1,A\nP1,C\nP2,B", "N"),
        ("P1,A\nP1,C\nP2,B\nP2,D", "U"),
        ("P1,A\nP1,C\nP2,D", "N"),
        ("P1,A\nP2,B", "U"),
        ("P1,C\nP2,C", "N"),
    ],
)
def test_org_d1_both_sectors_sit(network_of: Make, seats: str, answer: str) -> None:
    """Where no public seat at all is recorded, public seats were not listed: that is not a no."""
    network = network_of(organisations=BODIES, partnerships=BOARDS, seats=f"partnership,organisation\n{seats}\n")
    assert answers_of(network)["ORG-D1"] == answer


def test_org_d1_asks_that_small_bodies_are_seen(network_of: Make) -> None:
    bodies = BODIES + "E,third_sector,5000000,2026\n"
    seats = "partnership,organisation\nP1,E\nP1,C\nP2,E\nP2,C\n"
    assert answers_of(network_of(organisations=bodies, partnerships=BOARDS, seats=seats))["ORG-D1"] == "N"


@pytest.mark.parametrize(
    ("parents", "answer"), [("P1", "Y"), ("", "U")], ids=["every partnership in a line", "none in a line"]
)
def test_org_d4_lines_of_reporting(network_of: Make, parents: str, answer: str) -> None:
    boards = BOARDS.replace("P2,Second,P1", f"P2,Second,{parents}")
    assert answers_of(network_of(partnerships=boards))["ORG-D4"] == answer


@pytest.mark.parametrize(
    ("seats", "answer"),
    [
        ("P1,A\nP1,A", "Y"),
        ("P1,A\nP1,B", "N"),
        ("P1,A\nP1,A\nP1,D", "U"),
        ("P1,A\nP2,B", "U"),
        ("P1,A\nP1,A\nP1,C", "Y"),
    ],
)
def test_org_x1_one_organisation_speaks_for_all(network_of: Make, seats: str, answer: str) -> None:
    rows = [f"s{at},{seat}" for at, seat in enumerate(seats.splitlines())]
    table = "\n".join(["id,partnership,organisation", *rows])
    assert answers_of(network_of(organisations=BODIES, partnerships=BOARDS, seats=table))["ORG-X1"] == answer


@pytest.mark.parametrize(("start", "answer"), [("2024", "N"), ("", "Y")])
def test_sha_x3_dates_of_holders_are_kept(network_of: Make, start: str, answer: str) -> None:
    seats = f"partnership,organisation,start_date\nP1,A,{start}\nP1,B,\n"
    network = network_of(organisations=BODIES, partnerships=BOARDS, seats=seats)
    assert answers_of(network)["SHA-X3"] == answer


def test_pol_d4_counts_the_items_of_every_mandate(network_of: Make) -> None:
    """Of seven items of one mandate five are on record; the deputy is denied and the constituency is A itself."""
    seats = (
        "partnership,representative,organisation,capacity,speaks_for,route,evidence,reported_back,deputy,"
        "role_description,end_date\nP1,Ann,A,representative,A,election,minutes,2026-05-01,no,,2027-01-01\n"
    )
    rows = health(network_of(organisations=BODIES, partnerships=BOARDS, seats=seats), as_of=DAY).details["checklist"]
    row = rows.set_index("id").loc["POL-D4"]
    assert (row["figure"], row["not_known"], row["out_of"], row["answer"]) == (5, 1, 7, "N")


def awards(network_of: Make, *rows: str) -> dict[str, str]:
    head = "funder,recipient,function,payment_terms,overheads,start_date,end_date"
    functions = "name,parent\nEngagement,\nCapacity building,Engagement\nLocal skills,Capacity building\n"
    functions += "Training of reps,Engagement\n"
    return answers_of(network_of(organisations=BODIES, functions=functions, funding="\n".join([head, *rows]) + "\n"))


@pytest.mark.parametrize(
    ("end", "long", "short"),
    [
        ("2028-01-01", "Y", "N"),
        ("2027-12-31", "N", "N"),
        ("2025-12-31", "N", "Y"),
        ("2026-01-01", "N", "N"),
        ("", "U", "U"),
    ],
)
def test_fun_d1_and_x1_lengths(network_of: Make, end: str, long: str, short: str) -> None:
    found = awards(network_of, f"C,A,,,,2025-01-01,{end}")
    assert (found["FUN-D1"], found["FUN-X1"]) == (long, short)


@pytest.mark.parametrize(("start", "answer"), [("2023-07-01", "Y"), ("2023-06-30", "U"), ("2026-07-01", "U")])
def test_only_awards_begun_in_the_last_three_years_count(network_of: Make, start: str, answer: str) -> None:
    assert awards(network_of, f"C,A,,,,{start},2029-07-15")["FUN-D1"] == answer


@pytest.mark.parametrize(
    ("terms", "advance", "arrears"),
    [
        (("advance", "advance"), "Y", "N"),
        (("arrears", "arrears"), "N", "Y"),
        (("advance", "arrears"), "Y", "Y"),
        (("", ""), "U", "U"),
        (("instalments", "instalments"), "U", "U"),
        (("arrears", ""), "U", "Y"),
    ],
)
def test_fun_d5_and_x5_payment(network_of: Make, terms: tuple[str, str], advance: str, arrears: str) -> None:
    found = awards(network_of, *(f"C,{body},,{each},,2026," for body, each in zip("AB", terms, strict=True)))
    assert (found["FUN-D5"], found["FUN-X5"]) == (advance, arrears)


def test_awards_to_public_bodies_do_not_count(network_of: Make) -> None:
    assert awards(network_of, "A,C,,arrears,no,2026,2026-02-01")["FUN-D5"] == "U"


@pytest.mark.parametrize(
    ("overheads", "pays", "blanket"),
    [
        (("yes",) * 3, "Y", "N"),
        (("no",) * 3, "N", "Y"),
        (("no", "no", ""), "N", "U"),
        (("no", "no", "yes"), "N", "N"),
        (("no", "no"), "N", "U"),
    ],
)
def test_fun_d7_and_x7_overheads(network_of: Make, overheads: tuple[str, ...], pays: str, blanket: str) -> None:
    found = awards(network_of, *(f"C,A,,,{each},2026-0{at + 1}," for at, each in enumerate(overheads)))
    assert (found["FUN-D7"], found["FUN-X7"]) == (pays, blanket)


@pytest.mark.parametrize(
    ("function", "capacity", "learning"),
    [
        ("Capacity building", "Y", "U"),
        ("Local skills", "Y", "U"),
        ("Training of reps", "U", "Y"),
        ("Engagement", "U", "U"),
        ("", "U", "U"),
    ],
)
def test_org_d2_and_sha_d4_functions(network_of: Make, function: str, capacity: str, learning: str) -> None:
    found = awards(network_of, f"C,A,{function},,,2026,")
    assert (found["ORG-D2"], found["SHA-D4"]) == (capacity, learning)

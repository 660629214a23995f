"""Small counts in texts: masked wherever they are about seats or people, by hand and by making no difference."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netmap.maps.publishing.figures import COUNTABLE, COUNTED, MASK, is_small, masked
from netmap.maps.publishing.private import Names, unnamed
from netmap.model.words import counted, percent

PACKAGE = Path(__file__).parents[2] / "netmap"


def mask(text: str, least: int = 10) -> str:
    return masked(text, least)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9 seats", "[c] seats"),
        ("10 seats", "10 seats"),
        ("0 seats", "[c] seats"),
        ("1 seat", "[c] seats"),
        ("9 organisations", "9 organisations"),
        ("1 of 3 partnerships", "1 of 3 partnerships"),
        ("9 of 60 seats", "[c] of 60 seats"),
        ("51 of 60 seats", "[c] of 60 seats"),
        ("50 of 60 seats", "50 of 60 seats"),
        ("60 of 60 seats", "[c] of 60 seats"),
        ("3 of 5 third-sector seats", "[c] of [c] third-sector seats"),
        ("5 filled of 7 listed", "[c] filled of [c] listed"),
        ("1 of 152", "[c] of 152"),
        ("7", "[c]"),
        ("6,800", "6,800"),
        ("1,004 people", "1,004 people"),
        ("7.5 of 60 seats (12.5 %)", "[c] of 60 seats ([c])"),
        ("12 of 60 seats (20 %)", "12 of 60 seats (20 %)"),
        ("20 % of 15 seats", "[c] of 15 seats"),
        ("15 % of third-sector seats", "[c] of third-sector seats"),
        ("60 % of partnerships", "60 % of partnerships"),
        ("3 organisations hold 4 seats", "3 organisations hold [c] seats"),
        ("1 partnership seat is empty", "[c] partnership seats are empty"),
        ("2 people hold 3 partnerships", "[c] people hold 3 partnerships"),
        ("4 trustees of 2 funders", "[c] trustees of 2 funders"),
        ("4 doves of 2 funders", "[c] doves of 2 funders"),
        ("2 to 3 seats", "[c] to [c] seats"),
        ("2 to 3 partnerships", "2 to 3 partnerships"),
        ("2-3 seats", "[c]-[c] seats"),
        ("9/11 seats", "[c]/11 seats"),
        ("a 3-seat board", "a [c]-seats board"),
        ("one seat, two people, three boards", "[c] seats, [c] people, three boards"),
        ("The only seat of the board is held by A.", "All [c] seats of the board are held by A."),
        ("Both seats of the board are held by A.", "All [c] seats of the board are held by A."),
        ("the only board", "the only board"),
        ("both boards", "both boards"),
        ("One of its seats", "[c] of its seats"),
        (
            "On 2 of 29 boards one body holds every seat; on 1 nobody.",
            "On 2 of 29 boards one body holds every seat; on 1 nobody.",
        ),
        ("Of 12 groups, 5 are heard, 2 not known.", "Of 12 groups, 5 are heard, 2 not known."),
        ("Of 12 groups, 5 are heard. 2 not known.", "Of 12 groups, 5 are heard. [c] not known."),
        ("Of 12 boards, 5 have a vacant seat.", "Of 12 boards, [c] have a vacant seat."),
        ("On 6 of 12 boards the largest holder has 4.", "On 6 of 12 boards the largest holder has [c]."),
        ("14 seats: 9 filled, 5 vacant", "14 seats: [c] filled, [c] vacant"),
        ("3 filled, 4 boards", "[c] filled, 4 boards"),
        ("2, 3 and 4 boards; 2, 3 and 4 seats", "2, 3 and 4 boards; [c], [c] and [c] seats"),
        ("14 seats: 12 filled, 2 vacant", "14 seats: [c] filled, [c] vacant"),
        ("140 seats: 20 filled, 120 vacant", "140 seats: 20 filled, 120 vacant"),
        ("1 award, 0 of them on the day", "1 award, 0 of them on the day"),
        ("12 seats, 3 of them vacant", "12 seats, [c] of them vacant"),
        ("12 of 60 seats, 3 of them (25 %) vacant", "12 of 60 seats, [c] of them ([c]) vacant"),
        ("£9 and 3 awards", "£9 and 3 awards"),
        ("on 2026-03-09, 9 March 2026 and in 2025", "on 2026-03-09, 9 March 2026 and in 2025"),
        ("S-HWB-9, U3A, RV-E18, 4th and COVID-19", "S-HWB-9, U3A, RV-E18, 4th and COVID-19"),
        ("Today 1 seat does, 2 people have.", "Today [c] seats do, [c] people have."),
        ("٣ seats", "[c] seats"),
        ("", ""),
        ("nothing to count", "nothing to count"),
    ],
)
def test_by_hand(text: str, expected: str) -> None:
    assert mask(text) == expected
    assert mask(expected) == expected
    assert (masked(text, 10)[1] > 0) == (text != expected)


def test_names_of_records_are_no_counts() -> None:
    text = "Over 5s Network holds 5 seats in Ward 5."
    names = Names(["Over 5s Network", "Ward 5"])
    assert masked(text, 10, names.within(text))[0] == "Over 5s Network holds [c] seats in Ward 5."


@pytest.mark.parametrize("least", [0, 3, 5, 8])
def test_the_threshold_decides(least: int) -> None:
    for count in range(12):
        assert (MASK in mask(f"{count} people", least)) == (count < least)


def test_what_is_small() -> None:
    assert is_small(9, None, 10) and not is_small(10, None, 10)
    assert is_small(51, 60, 10) and not is_small(50, 60, 10)
    assert not is_small(12, 10, 10)


TEMPLATES = (
    "{body} holds {a_noun} there.",
    "{a} of 60 {nouns} ({a_percent}) on 6 of 12 partnerships; {a_noun} is vacant.",
    "Today {a_noun} does, and {a} of them leaves ({a_percent} of all).",
    "Vacant: {a}. {a_noun} has no date, and {b_noun} more.",
    "Between {a} and {b} of 60 {nouns} are held; {b} not known.",
    "{b} filled of {c} listed, {a} past their end",
)
NOUNS = sorted(COUNTED - {"people", "vacancie", "deputie"})


@given(st.sampled_from(TEMPLATES), st.sampled_from(NOUNS), *(st.integers(0, 4),) * 4)
def test_small_counts_make_no_difference(template: str, noun: str, one: int, other: int, three: int, four: int) -> None:
    def said(a: int, b: int) -> str:
        return mask(
            template.format(
                body="Age Forward",
                a=a,
                b=b,
                c=a + b,
                nouns=counted(2, noun)[2:],
                a_noun=counted(a, noun),
                b_noun=counted(b, noun),
                a_percent=percent(a / 60),
            )
            .replace("persons", "people")
            .replace("vacancys", "vacancies")
        )

    assert said(one, other) == said(three, four)


def nouns_of(path: Path) -> Iterator[str]:
    """Give the nouns that a file counts with `counted(..., "noun")`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "counted" and len(node.args) == 2:
            noun = node.args[1]
            if isinstance(noun, ast.Constant):
                yield str(noun.value)


def test_every_noun_that_analyses_and_views_count_is_known_to_be_about_seats_or_not() -> None:
    files = [*(PACKAGE / "analyses").rglob("*.py"), *(PACKAGE / "maps" / "views").rglob("*.py")]
    nouns = {noun.split()[-1] for path in files for noun in nouns_of(path)}
    assert {"seat", "partnership", "award"} <= nouns
    assert sorted(noun for noun in nouns if noun not in COUNTABLE | COUNTED) == []
    assert not COUNTABLE & COUNTED


def test_names_are_found_whole_and_the_longest_first() -> None:
    names = Names(["Ann", "Ann Lee", "Lee", "O. T.", "x"])
    text = "Ann Lee, Annette, ann, O. T.; x and Lee-Ann"
    assert [text[start:end] for start, end in names.within(text)] == ["Ann Lee", "O. T.", "Lee", "Ann"]
    assert list(Names([]).within(text)) == []


def test_a_name_at_the_start_of_a_sentence_is_the_same_name() -> None:
    people = Names(["jo smith"])
    assert unnamed("Jo smith and jo smith left.", people, [(people, "some")]) == "some left."


def test_a_name_within_the_name_of_a_record_stays() -> None:
    people, records = Names(["Ann"]), Names(["Ann Trust"])
    both = Names(["Ann", "Ann Trust"])
    assert unnamed("Ann of Ann Trust", both, [(records, ""), (people, "some")]) == "some of Ann Trust"

"""Comparisons worked by hand, and what holds of every comparison."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from netmap.analyses.change import ChangeResult, compare
from netmap.analyses.change.verdicts import move_of
from netmap.errors import AnalysisError
from netmap.measures.concentration import concentration
from netmap.network import Network
from netmap.shipped import shipped
from tests.networks import read_network

EARLY, LATE = "2025-06-30", "2026-06-30"
ORGANISATIONS = "id,name,sector,kind,led_by,groups_asked\n" + "\n".join(
    f"{name},{name},third_sector,charity,,all" for name in ("Aid", "Bee", "Care", "Den")
)
SEATS = "id,partnership,representative,representative_id,organisation,capacity,start_date,end_date"


def network(folder: Path, **tables: str) -> Network:
    folder.mkdir()
    for name, text in tables.items():
        lines = [line.strip() for line in text.strip().splitlines()]
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_network(folder)


@lru_cache(maxsize=2)
def asked(before: Network, after: Network, first: str = EARLY, last: str = LATE) -> ChangeResult:
    return compare(before, after, as_of_before=first, as_of_after=last)


def rows(result: ChangeResult, kind: str) -> list[tuple[str, ...]]:
    table = result.table()
    columns = ["change", "nature", "id", "other_id", "what", "before", "after"]
    found = table[table["kind"] == kind][columns]
    return [tuple("" if value is None else value for value in row) for row in found.itertuples(index=False)]


@pytest.fixture
def sheets(tmp_path: Path) -> tuple[Network, Network]:
    """Two yearly sheets of one board, of other names: dated changes, catch-ups, and rows without dates."""
    old = network(
        tmp_path / "sheet-2025",
        organisations=ORGANISATIONS,
        partnerships="id,name,seats_listed\nP,Board,all",
        seats=f"""{SEATS}
            s1,P,Ann,ann,Aid,representative,2023-01-01,
            s2,P,Bob,bob,Bee,representative,,
            s3,P,Cy,cy,Care,representative,,
            s4,P,Dot,dot,Aid,representative,,2026-01-01""",
    )
    new = network(
        tmp_path / "sheet-2026",
        organisations=ORGANISATIONS.replace("Den,Den,third", "Den,The Den,third"),
        partnerships="id,name,seats_listed\nP,Board,all",
        seats=f"""{SEATS}
            s1,P,Ann,ann,Aid,representative,2023-01-01,
            s2,P,Bob,bob,Bee,representative,,2025-09-01
            s2,P,Gus,gus,Den,representative,2025-09-01,
            s5,P,Hal,hal,Bee,representative,2024-01-01,
            s6,P,Ivy,ivy,Care,representative,,""",
    )
    return old, new


def test_what_happened_is_apart_from_what_was_recorded_later(sheets: tuple[Network, Network]) -> None:
    result = asked(*sheets)
    assert rows(result, "person on a partnership") == [
        ("added", "real", "P", "gus", "", "", ""),
        ("added", "record", "P", "hal", "", "", ""),
        ("added", "not_known", "P", "ivy", "", "", ""),
        ("removed", "real", "P", "bob", "", "", ""),
        ("removed", "not_known", "P", "cy", "", "", ""),
        ("removed", "real", "P", "dot", "", "", ""),
    ]
    assert rows(result, "organisation on a partnership") == [("added", "real", "P", "Den", "", "", "")]
    assert rows(result, "organisation") == [("changed", "not_known", "Den", "", "name", "Den", "The Den")]


def test_turnover_leaves_a_catch_up_out_and_bounds_what_no_date_tells(sheets: tuple[Network, Network]) -> None:
    turnover = asked(*sheets).values["turnover"]["people"]
    assert {name: (each["stayed"], each["left"], each["joined"]) for name, each in turnover.items()} == {
        "as_recorded": (1, 3, 3),
        "at_least": (1, 2, 1),
        "at_most": (1, 3, 2),
    }
    assert turnover["as_recorded"]["turnover"] == 6 / 8
    assert turnover["at_least"]["turnover"] == 3 / 5
    assert turnover["at_most"]["turnover"] == 5 / 7
    assert turnover["as_recorded"]["jaccard"] == 1 / 7


def test_the_hhi_moves_by_the_parts_of_the_organisations(sheets: tuple[Network, Network]) -> None:
    result = asked(*sheets)
    parts = result.details["concentration"].set_index("organisation_id")
    assert dict(parts["seats_before"]) == {"Aid": 2, "Bee": 1, "Care": 1, "Den": 0}
    assert dict(parts["seats_after"]) == {"Aid": 1, "Bee": 1, "Care": 1, "Den": 1}
    assert result.values["hhi"] == {"before": 6 / 16, "after": 4 / 16, "change": -2 / 16}
    assert dict(parts["part_of_hhi_change"]) == {"Aid": -3 / 16, "Bee": 0.0, "Care": 0.0, "Den": 1 / 16}
    [found] = [each for each in result.findings if each.type == "concentration_moved"]
    assert (found.value, found.severity) == (-2 / 16, "low")


def test_two_sources_on_one_day_differ_in_the_record_only(sheets: tuple[Network, Network]) -> None:
    result = asked(*sheets, LATE, LATE)
    assert len(result.rows) and set(result.rows["nature"]) == {"record"}
    assert result.values["nature_of_undated"] == "record"


def test_one_source_on_two_days_has_real_change_only(riverton: Network) -> None:
    result = asked(riverton, riverton)
    assert set(result.rows["nature"]) == {"real"}
    assert set(result.rows["kind"]) == {
        "award",
        "mandate",
        "organisation on a partnership",
        "person on a partnership",
        "seat",
    }


@pytest.mark.parametrize("place", ["anytown", "riverton"])
def test_a_network_compared_with_itself_is_empty(place: str, request: pytest.FixtureRequest) -> None:
    own = request.getfixturevalue(place)
    for other in (own, read_network(shipped("datasets") / place)):
        result = asked(own, other, LATE, LATE)
        assert result.rows.empty and not result.findings
        assert result.values["turnover"]["people"]["as_recorded"]["turnover"] == 0.0
        assert result.values["hhi"]["change"] == 0.0
        assert set(result.details["concentration"]["part_of_hhi_change"]) == {0.0}
        assert set(result.details["ladder"]["move"]) == {"same"}
        assert not result.details["themes"]["changed"].any()
        assert result.details["awards"].empty
        assert result.headline == f"On {LATE} nothing differs between the two sides."


def mirrored(table: pd.DataFrame) -> pd.DataFrame:
    swapped = table.rename(columns={"before": "after", "after": "before"})
    swapped["change"] = swapped["change"].replace({"added": "removed", "removed": "added"})
    swapped["what"] = swapped["what"].replace({"filled": "vacant or ended", "vacant or ended": "filled"})
    return swapped[list(table.columns)]


def in_order(table: pd.DataFrame) -> list[tuple[str, ...]]:
    return sorted(tuple(map(str, row)) for row in table.drop(columns=["name", "other"]).itertuples(index=False))


def test_swapping_the_sides_swaps_the_answer(sheets: tuple[Network, Network], riverton: Network) -> None:
    for old, new in (sheets, (riverton, riverton)):
        there, back = asked(old, new), asked(new, old, LATE, EARLY)
        assert in_order(there.rows) == in_order(mirrored(back.rows))
        for who in ("people", "organisations"):
            for bound in ("as_recorded", "at_least", "at_most"):
                one, other = there.values["turnover"][who][bound], back.values["turnover"][who][bound]
                assert (one["left"], one["joined"]) == (other["joined"], other["left"])
                assert (one["turnover"], one["jaccard"]) == (other["turnover"], other["jaccard"])
        assert there.values["hhi"]["change"] == pytest.approx(-back.values["hhi"]["change"])
        assert there.values["awards_renewed"] == back.values["awards_renewed"]


def test_the_parts_of_the_hhi_sum_to_its_change(riverton: Network) -> None:
    result = asked(riverton, riverton, "2024-01-01", LATE)
    table = result.details["concentration"]
    assert table["part_of_hhi_change"].sum() == pytest.approx(result.values["hhi"]["change"], abs=1e-12)
    for side, day in (("before", "2024-01-01"), ("after", LATE)):
        assert result.values["hhi"][side] == pytest.approx(concentration(list(table[f"seats_{side}"])).hhi)
        assert result.values[side]["as_of"] == day
        assert table[f"seats_{side}"].sum() == table[f"of_seats_{side}"].iloc[0]


def test_turnover_by_partnership_adds_up(riverton: Network) -> None:
    result = asked(riverton, riverton)
    table = result.details["turnover"]
    for who in ("people", "organisations"):
        mine = table[table["holders"] == who]
        plain = result.values["turnover"][who]["as_recorded"]
        assert {name: int(mine[name].sum()) for name in ("stayed", "left", "joined")} == {
            name: plain[name] for name in ("stayed", "left", "joined")
        }
        assert len(mine) == 29


def test_a_group_that_lost_its_only_voice_is_named(riverton: Network) -> None:
    """Planted: the term of the only seat of the group ended on 1 January 2026."""
    result = asked(riverton, riverton, "2025-12-31", "2026-01-01")
    moves = result.details["ladder"].set_index("group")["move"]
    assert moves["Gender reassignment"] == "lost_voice"
    [found] = [each for each in result.findings if each.type == "group_lost_voice"]
    assert (found.severity, found.value, found.out_of) == ("medium", 0, 29)
    assert not [each for each in result.findings if each.severity == "high"]


@pytest.mark.parametrize(
    ("before", "after", "levels", "move"),
    [
        ("represented", "not_represented", (1, 6), "lost_voice"),
        ("represented", "expert_only", (1, 4), "lost_voice"),
        ("expert_only", "represented", (4, 2), "gained_voice"),
        ("not_known", "represented", (7, 2), "became_known"),
        ("represented", "not_known", (2, 7), "no_longer_known"),
        ("not_known", "not_known", (7, 6), "same"),
        ("represented", "represented", (1, 2), "down"),
        ("not_represented", "not_represented", (6, 5), "up"),
        ("represented", "represented", (2, 2), "same"),
        (None, "represented", (7, 2), "only_after"),
        ("represented", None, (2, 7), "only_before"),
    ],
)
def test_moves(before: str | None, after: str | None, levels: tuple[int, int], move: str) -> None:
    assert move_of(before, after, *levels) == move


AWARDS = "id,funder,recipient,function,amount,start_date,end_date"
FUNDERS = "id,name,sector\nF,F,local_authority\nG,G,health\nR,R,third_sector\nS,S,third_sector"
FUNCTIONS = "id,name,parent\nf,forum servicing,\ng,neighbourhood forums,f\nh,mapping,"


def test_awards_that_ended_are_renewed_or_not_or_not_known(tmp_path: Path) -> None:
    """Same pair and function or one below it, in time: yes. Function missing: not known. Late, or another: no."""
    own = network(
        tmp_path / "own",
        organisations=FUNDERS,
        functions=FUNCTIONS,
        funding=f"""{AWARDS}
            a1,F,R,f,100,2025-01-01,2026-01-01
            a2,F,R,g,100,2026-02-01,2027-02-01
            b1,F,S,f,100,2025-01-01,2026-01-01
            b2,F,S,,100,2026-01-01,2027-01-01
            c1,G,R,f,100,2025-01-01,2026-01-01
            c2,G,R,f,100,2026-05-01,2027-01-01
            d1,G,S,f,100,2025-01-01,2026-01-01
            d2,G,S,h,100,2026-01-01,2027-01-01
            e1,G,S,,100,2025-01-01,""",
    )
    result = asked(own, own)
    table = result.details["awards"].set_index("award_id")
    ended = table[table["renewed"].notna()]
    assert dict(ended["renewed"]) == {"a1": "yes", "b1": "not known", "c1": "no", "d1": "no"}
    assert table.loc["a1", "renewed_by"] == "a2" and table.loc["c1", "renewed_by"] == ""
    assert dict(zip(table.index, zip(table["before"], table["after"], strict=True), strict=True))["a2"] == (
        "not started",
        "running",
    )
    assert result.values["awards_renewed"] == {"yes": 1, "no": 2, "not known": 1}
    [found] = [each for each in result.findings if each.type == "awards_not_renewed"]
    assert (found.value, found.out_of, found.bounds) == (2, 4, (2, 3))


def test_awards_that_were_entered_later_are_not_new(tmp_path: Path) -> None:
    old = network(
        tmp_path / "old",
        organisations=FUNDERS,
        functions=FUNCTIONS,
        funding=f"{AWARDS}\na,F,R,f,100,2024-01-01,2027-01-01",
    )
    new = network(
        tmp_path / "new",
        organisations=FUNDERS,
        functions=FUNCTIONS,
        funding=f"""{AWARDS}
            a,F,R,f,120,2024-01-01,2027-01-01
            b,F,S,f,100,2024-01-01,2027-01-01
            c,F,S,f,100,2026-01-01,2027-01-01
            d,F,S,f,100,,2027-01-01""",
    )
    assert rows(asked(old, new), "award") == [
        ("added", "record", "b", "", "state", "", "running"),
        ("added", "real", "c", "", "state", "", "running"),
        ("added", "not_known", "d", "", "state", "", "not known"),
        ("changed", "record", "a", "", "amount_max", 100.0, 120.0),
        ("changed", "record", "a", "", "amount_min", 100.0, 120.0),
    ]


def test_a_theme_that_lost_its_owner_and_a_changed_link(tmp_path: Path) -> None:
    tables: Mapping[str, str] = {
        "themes": "id,name\nT,transport\nU,youth",
        "organisations": "id,name,sector,themes\nA,A,third_sector,T",
        "seats": "id,partnership,organisation,capacity\ns,P,A,representative",
    }
    old = network(tmp_path / "old", partnerships="id,name,themes\nP,Board,T|U\nQ,Group,", **tables)
    new = network(tmp_path / "new", partnerships="id,name,themes\nP,Board,U\nQ,Group,U", **tables)
    result = asked(old, new)
    themes = result.details["themes"].set_index("theme_id")
    assert (themes.loc["T", "status_before"], themes.loc["T", "status_after"]) == ("owned_voiced", "voiced_no_owner")
    assert themes.loc["T", "remit_lost"] == ["Board"] and themes.loc["U", "remit_gained"] == ["Group"]
    assert rows(result, "link") == [
        ("added", "not_known", "Q", "U", "has in its remit", "", ""),
        ("removed", "not_known", "P", "T", "has in its remit", "", ""),
    ]
    [found] = [each for each in result.findings if each.type == "theme_lost_remit"]
    assert (found.severity, found.value, found.out_of, found.subjects) == ("medium", 1, 1, ("T",))


def test_a_mandate_given_back_and_a_report_back(tmp_path: Path) -> None:
    header = "id,partnership,organisation,capacity,speaks_for,route,reported_back"
    tables = {"organisations": ORGANISATIONS, "partnerships": "id,name\nP,Board"}
    old = network(
        tmp_path / "old",
        seats=f"{header}\ns,P,Aid,representative,Bee,election,2025-01-01\nt,P,Bee,representative,Care,election,",
        **tables,
    )
    new = network(
        tmp_path / "new",
        seats=f"{header}\ns,P,Aid,representative,Bee,election,2026-01-01\nt,P,Bee,representative,Den,nomination,",
        **tables,
    )
    assert rows(asked(old, new), "mandate") == [
        ("added", "not_known", "t", "Den", "", "", ""),
        ("changed", "real", "s", "Bee", "reported_back", "2025-01-01", "2026-01-01"),
        ("removed", "not_known", "t", "Care", "", "", ""),
    ]


def test_ids_made_from_names_are_compared_by_name(tmp_path: Path) -> None:
    tables = {
        "organisations": "name,sector\nAid,third_sector\nBee,third_sector",
        "partnerships": "name,seats_listed\nBoard,all",
        "seats": "partnership,representative,organisation\nBoard,Ann,Aid\nBoard,Bob,Bee",
    }
    old, new = network(tmp_path / "spring", **tables), network(tmp_path / "autumn", **tables)
    result = asked(old, new)
    assert result.rows.empty
    assert result.values["matched_by_name"] == {"organisations": 2, "partnerships": 1, "people": 2}
    assert "Compared by name" in result.caveats[0]
    replaced = {**tables, "seats": "partnership,representative,organisation\nBoard,Ann,Aid\nBoard,Cy,Bee"}
    result = asked(old, network(tmp_path / "winter", **replaced))
    assert [row[:2] for row in rows(result, "person on a partnership")] == [
        ("added", "not_known"),
        ("removed", "not_known"),
    ]
    assert rows(result, "organisation on a partnership") == rows(result, "seat") == []


def test_the_pools_are_said_and_nothing_that_rests_on_them_is_compared(
    sheets: tuple[Network, Network], tmp_path: Path
) -> None:
    assert not [text for text in asked(*sheets).caveats if "number" in text]
    more = network(
        tmp_path / "more",
        organisations=ORGANISATIONS + "\nEve,Eve,third_sector,charity,,all",
        partnerships="id,name\nP,Board",
        seats=f"{SEATS}\ns1,P,Ann,ann,Aid,representative,,",
    )
    result = asked(sheets[0], more)
    assert (result.values["before"]["pool"], result.values["after"]["pool"]) == (4, 5)
    assert [text for text in result.caveats if text.startswith("The organisations that could hold a seat are not the")]
    said = str(result.to_dict()["values"])
    assert "normalised" not in said and "'p'" not in said


def test_order_of_rows_and_names_change_no_figure(tmp_path: Path, sheets: tuple[Network, Network]) -> None:
    def shuffled(text: str) -> str:
        head, *lines = text.splitlines()
        return "\n".join([head, *reversed(lines)])

    def renamed(text: str) -> str:
        return text.replace("Aid", "Zed").replace("P,", "Y,")

    tables = {"partnerships": "id,name,seats_listed\nP,Board,all", "organisations": ORGANISATIONS}
    seats = f"{SEATS}\ns1,P,Ann,ann,Aid,representative,,2026-01-01\ns2,P,Bob,bob,Bee,representative,2026-01-01,"
    plain = network(tmp_path / "one", seats=seats, **tables)
    turned = network(tmp_path / "two", seats=shuffled(seats), **{name: shuffled(text) for name, text in tables.items()})
    other = network(tmp_path / "three", seats=renamed(seats), **{name: renamed(text) for name, text in tables.items()})
    expected = asked(plain, plain).to_dict()
    assert asked(turned, turned).to_dict() == expected
    assert asked(other, other).to_dict()["values"] | {"headline": ""} == expected["values"] | {"headline": ""}


def test_an_isolate_and_an_unknown_area(sheets: tuple[Network, Network], anytown: Network) -> None:
    with pytest.raises(AnalysisError):
        compare(anytown, anytown, as_of_before=EARLY, as_of_after=LATE, area="Nowhere")
    result = compare(anytown, anytown, as_of_before=EARLY, as_of_after=LATE, area="Anytown")
    assert result.scope == "Anytown" and result.values["after"]["partnerships"] == 4


def test_findings_owe_what_all_findings_owe(sheets: tuple[Network, Network], riverton: Network) -> None:
    for result in (asked(*sheets), asked(riverton, riverton)):
        ids = [found.id for found in result.findings]
        assert ids and len(ids) == len(set(ids))
        for found in result.findings:
            assert found.severity in ("medium", "low")
            assert found.value is None or found.out_of
            assert found.evidence and found.actions and found.would_change
            assert found.statement.endswith(".") and ".." not in found.statement
            if found.bounds is not None:
                assert found.bounds[0] <= found.bounds[1]
        document: dict[str, Any] = result.to_dict()
        assert document["schema"] == "netmap/change/1"
        assert set(document["details"]) == {"turnover", "concentration", "ladder", "themes", "awards"}

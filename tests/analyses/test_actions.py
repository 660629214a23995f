"""Plans of actions: by hand on Anytown, and by doing what a plan says and asking again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from netmap.analyses.actions import ActionsResult, actions
from netmap.analyses.coverage import coverage
from netmap.analyses.issues import issues
from netmap.analyses.settings import DEFAULTS, ActionSettings, Settings
from netmap.network import Network
from netmap.shipped import shipped
from tests.networks import read_network

Make = Callable[..., Network]
DAYS = {"anytown": "2026-01-31", "riverton": "2026-06-30"}


def wanting(**values: float) -> Settings:
    return replace(DEFAULTS, actions=replace(ActionSettings(), **values))  # type: ignore[arg-type]


def asked(network: Network, day: str, settings: Settings = DEFAULTS) -> ActionsResult:
    return actions(network, as_of=day, settings=settings)


@cache
def shipped_network(place: str) -> Network:
    return read_network(shipped("datasets") / place)


@cache
def plan(place: str, settings: Settings = DEFAULTS) -> ActionsResult:
    return asked(shipped_network(place), DAYS[place], settings)


def closed(result: ActionsResult) -> set[str]:
    gaps = result.details["gaps"]
    return set(gaps.loc[gaps["closed_by"] != "", "gap_id"])


def kinds(result: ActionsResult) -> Mapping[str, int]:
    return dict(result.rows["kind"].value_counts())


def test_anytown_by_hand() -> None:
    """The vacant seat for the body that closes three gaps, a mandate for the group that a forum reaches already."""
    result = plan("anytown")
    assert list(result.rows["action_id"]) == ["fill:s11:BMEForum", "re_mandate:s01:G-muslim"]
    assert list(result.rows["closes"]) == [3, 1] and list(result.rows["cost"]) == [1.0, 0.5]
    assert closed(result) == {"vacancy:s11", "group:G-ethnic", "group:G-muslim", "theme:anytown:hate-crime@P3"}
    assert (result.values["gaps"], result.values["closed"], result.values["cost"]) == (8, 4, 1.5)
    assert result.values["method"] == "exact"
    assert result.values["greedy"] == result.values["exact"]
    assert result.values["greedy_cost_at_most_times_best"] == pytest.approx(11 / 6)
    assert result.rows["largest_share_after"].tolist() == pytest.approx([5 / 11, 5 / 11])
    assert result.rows["hours_per_year"].iloc[0] == 12.0


@pytest.mark.parametrize("place", DAYS)
def test_answers_at_hand_change_nothing(place: str) -> None:
    """A plan is the same whether coverage and issues are handed over or asked for anew."""
    network, day = shipped_network(place), DAYS[place]
    answered = {"coverage": coverage(network, as_of=day), "issues": issues(network, as_of=day)}
    assert actions(network, as_of=day, answered=answered).to_dict() == plan(place).to_dict()


def test_answers_at_hand_are_used() -> None:
    """What is handed over is not asked for again: without an open gap in it, no gap of a group or theme is left."""
    network, day = shipped_network("anytown"), DAYS["anytown"]
    covered, carried = coverage(network, as_of=day), issues(network, as_of=day)
    nothing = {
        "coverage": replace(covered, system=covered.system.iloc[:0], cells=covered.cells.iloc[:0]),
        "issues": replace(carried, rows=carried.rows.iloc[:0]),
    }
    kinds_left = set(actions(network, as_of=day, answered=nothing).details["gaps"]["kind"])
    assert kinds_left and not kinds_left & {"group", "theme"}


def test_what_nobody_on_file_can_close_is_apart_with_its_remedy() -> None:
    reach = plan("anytown").details["out_of_reach"].set_index("gap_id")
    assert reach.loc["group:G-lgbt", "remedy"] == "outreach and capacity building, not an invitation"
    assert reach.loc["group:G-lgbt", "cost"] == DEFAULTS.actions.outreach_cost
    assert reach.loc["theme:anytown:food-poverty", "cost"] is None
    assert len(reach) == 5


def test_why_each_gap_would_be_closed() -> None:
    closes = plan("anytown").details["closes"].set_index(["action_id", "gap_id"])["why"]
    assert closes["fill:s11:BMEForum", "group:G-ethnic"] == (
        "Anytown BME Community Association is led by minority ethnic people"
    )
    assert closes["re_mandate:s01:G-muslim", "group:G-muslim"].startswith(
        "FaithNet, linked to Muslim residents, belongs to Anytown VCS Forum"
    )


def test_the_runner_up_is_the_best_of_the_rest() -> None:
    first = plan("anytown").rows.iloc[0]
    assert first["runner_up_id"] == "fill:s11:DisabAct"
    assert first["runner_up"].endswith("(closes 2 of 3 gaps)")


def test_what_is_not_known_is_no_gap_but_a_question() -> None:
    result = plan("riverton")
    questions = result.details["to_find_out"]
    assert set(questions["about"]) == {
        "group:riverton:marriage-and-civil-partnership",
        "group:riverton:people-with-convictions",
    }
    assert not set(questions["about"]) & set(result.details["gaps"]["gap_id"])


def test_the_planted_gaps_of_riverton_get_an_action_or_a_remedy() -> None:
    result = plan("riverton")
    by = result.details["gaps"].set_index("gap_id")["closed_by"]
    assert by["group:riverton:gender-reassignment"] == "renew:S-EQG-15:riverton:riverton-trans-support-circle"
    assert by["group:riverton:veterans-and-service-families"].endswith(":riverton:riverton-veterans-breakfast-club")
    assert by["theme:riverton:flooding@P-CLI"] == "new_seat:P-CLI:riverton:marsh-end-flood-wardens"
    assert by["mandate:S-SAB-13"] == "re_mandate:S-SAB-13"
    assert by["ended:S-EQG-15"] == by["group:riverton:gender-reassignment"]
    reach = set(result.details["out_of_reach"]["gap_id"])
    assert reach == {
        "group:riverton:people-who-live-on-boats",
        "theme:riverton:food-insecurity",
        "theme:riverton:rural-transport",
    }
    assert not [found for found in result.findings if found.severity == "high"]


def done(row: Mapping[str, str], seats: pd.DataFrame, organisations: pd.DataFrame) -> pd.DataFrame:
    """Write into the sheet of seats what one row of a plan says should be done."""
    kind, seat, body = row["kind"], row["seat_id"], row["organisation_id"]
    own = {"speaks_for": body or "Newcomer", "route": "election", "reported_back": "2026-01-02"}
    here = seats["id"] == seat
    if kind == "new_seat":
        new = {"id": f"new-{row['order']}", "partnership": row["partnership_id"], "organisation": body}
        return pd.concat([seats, pd.DataFrame([{**new, "capacity": "representative", **own}])]).fillna("")
    if kind == "report_back":
        seats.loc[here, "reported_back"] = "2026-01-02"
    elif kind == "re_mandate" and row["action_id"].count(":") > 1:
        group = row["action_id"].split(":", 2)[2]
        seats.loc[here, "speaks_for"] += "|" + group.removeprefix("riverton:")
    elif kind == "re_mandate":
        called = organisations.set_index("id")["name"].to_dict()
        holder = seats.loc[here, "organisation"].iloc[0]
        seats.loc[here, ["speaks_for", "route", "reported_back"]] = [
            called.get(holder, holder),
            "election",
            "2026-01-02",
        ]
        seats.loc[here, "capacity"] = "representative"
    elif kind == "renew":
        seats.loc[here, "end_date"] = ""
        seats.loc[here, ["speaks_for", "route", "reported_back"]] = list(own.values())
    elif kind in ("fill", "rotate"):
        seats = seats[~(here & seats["id"].duplicated(keep="last"))].copy()
        here = seats["id"] == seat
        seats.loc[here, "organisation"] = body or "Newcomer"
        cleared = ["representative", "representative_id", "start_date", "end_date"]
        seats.loc[here, [column for column in cleared if column in seats]] = ""
        seats.loc[here, ["speaks_for", "route", "reported_back"]] = list(own.values())
        seats.loc[here, "capacity"] = "representative"
    return seats


@pytest.mark.parametrize("place", ["anytown", "riverton"])
def test_doing_what_the_plan_says_closes_its_gaps_and_opens_none(place: str, tmp_path: Path) -> None:
    result = plan(place)
    folder = tmp_path / place
    shutil.copytree(shipped("datasets") / place, folder)
    sheets = {name: pd.read_csv(folder / f"{name}.csv", dtype=str).fillna("") for name in ("seats", "organisations")}
    newcomer = pd.DataFrame([{"name": "Newcomer", "id": "Newcomer", "sector": "third_sector", "groups_asked": "all"}])
    organisations = pd.concat([sheets["organisations"], newcomer]).fillna("")
    named = result.rows.assign(
        organisation_id=[_as_written(body, organisations) for body in result.rows["organisation_id"]]
    )
    seats = sheets["seats"]
    for row in named.to_dict("records"):
        seats = done(row, seats, organisations)
    seats.to_csv(folder / "seats.csv", index=False)
    organisations.to_csv(folder / "organisations.csv", index=False)
    again = actions(read_network(folder), as_of=DAYS[place])
    before, after = (set(each.details["gaps"]["gap_id"]) for each in (result, again))
    assert closed(result)
    assert after <= before - closed(result)
    never_asked = set(again.details["to_find_out"]["about"])  # who comes may work with a group nobody asked them about
    assert before - closed(result) - after <= never_asked
    assert again.values["largest_share_before"] <= result.values["largest_share_before"]


def _as_written(body: str, organisations: pd.DataFrame) -> str:
    """Give an organisation as a sheet can name it: its id, or its name where netmap made the id."""
    made = body.split(":", 1)[-1]
    names = {
        re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "")).strip("-"): name for name in organisations["name"]
    }
    return names.get(made, body) if ":" in body else body


SMALL = {
    "themes": "id,name\nT,transport\nU,youth\nV,voice",
    "organisations": """id,name,sector,income,themes
        Big,Big,third_sector,5000000,T|U|V
        One,One,third_sector,1000,T|U
        Two,Two,third_sector,1000,V
        Old,Old,third_sector,1000,""",
    "partnerships": "id,name,themes,seats_listed\nP,Pea,T|U,all\nQ,Queue,V,all",
    "seats": """id,partnership,organisation,capacity,speaks_for,route,reported_back
        s1,P,Old,own_voice,none,,
        s2,Q,Old,own_voice,none,,""",
}


def test_one_new_seat_for_an_organisation_and_for_a_partnership(network_of: Make) -> None:
    """Big would close all three gaps with two seats; it may have one, and so may each partnership."""
    result = asked(network_of(**SMALL), "2026-01-31")
    assert list(result.rows["action_id"]) == ["new_seat:P:Big", "new_seat:Q:Two"]
    assert result.values["closed"] == result.values["gaps"] == 3
    assert result.values["largest_share_before"] == 1.0 and result.values["largest_share_after"] == 0.5


def test_a_budget_leaves_the_rest_open(network_of: Make) -> None:
    result = asked(network_of(**SMALL), "2026-01-31", wanting(action_budget=2.0))
    assert list(result.rows["action_id"]) == ["new_seat:P:Big"]
    assert (result.values["closed"], result.values["left_by_limits"]) == (2, 1)


def test_no_new_seat_where_none_is_allowed(network_of: Make) -> None:
    result = asked(network_of(**SMALL), "2026-01-31", wanting(new_seats_per_partnership=0))
    assert result.rows.empty and result.values["out_of_reach"] == 3
    assert set(result.details["out_of_reach"]["remedy"]) == {"more seats, or a forum"}


def test_a_quota_of_small_organisations_is_met_at_the_price_of_another(network_of: Make) -> None:
    result = asked(network_of(**SMALL), "2026-01-31", wanting(small_in_plan=2))
    assert set(result.rows["organisation_id"]) == {"One", "Two"} and result.values["broken_limits"] == []
    asked_for_more = asked(network_of(**SMALL), "2026-01-31", wanting(small_in_plan=3))
    assert asked_for_more.values["broken_limits"] == ["small organisations"]
    assert any(text.startswith("No choice keeps all limits") for text in asked_for_more.caveats)


def test_the_largest_share_may_not_rise_unless_it_is_allowed_to(network_of: Make) -> None:
    """Only the largest could carry the theme: one more of two seats would make three of five."""
    tables = {
        **SMALL,
        "partnerships": "id,name,themes,seats_listed\nP,Pea,T,all\nQ,Queue,,all",
        "organisations": "id,name,sector,themes\nBig,Big,third_sector,T\nOne,One,third_sector,\nTwo,Two,third_sector,",
        "seats": """id,partnership,organisation,capacity,speaks_for
            s1,Q,Big,own_voice,none
            s2,Q,Big,own_voice,none
            s3,P,One,own_voice,none
            s4,P,Two,own_voice,none""",
    }
    held = asked(network_of(**tables), "2026-01-31")
    assert held.rows.empty and held.values["left_by_limits"] == 1
    free = asked(network_of(**tables), "2026-01-31", wanting(largest_share_may_rise=True))
    assert list(free.rows["action_id"]) == ["new_seat:P:Big"]
    assert free.values["largest_share_after"] == 3 / 5


def test_the_largest_may_have_one_more_where_others_have_as_well(network_of: Make) -> None:
    """Big alone would come to 3 of 5; with a seat for One it is 3 of 6, no more than today's 2 of 4."""
    tables = {
        **SMALL,
        "partnerships": "id,name,themes,seats_listed\nP,Pea,T,all\nQ,Queue,,all\nR,Are,U,all",
        "organisations": "id,name,sector,themes\nBig,Big,third_sector,T\nOne,One,third_sector,U\nTwo,Two,third_sector,",
        "seats": """id,partnership,organisation,capacity,speaks_for
            s1,Q,Big,own_voice,none
            s2,Q,Big,own_voice,none
            s3,P,Two,own_voice,none
            s4,R,Two,own_voice,none""",
    }
    for settings in (DEFAULTS, wanting(exact_candidates=0)):
        result = asked(network_of(**tables), "2026-01-31", settings)
        assert set(result.rows["action_id"]) == {"new_seat:P:Big", "new_seat:R:One"}
        assert result.values["largest_share_after"] == 1 / 2


def test_an_experts_seat_gives_a_group_no_voice(network_of: Make) -> None:
    result = asked(
        network_of(
            equality_groups="id,name\nG,carers",
            organisations="id,name,sector,serves,groups_asked\nA,A,third_sector,carers,all\nB,B,third_sector,,all",
            partnerships="id,name,seats_listed\nP,Pea,all",
            seats="""id,partnership,organisation,capacity,capacity_required,speaks_for
                s1,P,B,own_voice,,none
                s2,P,,,expert,""",
        ),
        "2026-01-31",
    )
    assert set(result.rows["action_id"]) == {"fill:s2:open call", "new_seat:P:A"}
    gains = dict(zip(result.rows["action_id"], result.rows["closes_gaps"], strict=True))
    assert gains["new_seat:P:A"] == ["nobody speaks for carers on any partnership"]


def test_a_seat_is_passed_on_where_its_holder_keeps_another(network_of: Make) -> None:
    tables = {
        **SMALL,
        "seats": """id,partnership,organisation,capacity,speaks_for,route,reported_back
            s1,P,Old,representative,Old,election,2026-01-01
            s2,P,Old,own_voice,none,,
            s3,Q,Two,own_voice,none,,""",
    }
    result = asked(network_of(**tables), "2026-01-31")
    assert list(result.rows["action_id"]) == ["rotate:s2:Big"]
    assert result.rows["closes"].tolist() == [2] and result.values["largest_share_after"] == pytest.approx(1 / 3)


def test_an_expert_of_the_group_is_asked_to_represent_it(network_of: Make) -> None:
    result = asked(
        network_of(
            equality_groups="id,name\nG,carers",
            organisations="id,name,sector,serves,groups_asked\nA,A,third_sector,carers,all\nB,B,third_sector,,all",
            partnerships="id,name,seats_listed\nP,Pea,all",
            seats="id,partnership,organisation,capacity\ns1,P,A,expert\ns2,P,B,own_voice",
        ),
        "2026-01-31",
    )
    assert list(result.rows["action_id"]) == ["re_mandate:s1:G"]
    assert "is a representative's, with a mandate" in result.rows["action"].iloc[0]


def test_a_forum_is_the_way_where_no_seat_is_to_be_had(network_of: Make) -> None:
    tables = {
        "equality_groups": "id,name\nG,carers",
        "organisations": "id,name,sector,serves,groups_asked\nA,A,third_sector,carers,all\nB,B,third_sector,carers,all"
        "\nC,C,third_sector,,all",
        "partnerships": "id,name,seats_listed\nP,Pea,all",
        "seats": "id,partnership,organisation,capacity\ns1,P,C,own_voice",
    }
    result = asked(network_of(**tables), "2026-01-31", wanting(new_seats_per_partnership=0))
    assert list(result.rows["action_id"]) == ["forum:G"]
    assert asked(network_of(**tables), "2026-01-31").rows["kind"].tolist() == ["new_seat"]


def test_small_seats_are_wanted_only_where_it_is_known_that_they_lack(network_of: Make) -> None:
    tables = {
        **SMALL,
        "organisations": """id,name,sector,income,themes
            Big,Big,third_sector,5000000,
            One,One,third_sector,1000,T
            Who,Who,third_sector,,""",
        "partnerships": "id,name,themes,seats_listed\nP,Pea,T,all\nQ,Queue,,all",
        "seats": "id,partnership,organisation,capacity\ns1,P,Big,own_voice\ns2,Q,Who,own_voice",
    }
    result = asked(network_of(**tables), "2026-01-31", wanting(small_seats=1))
    assert "small:P#1" in closed(result)
    assert {each for each in result.details["to_find_out"]["about"] if each.startswith("small")} == {"small:Q"}
    assert result.rows["organisation_id"].tolist() == ["One"]


def test_group_gaps_by_partnership_where_they_are_asked_for() -> None:
    gaps = plan("anytown", wanting(group_gaps_by_partnership=True)).details["gaps"]
    assert len(gaps[gaps["kind"] == "group"]) == 17


@pytest.mark.parametrize("place", ["anytown", "riverton"])
def test_the_greedy_plan_closes_no_more_and_costs_no_less(place: str) -> None:
    exact, greedy = plan(place), plan(place, wanting(exact_candidates=0))
    assert (exact.values["method"], greedy.values["method"]) == ("exact", "greedy")
    assert greedy.values["closed"] <= exact.values["closed"]
    assert greedy.values["closed"] < exact.values["closed"] or greedy.values["cost"] >= exact.values["cost"] - 1e-9
    assert greedy.values["greedy"] == exact.values["greedy"]
    assert [text for text in greedy.caveats if "more than the 0 for which the best plan is worked out" in text]


@pytest.mark.parametrize("place", ["anytown", "riverton"])
def test_the_limits_hold(place: str) -> None:
    result = plan(place)
    rows = result.rows
    seats = rows.loc[rows["kind"].isin(["fill", "renew", "rotate"]), "seat_id"]
    assert seats.is_unique
    bodies = rows.loc[rows["organisation_id"] != "", "organisation_id"]
    assert bodies.is_unique
    assert rows.loc[rows["kind"] == "new_seat", "partnership_id"].is_unique
    assert rows["largest_share_after"].max() <= result.values["largest_share_before"] + 1e-12
    assert rows["closes"].sum() == result.values["closed"] == len(closed(result))
    assert (rows["closes"] > 0).all()


@pytest.mark.parametrize(
    ("limit", "said"), [("most_partnerships", "4 partnerships"), ("most_candidates", "9 candidate")]
)
def test_too_much_is_said_and_gives_no_figure(limit: str, said: str) -> None:
    result = plan("anytown", wanting(**{limit: 1}))
    assert result.rows.empty and not result.findings
    assert set(result.values.values()) == {None}
    assert result.headline.startswith(said) and result.caveats == (result.headline,)
    assert set(result.details) == set(plan("anytown").details)


def test_nothing_names_a_person() -> None:
    for place in ("anytown", "riverton"):
        network, result = shipped_network(place), plan(place)
        said = " ".join(
            [found.statement + " ".join(found.actions) for found in result.findings]
            + [str(value) for rows in (result.rows, *result.details.values()) for value in rows.to_numpy().ravel()]
        )
        people = set(network.table("holders")["representative"]) - set(network.names("Organisation").values())
        assert len(people) > 5
        assert [name for name in people if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said)] == []


def test_order_of_rows_and_isolates_change_nothing_and_names_no_figure(network_of: Make) -> None:
    def shuffled(text: str) -> str:
        head, *lines = text.strip().splitlines()
        return "\n".join([head, *reversed(lines)])

    def renamed(text: str) -> str:
        return re.sub(r"\b(Big|One|Two|Old)\b", lambda hit: hit[0][::-1].title(), text)

    plain = asked(network_of(**SMALL), "2026-01-31").to_dict()
    turned = asked(network_of(**{name: shuffled(text) for name, text in SMALL.items()}), "2026-01-31").to_dict()
    assert turned == plain
    other = asked(network_of(**{name: renamed(text) for name, text in SMALL.items()}), "2026-01-31").to_dict()
    assert other["values"] == plain["values"]
    isolate = SMALL["organisations"] + "\n        Iso,Iso,third_sector,1000,"
    assert asked(network_of(**{**SMALL, "organisations": isolate}), "2026-01-31").to_dict()["table"] == plain["table"]

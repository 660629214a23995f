"""Coverage on hundreds of small places: bounds hold the truth, and every figure agrees with a slow, obvious way."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from netmap.analyses.coverage import CoverageResult, coverage
from netmap.analyses.coverage.levels import (
    LAST_REPRESENTED,
    GradedSeat,
    Mandate,
    Reach,
    possible_level,
    questions,
    recorded_level,
)
from netmap.analyses.seating import FILLED, Seating, read_seating
from netmap.model.codes import CURRENT_ROUTES
from netmap.model.words import LEVELS, NOT_KNOWN, REPRESENTED
from netmap.network import Network
from tests.analyses.coverage_worlds import GROUPS, LINK_TYPES, PARENTS, hidden, make_world

DAY = "2026-01-31"
RUNGS = {name: level for level, name in LEVELS.items()}
WEIGHTS = {"LED_BY": 1.0, "SERVES": 0.7, "ADVOCATES_FOR": 0.7, "wider": 0.8, "specific": 0.8, "general": 0.2}


def cells(result: CoverageResult) -> pd.DataFrame:
    return result.cells.set_index(["group_id", "partnership_id"]).sort_index()


@pytest.fixture(scope="module")
def both() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Five hundred places in which everything is known, and the same with records taken away."""
    graph = make_world(20260131, 500, whole=True)
    truth = coverage(Network.from_networkx(graph), as_of=DAY)
    known = coverage(Network.from_networkx(hidden(graph, 7)), as_of=DAY)
    return cells(truth), cells(known)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
@settings(max_examples=10, deadline=None, derandomize=True, phases=[Phase.generate])
def test_no_verdict_is_against_the_truth_wherever_records_are_missing(world: int, loss: int) -> None:
    graph = make_world(world, 50, whole=True)
    truth = cells(coverage(Network.from_networkx(graph), as_of=DAY))["verdict"] == REPRESENTED
    known = cells(coverage(Network.from_networkx(hidden(graph, loss)), as_of=DAY))["verdict"]
    assert truth[known == REPRESENTED].all()
    assert set(known[truth]) <= {REPRESENTED, NOT_KNOWN}


class TestBounds:
    def test_what_is_said_to_be_represented_is(self, both: tuple[pd.DataFrame, pd.DataFrame]) -> None:
        truth, known = both
        said = known["verdict"] == REPRESENTED
        assert said.sum() > 100
        assert (truth.loc[said, "verdict"] == REPRESENTED).all()

    def test_what_is_represented_is_never_said_not_to_be(self, both: tuple[pd.DataFrame, pd.DataFrame]) -> None:
        truth, known = both
        real = truth["verdict"] == REPRESENTED
        assert real.sum() > 100
        assert set(known.loc[real, "verdict"]) == {REPRESENTED, NOT_KNOWN}

    def test_totals_as_pairs_hold_the_truth(self, both: tuple[pd.DataFrame, pd.DataFrame]) -> None:
        truth, known = both
        real = (truth["verdict"] == REPRESENTED).groupby(level="partnership_id").sum()
        low = (known["verdict"] == REPRESENTED).groupby(level="partnership_id").sum()
        high = low + (known["verdict"] == NOT_KNOWN).groupby(level="partnership_id").sum()
        assert ((low <= real) & (real <= high)).all()
        assert (low < high).any()

    def test_records_were_taken_away_and_some_answers_stayed_sharp(
        self, both: tuple[pd.DataFrame, pd.DataFrame]
    ) -> None:
        truth, known = both
        assert (truth["verdict"] != NOT_KNOWN).all()
        assert 0.1 < (known["verdict"] == NOT_KNOWN).mean() < 0.9


class Slow:
    """The ladder seat by seat, with plain sets."""

    def __init__(self, network: Network) -> None:
        self.seating: Seating = read_seating(network, DAY)
        self.links = network.table("group-links")
        rows = network.table("organisations")
        self.may_speak = set(rows.loc[rows["sector"].isna() | (rows["sector"] == "third_sector"), "id"])
        self.seats = list(self._seats())

    def _seats(self) -> Iterator[GradedSeat]:
        mandates = self.seating.mandates
        for row in self.seating.seats.to_dict("records"):
            if row["state"] != FILLED:
                continue
            holder = row["organisation_id"] or ""
            given = mandates[mandates["seat_id"] == row["seat_id"]].to_dict("records")
            yield GradedSeat(
                row["seat_id"],
                row["partnership_id"],
                holder,
                row["representative"] or "",
                row["capacity"] or "",
                not holder or holder in self.may_speak,
                bool(row["mandate_recorded"]),
                self.seating.members.get(holder, frozenset()),
                tuple(self._mandate(each) for each in given),
            )

    def _mandate(self, row: dict[Any, Any]) -> Mandate:
        kind, target = row["target_kind"], row["target_id"]
        route = row["route"] if isinstance(row["route"], str) else None
        return Mandate(kind, target, route, self.seating.constituency(kind, target))

    def of(self, group: str, *links: str) -> set[str]:
        rows = self.links[(self.links["group_id"] == group) & self.links["link"].isin(links)]
        return set(rows["organisation_id"])

    def reach(self, group: str) -> Reach:
        kinds = ("led_by", "serves", "advocates_for")
        direct, asked, wider, line = self.of(group, *kinds), self.of(group, "asked_about"), set(), [group]
        while line[-1] in PARENTS:
            line.append(PARENTS[line[-1]])
            wider |= self.of(line[-1], *kinds) - asked
            asked |= self.of(line[-1], "asked_about")
        unasked = frozenset(self.may_speak - asked - direct - wider)
        return Reach(
            group,
            frozenset(self.of(group, "led_by")),
            frozenset(direct),
            frozenset(wider - direct),
            unasked,
            frozenset(line),
        )


@pytest.fixture(scope="module")
def patchy() -> Network:
    return Network.from_networkx(make_world(11, 150))


@pytest.fixture(scope="module")
def answer(patchy: Network) -> CoverageResult:
    return coverage(patchy, as_of=DAY)


def test_every_cell_is_the_best_of_its_seats_one_by_one(patchy: Network, answer: CoverageResult) -> None:
    slow = Slow(patchy)
    found = cells(answer)
    for group in GROUPS:
        reach = slow.reach(group)
        for place in found.loc[group].index:
            seats = [seat for seat in slow.seats if seat.partnership == place]
            floor = 6 if reach.is_known else 7
            recorded = min([floor, *(recorded_level(seat, reach) for seat in seats)])
            possible = min([6, *(possible_level(seat, reach) for seat in seats)])
            row = found.loc[(group, place)]
            assert (RUNGS[row["recorded"]], RUNGS[row["possible"]]) == (recorded, possible), (group, place)


def test_open_records_are_counted_as_different_bodies_and_seats(patchy: Network, answer: CoverageResult) -> None:
    slow = Slow(patchy)
    found = cells(answer)
    for group in GROUPS:
        reach = slow.reach(group)
        for place in found.loc[group].index:
            row = found.loc[(group, place)]
            asked = set()
            for seat in slow.seats:
                opens = possible_level(seat, reach) <= LAST_REPRESENTED < recorded_level(seat, reach)
                if seat.partnership == place and opens and RUNGS[row["recorded"]] > LAST_REPRESENTED:
                    kinds = questions(seat, reach)
                    asked.add(seat.holder if kinds == ("holder",) else seat.id)
            assert row["open_records"] == len(asked), (group, place)


class Paths:
    """All paths of one place as a directed graph of networkx, each step with its weight."""

    def __init__(self, slow: Slow, group: str, place: str) -> None:
        self.slow, self.group, self.reach = slow, group, slow.reach(group)
        self.graph: nx.DiGraph[Any] = nx.DiGraph()
        for seat in (each for each in slow.seats if each.partnership == place):
            self._add(seat, place)

    def step(self, one: Any, other: Any, weight: float) -> None:
        held = self.graph.get_edge_data(one, other)
        if held is None or held["weight"] < weight:
            self.graph.add_edge(one, other, weight=weight)

    def to_body(self, body: str) -> None:
        """Lead from the group, or from a wider one, to an organisation."""
        rows = self.slow.links[self.slow.links["organisation_id"] == body]
        node = ("group", self.group)
        if body in self.reach.direct:
            for row in rows[rows["group_id"] == self.group].itertuples():
                if row.link.upper() in LINK_TYPES:
                    self.step(node, ("body", body), WEIGHTS[row.link.upper()])
        elif body in self.reach.wider:
            barred = set(rows.loc[rows["link"] == "asked_about", "group_id"])
            line = [self.group]
            while line[-1] in PARENTS and not barred & set(line):
                line.append(PARENTS[line[-1]])
                for row in rows[rows["group_id"] == line[-1]].itertuples():
                    if row.link.upper() in LINK_TYPES:
                        self.step(node, ("wider", line[-1]), WEIGHTS["wider"])
                        self.step(("wider", line[-1]), ("body", body), WEIGHTS[row.link.upper()])

    def forum(self, body: str) -> float:
        return WEIGHTS["specific" if self.reach.is_linked(body) else "general"]

    def role(self, seat: GradedSeat, mandated: bool) -> float:
        if seat.capacity == "expert":
            return 0.3
        return 0.25 if seat.capacity == "observer" else 1.0 if mandated else 0.5

    def is_current(self, seat: GradedSeat, mandate: Mandate) -> bool:
        return seat.capacity == "representative" and mandate.route in CURRENT_ROUTES

    def is_its_own(self, seat: GradedSeat, mandate: Mandate) -> bool:
        if mandate.kind == "EqualityGroup":
            return mandate.target in self.reach.named_in
        own = {seat.holder} | seat.members | self.reach.direct
        return mandate.kind == "Organisation" and mandate.constituency <= own

    def _add(self, seat: GradedSeat, place: str) -> None:
        end = ("seat", seat.id)
        self.step(end, ("place", place), 1.0)
        mandated = any(self.is_current(seat, each) and self.is_its_own(seat, each) for each in seat.mandates)
        if self.reach.is_linked(seat.holder):
            self.to_body(seat.holder)
            self.step(("body", seat.holder), ("sits", seat.id), self.role(seat, mandated))
            self.graph.add_edge(("sits", seat.id), ("place", place), weight=1.0)
        for member in seat.members:
            self.to_body(member)
            self.step(("body", member), ("forum", seat.id), self.forum(seat.holder))
            self.step(("forum", seat.id), end, self.role(seat, False))
        for number, mandate in enumerate(seat.mandates):
            self._add_mandate(seat, number, mandate, end)

    def _add_mandate(self, seat: GradedSeat, number: int, mandate: Mandate, end: Any) -> None:
        current = self.is_current(seat, mandate)
        role = self.role(seat, current)
        if mandate.kind == "EqualityGroup" and mandate.target in self.reach.named_in:
            weight = WEIGHTS["specific" if current else "general"] * role
            start: Any = ("group", self.group)
            if mandate.target != self.group:
                self.step(start, ("wider", mandate.target, number, seat.id), WEIGHTS["wider"])
                start = ("wider", mandate.target, number, seat.id)
            self.step(start, ("named", number, seat.id), weight)
            self.graph.add_edge(("named", number, seat.id), end[1:] and ("place", seat.partnership), weight=1.0)
        if mandate.kind != "Organisation":
            return
        giver = ("giver", number, seat.id)
        alone = mandate.constituency == {mandate.target}
        for body in mandate.constituency if not alone else ():
            self.to_body(body)
            self.step(("body", body), giver, self.forum(mandate.target))
            self.step(giver, end, role)
        if mandate.target != seat.holder:
            self.to_body(mandate.target)
            self.step(("body", mandate.target), ("by", number, seat.id), role * (1 if alone else WEIGHTS["general"]))
            self.graph.add_edge(("by", number, seat.id), ("place", seat.partnership), weight=1.0)

    def strongest(self, place: str) -> tuple[float, int] | None:
        """Go along every path there is."""
        start, end = ("group", self.group), ("place", place)
        if start not in self.graph or end not in self.graph:
            return None
        found = []
        for path in nx.all_simple_paths(self.graph, start, end):
            weights = [self.graph.edges[one, other]["weight"] for one, other in itertools.pairwise(path)]
            found.append((round(math.prod(weights), 12), -(len(path) - 1)))
        return max(found, default=None)

    def by_dijkstra(self, place: str) -> float | None:
        """Find the strongest path as the shortest by the logarithms of the weights."""
        start, end = ("group", self.group), ("place", place)
        if start not in self.graph or end not in self.graph:
            return None
        lengths = nx.single_source_dijkstra_path_length(
            self.graph, start, weight=lambda one, other, values: -math.log(values["weight"])
        )
        return math.exp(-lengths[end]) if end in lengths else None


def test_the_strongest_route_by_going_along_all_of_them(patchy: Network, answer: CoverageResult) -> None:
    slow = Slow(patchy)
    routes = answer.details["routes"].set_index(["group_id", "partnership_id"])
    places = sorted(set(answer.cells["partnership_id"]))[:60]
    assert len(routes) > 100
    for group in GROUPS:
        for place in places:
            paths = Paths(slow, group, place)
            best = paths.strongest(place)
            if best is None:
                assert (group, place) not in routes.index
                continue
            row = routes.loc[(group, place)]
            assert row["strength"] == pytest.approx(best[0]), (group, place, row["route"])
            assert row["strength"] == pytest.approx(paths.by_dijkstra(place))
            assert row["depth"] == -best[1], (group, place, row["route"])


def test_the_system_has_the_strongest_of_all_partnerships(answer: CoverageResult) -> None:
    routes, strength = answer.details["routes"], answer.details["strength"].set_index("group_id")
    best = routes.assign(strength=routes["strength"].astype(float)).groupby("group_id")["strength"].max()
    for group in GROUPS:
        assert strength.loc[group, "strength"] == best[group]
        assert 1 <= strength.loc[group, "best_rank"] <= strength.loc[group, "rank"] <= strength.loc[group, "worst_rank"]


PAIRS = {
    "one of those spoken for is no body of the group": (
        ("{A},{A},third_sector,{F},G,,all", "{F},{F},third_sector,,,,all"),
        ("{A},{A},third_sector,{F},G,,all", "{F},{F},third_sector,,,,all", "{B},{B},third_sector,{F},,,all"),
        "representative,{F},election",
        "representative,{F},election",
        (1, 2),
    ),
    "the other one spoken for is a member of the holder": (
        ("{A},{A},third_sector,,G,,all", "{F},{F},third_sector,{A},,,all", "{B},{B},third_sector,{A},,,all"),
        ("{A},{A},third_sector,,G,,all", "{F},{F},third_sector,{A},,,all", "{B},{B},third_sector,,,,all"),
        "representative,{B},election",
        "representative,{B},election",
        (1, 2),
    ),
    "a member works with the group": (
        ("{A},{A},third_sector,,,,all", "{B},{B},third_sector,{A},,G,all"),
        ("{A},{A},third_sector,,,,all", "{B},{B},third_sector,{A},,,all"),
        "own_voice,none,",
        "own_voice,none,",
        (5, 6),
    ),
    "the route": (
        ("{A},{A},third_sector,,,,all",),
        ("{A},{A},third_sector,,,,all",),
        "representative,group:G,election",
        "representative,group:G,assumed",
        (3, 5),
    ),
    "the capacity": (
        ("{A},{A},third_sector,,,G,all",),
        ("{A},{A},third_sector,,,G,all",),
        "own_voice,none,",
        "expert,none,",
        (2, 4),
    ),
    "the second mandate": (
        ("{A},{A},third_sector,,,,all", "{B},{B},third_sector,,,,all"),
        ("{A},{A},third_sector,,,,all", "{B},{B},third_sector,,,,all"),
        "representative,{B}|group:G,election",
        "representative,{B}|group:Other,election",
        (3, 6),
    ),
    "led by the group or serving it": (
        ("{A},{A},third_sector,,G,,all",),
        ("{A},{A},third_sector,,,G,all",),
        "representative,{A},election",
        "representative,{A},election",
        (1, 2),
    ),
}
"""Two sides of each: the bodies, the seat as capacity, mandate and route, and the levels."""


class TestSeatsThatDifferInOneThing:
    """Two boards in one network, alike but for one record: they are told apart, whichever is graded first."""

    BODIES = "id,name,sector,member_of,led_by,serves,groups_asked"

    @pytest.mark.parametrize("turned", [False, True])
    @pytest.mark.parametrize("name", PAIRS)
    def test_they_have_their_own_levels(self, network_of: Callable[..., Network], name: str, turned: bool) -> None:
        *sides, levels = PAIRS[name]
        pairs = [(sides[0], sides[2], levels[0]), (sides[1], sides[3], levels[1])]
        bodies, seats, expected = [self.BODIES, "Z,Z,third_sector,,,G,all"], [], {}
        for number, (rows, seat, level) in enumerate(pairs[::-1] if turned else pairs):
            names = {each: f"{each}{number}" for each in "ABF"}
            bodies += [row.format(**names) for row in rows]
            seats.append(f"s{number},P{number},X{number},A{number},{seat.format(**names)}")
            expected[f"P{number}"] = LEVELS[level]
        network = network_of(
            organisations="\n".join(bodies),
            equality_groups="id,name\nG,G\nOther,Other",
            partnerships="id,name,seats_listed\nP0,Board 0,all\nP1,Board 1,all",
            seats="id,partnership,representative,organisation,capacity,speaks_for,route\n" + "\n".join(seats),
        )
        rows = coverage(network, as_of=DAY).cells
        rows = rows[rows["group_id"] == "G"]
        assert dict(zip(rows["partnership_id"], rows["recorded"], strict=True)) == expected

    def test_the_proof_names_the_mandate_that_gives_the_level(self, network_of: Callable[..., Network]) -> None:
        """Two seats with two mandates each, of which once the first and once the second is from a body of the group."""
        network = network_of(
            organisations="id,name,sector,serves,groups_asked\nH,H,third_sector,,all\na1,a1,third_sector,G,all\n"
            "b1,b1,third_sector,,all\na2,a2,third_sector,,all\nb2,b2,third_sector,G,all",
            equality_groups="id,name\nG,G",
            partnerships="id,name,seats_listed\nP,Board P,all\nQ,Board Q,all",
            seats="id,partnership,representative,organisation,capacity,speaks_for,route\n"
            "s,P,X,H,representative,a1|b1,election\nt,Q,Y,H,representative,a2|b2,election",
        )
        rows = coverage(network, as_of=DAY).cells.set_index("partnership_id")
        assert rows.loc["P", "proof"] == "Board P → X for H (seat s) → mandate from a1 → G"
        assert rows.loc["Q", "proof"] == "Board Q → Y for H (seat t) → mandate from b2 → G"

"""Small made-up worlds, and the questions about themes answered on them by trying everything."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

import networkx as nx

from netmap.network import Network

DAY = "2026-06-01"
IDS = ("id", "person", "body", "place", "target")
CURRENT = ("election", "open_call", "nomination", "appointed_by_constituency")


@dataclass(frozen=True)
class Sitting:
    """One seat: who holds it ('' for nobody), for whom ('' for nobody), where, and with which mandate."""

    id: str
    person: str
    body: str
    place: str
    capacity: str = "own_voice"
    target: str = ""
    route: str = ""

    @property
    def mandate(self) -> str:
        """Give what a current mandate names."""
        return self.target if self.capacity == "representative" and self.route in CURRENT else ""


@dataclass(frozen=True)
class World:
    """Themes with the one above each, sectors, and who works on, belongs to, owns, sits and pays."""

    above: dict[str, str]
    sector: dict[str, str]
    places: tuple[str, ...]
    works: frozenset[tuple[str, str]]
    members: frozenset[tuple[str, str]]
    remits: frozenset[tuple[str, str]]
    seats: tuple[Sitting, ...]
    awards: frozenset[tuple[str, str]]

    def without(self, *, people: Iterable[str] = (), bodies: Iterable[str] = ()) -> World:
        """Take people and organisations off their seats, and these with them."""
        gone, lost = set(people), set(bodies)
        return replace(
            self, seats=tuple(each for each in self.seats if each.person not in gone and each.body not in lost)
        )

    def down(self, theme: str) -> set[str]:
        found = {theme}
        for _ in self.above:
            found |= {each for each, parent in self.above.items() if parent in found}
        return found

    def remit(self, theme: str) -> list[str]:
        return sorted({place for place, owned in self.remits if theme in self.down(owned)})

    def third(self, *, observers: bool = False) -> list[Sitting]:
        """List the seats of bodies known to be third sector."""
        return [
            each
            for each in self.seats
            if self.sector.get(each.body) == "third_sector" and (observers or each.capacity != "observer")
        ]

    def carriers(self, theme: str) -> list[Sitting]:
        below = self.down(theme)
        bodies = {body for body, worked in self.works if worked in below}
        return [each for each in self.third() if each.body in bodies or each.mandate in below]

    def constituents(self, forum: str) -> set[str]:
        """Follow member forums down to the bodies without members."""
        found, seen, ahead = set(), {forum}, [forum]
        while ahead:
            body = ahead.pop()
            inside = {member for member, into in self.members if into == body}
            if not inside and body != forum:
                found.add(body)
            ahead += [each for each in inside if each not in seen]
            seen |= inside
        return found

    def joined(self, one: str, other: str) -> tuple[set[str], set[str]]:
        """Give the people and the bodies on both of two partnerships."""
        here, there = ([each for each in self.third(observers=True) if each.place == place] for place in (one, other))
        people = {each.person for each in here} & {each.person for each in there} - {""}
        return people, {each.body for each in here} & {each.body for each in there}

    def shortest(self, theme: str, owner: str, most: int) -> list[tuple[tuple[str, str], ...]]:
        """List every relay of the fewest steps, as pairs (kind, who), by walking every way."""
        ways: list[tuple[str, tuple[tuple[str, str], ...]]] = [
            (place, ()) for place in sorted({each.place for each in self.carriers(theme)})
        ]
        for _ in range(most):
            ways = [
                (after, (*steps, (kind, who)))
                for place, steps in ways
                for after in self.places
                if after != place
                for kind, holders in zip(("person", "organisation"), self.joined(place, after), strict=True)
                for who in sorted(holders)
            ]
            there = [steps for place, steps in ways if place == owner]
            if there:
                return there
        return []


def fewest(world: World, theme: str, places: Iterable[str], *, people: bool, bodies: bool) -> float:
    """Try every set of leavers, the smallest first."""
    wanted = set(places)
    routes = [each for each in world.carriers(theme) if each.place in wanted]
    who = {("person", each.person) for each in routes if each.person} if people else set()
    who |= {("body", each.body) for each in routes} if bodies else set()
    for size in range(len(who) + 1):
        for gone in combinations(sorted(who), size):
            if all(("person", each.person) in gone or ("body", each.body) in gone for each in routes):
                return size
    return float("inf")


def made(seed: int) -> World:
    """Make a world of at most twelve bodies."""
    dice = random.Random(seed)
    themes = ["T0", "T1", "T2", "T3"]
    above = {theme: dice.choice(["", *themes[:number]]) for number, theme in enumerate(themes)}
    # C0 to C2 work on nothing: they only join partnerships.
    bodies = [f"B{number}" for number in range(dice.randint(2, 4))] + ["C0", "C1", "C2"]
    forums, funders = [f"F{number}" for number in range(dice.randint(0, 3))], ["G0", "G1"][: dice.randint(0, 2)]
    sector = {body: dice.choice(["third_sector"] * 5 + ["", "health"]) for body in bodies}
    sector |= dict.fromkeys(forums, "third_sector") | dict.fromkeys(funders, "local_authority")
    places = tuple(f"P{number}" for number in range(dice.randint(1, 7)))
    people = ["", "Ann", "Bob", "Cat", "Dee"]

    def seat(number: int) -> Sitting:
        return Sitting(
            f"s{number}",
            dice.choice(people),
            dice.choice(["", *bodies * 3, *forums, *funders]),
            dice.choice(places),
            dice.choice(["representative", "representative", "own_voice", "expert", "observer"]),
            dice.choice(["", *forums * 2, *themes, *bodies[:1]]),
            dice.choice(["", "election", "nomination", "assumed"]),
        )

    def links() -> list[Sitting]:
        """Join some partnerships to the next, each by a person or by a body that nobody is named for."""
        found = []
        for number, pair in enumerate(pairwise(places)):
            person, body = dice.choice(["", f"Link{number}", "Eve"]), f"C{number % 3}"
            if dice.random() < 0.7:
                found += [Sitting(f"k{number}{place}", person, body, place) for place in pair]
        return found

    def some(ones: list[str], others: list[str], share: float) -> frozenset[tuple[str, str]]:
        return frozenset((one, other) for one in ones for other in others if one != other and dice.random() < share)

    member_of = some(bodies, forums, 0.4) | some(forums[1:], forums[:1], 0.4)
    return World(
        above=above,
        sector=sector,
        places=places,
        works=some([*bodies[:-3], *forums], themes, 0.2),
        members=member_of,
        remits=some(list(places), themes, 0.3),
        seats=(*(seat(number) for number in range(dice.randint(0, 10))), *(links() if dice.random() < 0.6 else [])),
        awards=some(funders, bodies, 0.5),
    )


def united(worlds: Mapping[str, World]) -> World:
    """Put several worlds side by side, each with its name before every id, so that one load asks them all."""

    def pairs(name: str, found: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
        return {(name + one, name + other) for one, other in found}

    whole = World({}, {}, (), frozenset(), frozenset(), frozenset(), (), frozenset())
    for name, world in worlds.items():
        seats = (
            replace(each, **{part: name + value for part, value in vars(each).items() if value and part in IDS})
            for each in world.seats
        )
        whole = World(
            above=whole.above | {name + theme: name + above if above else "" for theme, above in world.above.items()},
            sector=whole.sector | {name + body: sector for body, sector in world.sector.items()},
            places=whole.places + tuple(name + place for place in world.places),
            works=whole.works | pairs(name, world.works),
            members=whole.members | pairs(name, world.members),
            remits=whole.remits | pairs(name, world.remits),
            seats=(*whole.seats, *seats),
            awards=whole.awards | pairs(name, world.awards),
        )
    return whole


def network(world: World, *, shuffled: int | None = None) -> Network:
    """Load a world; `shuffled` puts its rows in another order."""
    rows: list[tuple[str, str]] = []
    rows += [("Theme", theme) for theme in world.above]
    rows += [("Organisation", body) for body in world.sector]
    rows += [("Partnership", place) for place in world.places]
    rows += [("Representative", person) for person in sorted({each.person for each in world.seats} - {""})]
    rows += [("Seat", each.id) for each in world.seats]
    edges = [(theme, above, "PART_OF") for theme, above in world.above.items() if above]
    for kind, pairs in (("WORKS_ON", world.works), ("MEMBER_OF", world.members), ("COVERS", world.remits)):
        edges += [(one, other, kind) for one, other in sorted(pairs)]
    for each in world.seats:
        edges.append((each.id, each.place, "SEAT_ON"))
        edges += [(each.person, each.id, "HOLDS")] * bool(each.person)
        edges += [(each.id, each.body, "HELD_FOR")] * bool(each.body)
        edges += [(each.id, each.target, "SPEAKS_FOR")] * bool(each.target and (each.person or each.body))
    for number, (funder, recipient) in enumerate(sorted(world.awards)):
        rows.append(("Award", f"a{number}"))
        edges += [(funder, f"a{number}", "FUNDS"), (f"a{number}", recipient, "AWARDED_TO")]
    if shuffled is not None:
        random.Random(shuffled).shuffle(rows)
        random.Random(shuffled + 1).shuffle(edges)
    return Network.from_networkx(_graph(world, rows, edges))


def _graph(world: World, rows: list[tuple[str, str]], edges: list[tuple[str, str, str]]) -> nx.MultiDiGraph[str]:
    seats = {each.id: each for each in world.seats}
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for label, node in rows:
        own: dict[str, str] = {}
        if label == "Organisation" and world.sector[node]:
            own["sector"] = world.sector[node]
        own |= {"start_day": "2026-01-01", "end_day": "2027-01-01"} if label == "Award" else {}
        own |= {"seats_listed": "all"} if label == "Partnership" else {}
        graph.add_node(node, label=label, name=node, **own)
    for start, end, kind in edges:
        seat = seats.get(start) or seats.get(end)
        own = {"capacity": seat.capacity} if seat and kind in ("HOLDS", "HELD_FOR") else {}
        own |= {"route": seat.route} if seat and kind == "SPEAKS_FOR" and seat.route else {}
        graph.add_edge(start, end, key=kind, **own)
    return graph

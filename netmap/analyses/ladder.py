"""The representation ladder: for one group, how every seat relates to it, as recorded and as possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from netmap.analyses.seating import EXPERT, FILLED, OBSERVER, REPRESENTATIVE, THIRD_SECTOR, Seating
from netmap.analyses.trees import Tree
from netmap.model.codes import PROTECTED_CHARACTERISTICS
from netmap.model.names import slug
from netmap.model.words import EXPERT_ONLY, NOT_KNOWN, NOT_REPRESENTED, REPRESENTED, counted

LINKS = ("led_by", "serves", "advocates_for")
LAST_REPRESENTED, ADVICE, NOMINAL, SERVED, UNSERVED = 3, 4, 5, 6, 7

CHEAPEST_FIRST = {"holder": 0, "route": 1, "mandate": 2, "members": 3, "body": 4, "list": 5}
"""What could be asked to settle an open cell, in order of the work it makes."""


@dataclass(frozen=True, order=True)
class OpenRecord:
    """A record that keeps a cell open: how much work it is to settle, which record it is, what to do."""

    work: int
    record: str
    question: str


@dataclass(frozen=True)
class Verdict:
    """One cell: the recorded and the possible level, the path that proves it, and what keeps it open."""

    recorded: int
    possible: int
    path: tuple[str, ...] = ()
    open_records: tuple[OpenRecord, ...] = ()
    voices: tuple[str, ...] = ()
    remedy: str = ""

    @property
    def verdict(self) -> str:
        """Give the three-valued answer, advice by experts apart."""
        if self.recorded <= LAST_REPRESENTED:
            return REPRESENTED
        if self.possible <= LAST_REPRESENTED:
            return NOT_KNOWN
        return EXPERT_ONLY if self.recorded == ADVICE else NOT_REPRESENTED

    @property
    def would_change(self) -> str:
        """Name the cheapest record that would change the verdict."""
        if self.verdict == NOT_KNOWN:
            return self.open_records[0].question
        if self.verdict == REPRESENTED:
            return f"the end of {'seat' if len(self.voices) == 1 else 'all of the seats'} {', '.join(self.voices)}"
        return self.remedy


@dataclass(frozen=True)
class _Reach:
    """What one group is linked to: organisations directly, through a wider group, and never asked."""

    group: str
    led: frozenset[str]
    direct: frozenset[str]
    wider: frozenset[str]
    unasked: frozenset[str]
    named_in: frozenset[str]

    @property
    def linked(self) -> frozenset[str]:
        return self.direct | self.wider

    @property
    def possible(self) -> frozenset[str]:
        return self.linked | self.unasked


@dataclass
class Ladder:
    """The ladder over one seating; `groups` are in tree order."""

    seating: Seating
    _verdicts: dict[str, dict[str, Verdict]] = field(default_factory=dict)

    @cached_property
    def _rows(self) -> pd.DataFrame:
        """Give the groups to look for: those recorded, else the nine protected characteristics."""
        rows = self.seating.network.table("groups")
        if len(rows):
            return rows
        usual = [{"id": slug(name), "name": name} for name in PROTECTED_CHARACTERISTICS]
        return pd.DataFrame(usual).reindex(columns=rows.columns)

    @property
    def assumed(self) -> bool:
        """Say whether the groups are the usual ones because none is recorded."""
        return not len(self.seating.network.table("groups"))

    @cached_property
    def _tree(self) -> Tree:
        return Tree(self._rows)

    @cached_property
    def groups(self) -> list[str]:
        """List all groups, each followed by its sub-groups."""
        tops = sorted({self._tree.top(group) for group in self._tree.ids})
        return list(dict.fromkeys(node for top in tops for node in self._tree.down(top)))

    @cached_property
    def group_names(self) -> Mapping[str, str]:
        """Give the name of each group."""
        return dict(zip(self._rows["id"], self._rows["name"], strict=True))

    @cached_property
    def populations(self) -> Mapping[str, float]:
        """Give the population of each group that has one recorded."""
        rows = self._rows.dropna(subset=["population"])
        return dict(zip(rows["id"], rows["population"].astype(float), strict=True))

    @cached_property
    def partnerships(self) -> Mapping[str, str]:
        """Give the name of each partnership in scope, in order of name."""
        rows = self.seating.scope.partnerships().sort_values(["name", "id"])
        return dict(zip(rows["id"], rows["name"], strict=True))

    @cached_property
    def _links(self) -> dict[str, dict[str, set[str]]]:
        """Give organisations by group for each kind of link."""
        rows = self.seating.network.table("group-links")
        result: dict[str, dict[str, set[str]]] = {link: {} for link in (*LINKS, "asked_about")}
        for body, group, link in zip(rows["organisation_id"], rows["group_id"], rows["link"], strict=True):
            result[link].setdefault(group, set()).add(body)
        return result

    def _of(self, link: str, group: str) -> set[str]:
        return self._links[link].get(group, set())

    @cached_property
    def _voices(self) -> frozenset[str]:
        """Give the organisations that are, or may be, third sector: a public body speaks for a group only on record."""
        rows = self.seating.network.table("organisations")
        return frozenset(rows.loc[rows["sector"].isna() | (rows["sector"] == THIRD_SECTOR), "id"])

    def _reach(self, group: str) -> _Reach:
        above = self._tree.above(group)
        led = frozenset(self._of("led_by", group))
        direct = led | self._of("serves", group) | self._of("advocates_for", group)
        wider: set[str] = set()
        asked_here = set(self._of("asked_about", group))
        for place, ancestor in enumerate(above):
            linked = set().union(*(self._of(link, ancestor) for link in LINKS))
            wider |= linked - asked_here
            asked_here |= self._of("asked_about", above[place])
        asked = set().union(*(self._of("asked_about", each) for each in [group, *above]))
        unasked = frozenset(self._voices - asked - direct - wider)
        return _Reach(group, led, direct, frozenset(wider - direct), unasked, frozenset([group, *above]))

    def organisations_of(self, group: str, *, names: bool = False) -> list[tuple[str, str]]:
        """List the organisations directly linked to a group, as (id or name, how)."""
        called = self.seating.network.names("Organisation")
        said = {
            "led_by": "is led by the group",
            "serves": "serves the group",
            "advocates_for": "speaks up for the group",
        }
        found = {body: said[link] for link in reversed(LINKS) for body in self._of(link, group)}
        return [(called[body] if names else body, f"{called[body]} {how}") for body, how in sorted(found.items())]

    def verdicts(self, group: str) -> dict[str, Verdict]:
        """Give the verdict on a group for each partnership in scope."""
        if group not in self._verdicts:
            self._verdicts[group] = self._work_out(group)
        return self._verdicts[group]

    def _work_out(self, group: str) -> dict[str, Verdict]:
        reach = self._reach(group)
        found: dict[str, list[tuple[int, int, _SeatView, str]]] = {}
        for seat in self._seats:
            recorded, possible, ask = _levels(seat, reach)
            if min(recorded, possible) < UNSERVED:
                found.setdefault(seat.partnership, []).append((recorded, possible, seat, ask))
        return {place: self._cell(reach, place, found.get(place, [])) for place in self.partnerships}

    def _cell(self, reach: _Reach, place: str, seats: list[tuple[int, int, _SeatView, str]]) -> Verdict:
        nobody = SERVED if reach.linked else UNSERVED
        recorded = min([level for level, _, _, _ in seats] + [nobody])
        possible = min([level for _, level, _, _ in seats] + [nobody])
        best = [seat for level, _, seat, _ in seats if level == recorded]
        open_records = [
            OpenRecord(CHEAPEST_FIRST[ask], seat.id, self._question(ask, seat, reach.group))
            for level, could_be, seat, ask in seats
            if could_be <= LAST_REPRESENTED < level
        ]
        if recorded > LAST_REPRESENTED and place in self._incomplete:
            possible = min(possible, LAST_REPRESENTED)
            said = f"list all seats of {self.partnerships[place]}"
            open_records.append(OpenRecord(CHEAPEST_FIRST["list"], place, said))
        path = self._path(reach, recorded, best[0]) if best else ()
        voices = tuple(sorted(seat.id for level, _, seat, _ in seats if level <= LAST_REPRESENTED))
        return Verdict(recorded, possible, path, tuple(sorted(open_records)), voices, self._remedy(reach, place))

    def best(self, group: str, verdicts: list[Verdict]) -> Verdict:
        """Give the verdict for the whole system: the best recorded level and the best possible one."""
        reach = self._reach(group)
        nobody = SERVED if reach.linked else UNSERVED
        if not verdicts:
            return Verdict(nobody, nobody)
        first = min(verdicts, key=lambda verdict: verdict.recorded)
        possible = min(verdict.possible for verdict in verdicts)
        records = tuple(sorted({record for verdict in verdicts for record in verdict.open_records}))
        voices = tuple(seat for verdict in verdicts for seat in verdict.voices)
        return Verdict(first.recorded, possible, first.path, records, voices, self._remedy(reach))

    def possible_boards(self, group: str) -> int:
        """Count the partnerships on which the group may be represented."""
        return sum(verdict.possible <= LAST_REPRESENTED for verdict in self.verdicts(group).values())

    @cached_property
    def _incomplete(self) -> set[str]:
        """Give the partnerships whose list of seats is not whole, or of which no seat is recorded."""
        rows = self.seating.scope.partnerships()
        partly = set(rows.loc[rows["seats_listed"].isin(["some", "none"]), "id"])
        return partly | (set(rows["id"]) - set(self.seating.seats["partnership_id"]))

    @cached_property
    def _seats(self) -> list[_SeatView]:
        mandates: dict[str, list[_MandateView]] = {}
        for row in self.seating.mandates.to_dict("records"):
            constituency = self.seating.constituency(row["target_kind"], row["target_id"])
            view = _MandateView(row["target_kind"], row["target_id"], bool(row["current"]), row["route"], constituency)
            mandates.setdefault(row["seat_id"], []).append(view)
        members = self.seating.members
        return [
            _SeatView(
                row["seat_id"],
                row["partnership_id"],
                row["organisation_id"] or "",
                row["representative"] or "",
                row["capacity"] or "",
                row["organisation_id"] is None or row["organisation_id"] in self._voices,
                bool(row["mandate_recorded"]),
                frozenset(members.get(row["organisation_id"] or "", ())),
                tuple(mandates.get(row["seat_id"], ())),
            )
            for row in self.seating.seats[self.seating.seats["state"] == FILLED].to_dict("records")
        ]

    def _path(self, reach: _Reach, level: int, seat: _SeatView) -> tuple[str, ...]:
        """Name the records from the partnership to the group."""
        called = self.seating.network.names("Organisation")
        place = self.partnerships[seat.partnership]
        body = called.get(seat.holder, seat.holder)
        who = f"{seat.person or 'a seat'} for {body}" if body else seat.person
        via = next((m for m in seat.mandates if _mandate_level(m, reach) == level), None)
        if via is None or seat.holder in reach.linked:
            return (place, f"{who} (seat {seat.id})", self.group_names[reach.group])
        target = called.get(via.target) or self.group_names.get(via.target) or via.target
        return (place, f"{who} (seat {seat.id})", f"mandate from {target}", self.group_names[reach.group])

    def _question(self, ask: str, seat: _SeatView, group: str) -> str:
        called = self.seating.network.names("Organisation")
        body = called.get(seat.holder, seat.holder)
        place = self.partnerships[seat.partnership]
        return {
            "holder": f"ask {body} whether it works with {self.group_names[group]}",
            "mandate": f"record for whom seat {seat.id} on {place} speaks",
            "route": f"record how the holder of seat {seat.id} on {place} was chosen",
            "body": f"record for which organisation seat {seat.id} on {place} is held",
            "members": f"ask those who gave seat {seat.id} on {place} its mandate whether they work with "
            f"{self.group_names[group]}",
        }[ask]

    def _remedy(self, reach: _Reach, place: str = "") -> str:
        if not reach.linked:
            return "an organisation that works with the group, found by outreach"
        where = f" on {self.partnerships[place]}" if place else ""
        return f"a seat{where} for an organisation linked to the group, or a mandate that names the group"

    def caveats(self) -> list[str]:
        """Say what keeps cells open."""
        texts = []
        if self.assumed:
            texts.append("No equality group is recorded; the nine protected characteristics are looked for instead.")
        asked = set().union(*self._links["asked_about"].values()) if self._links["asked_about"] else set()
        never = len(self._voices - asked)
        if self.groups and never:
            texts.append(
                f"{never} of {counted(len(self._voices), 'organisation')} of the third sector, or of a sector not "
                "recorded, were never asked which groups they work with; where one of them sits, the answer stays open."
            )
        if self._incomplete:
            texts.append(
                f"The list of seats is not complete for {len(self._incomplete)} of "
                f"{counted(len(self.partnerships), 'partnership')}; "
                "no group is called unrepresented there."
            )
        return texts


@dataclass(frozen=True)
class _MandateView:
    kind: str
    target: str
    current: bool
    route: str | None
    constituency: frozenset[str]


@dataclass(frozen=True)
class _SeatView:
    id: str
    partnership: str
    holder: str
    person: str
    capacity: str
    may_speak: bool
    mandate_recorded: bool
    members: frozenset[str]
    mandates: tuple[_MandateView, ...]


def _levels(seat: _SeatView, reach: _Reach) -> tuple[int, int, str]:
    """Give the recorded level of a seat for a group, the possible one, and what would settle the difference."""
    recorded = min(_holder_level(seat, reach, reach.linked), _best_mandate(seat, reach))
    return (recorded, *_possible(seat, reach, recorded))


def _holder_level(seat: _SeatView, reach: _Reach, linked: frozenset[str]) -> int:
    if seat.holder in linked:
        if seat.capacity == OBSERVER:
            return NOMINAL
        if seat.capacity == EXPERT:
            return ADVICE
        if seat.holder not in reach.direct and seat.holder in reach.wider:
            return LAST_REPRESENTED
        return 1 if seat.holder in reach.led and _speaks_for_itself(seat, reach) else 2
    return NOMINAL if seat.members & linked else UNSERVED


def _speaks_for_itself(seat: _SeatView, reach: _Reach) -> bool:
    """Say whether a representative's current mandate comes from the organisation, its members or the group."""
    own = seat.members | {seat.holder}
    return seat.capacity == REPRESENTATIVE and any(
        mandate.current
        and (
            (mandate.kind == "EqualityGroup" and mandate.target in reach.named_in)
            or (mandate.kind == "Organisation" and mandate.constituency and mandate.constituency <= own | reach.direct)
        )
        for mandate in seat.mandates
    )


def _best_mandate(seat: _SeatView, reach: _Reach) -> int:
    return min([_mandate_level(mandate, reach) for mandate in seat.mandates] + [UNSERVED])


def _mandate_level(mandate: _MandateView, reach: _Reach) -> int:
    """Grade one mandate: 3 where it is current and names the group, nominal where it merely reaches it."""
    if mandate.kind == "Theme":
        return UNSERVED
    if mandate.kind == "EqualityGroup":
        named = mandate.target in reach.named_in
        return (LAST_REPRESENTED if mandate.current else NOMINAL) if named else UNSERVED
    touches = bool(mandate.constituency & reach.linked)
    names_it = mandate.target in reach.linked and touches
    if mandate.current and names_it:
        return LAST_REPRESENTED
    return NOMINAL if touches or mandate.target in reach.linked else UNSERVED


def _possible(seat: _SeatView, reach: _Reach, recorded: int) -> tuple[int, str]:
    """Give the best level that records nobody made could bring the seat to, and what to ask for first."""
    if recorded <= LAST_REPRESENTED or seat.capacity in (OBSERVER, EXPERT) or not seat.may_speak:
        return recorded, ""
    if not seat.holder:
        return 1, "body"
    if seat.holder in reach.unasked:
        return 1 if seat.capacity == REPRESENTATIVE else 2, "holder"
    if seat.capacity in (REPRESENTATIVE, ""):
        if not seat.mandate_recorded and seat.capacity == REPRESENTATIVE:
            return LAST_REPRESENTED, "mandate"
        for mandate in seat.mandates:
            ask = _open_mandate(mandate, reach)
            if ask:
                return LAST_REPRESENTED, ask
    return recorded, ""


def _open_mandate(mandate: _MandateView, reach: _Reach) -> str:
    """Say what is missing before a mandate could name the group: the route, or what its body was asked."""
    if mandate.kind == "Theme":
        return ""
    if mandate.kind == "EqualityGroup":
        return "route" if mandate.target in reach.named_in and not mandate.route else ""
    if not (mandate.current or not mandate.route):
        return ""
    could_name = mandate.target in reach.possible and bool(mandate.constituency & reach.possible)
    if not could_name:
        return ""
    return "members" if mandate.current or mandate.target not in reach.linked else "route"

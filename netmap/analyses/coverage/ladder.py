"""The representation ladder over one seating: for each group and partnership, what is proved and what is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from netmap.analyses.coverage.levels import (
    ADVICE,
    BODY,
    CAPACITY,
    CHEAPEST_FIRST,
    DIRECT_LED,
    HOLDER,
    LAST_REPRESENTED,
    LIST,
    MANDATE,
    MEMBERS,
    ROUTE,
    SERVED,
    UNSERVED,
    GradedSeat,
    Mandate,
    Reach,
    mandate_level,
    possible_level,
    questions,
    recorded_level,
)
from netmap.analyses.result import Evidence
from netmap.analyses.seating import ENDED, THIRD_SECTOR, Seating
from netmap.analyses.trees import Tree
from netmap.model.codes import PROTECTED_CHARACTERISTICS
from netmap.model.names import slug
from netmap.model.words import EXPERT_ONLY, NOT_KNOWN, NOT_REPRESENTED, REPRESENTED, counted

LINKS = {
    "led_by": "is led by the group",
    "serves": "serves the group",
    "advocates_for": "speaks up for the group",
}


@dataclass(frozen=True, order=True)
class OpenRecord:
    """A record that keeps a cell open: how much work it is to settle, which record it is, what to do."""

    work: tuple[int, ...]
    record: str
    question: str


@dataclass(frozen=True)
class Verdict:
    """One cell: the recorded and the possible level, the path that proves it, and what keeps it open.

    `path` names the records from the partnership to the group, `seat` the seat on it. `voices` are the
    seats that represent the group.
    """

    recorded: int
    possible: int
    path: tuple[str, ...] = ()
    seat: str = ""
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
class _Graded:
    """One seat for one group."""

    seat: GradedSeat
    recorded: int
    possible: int


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
        rows = self.seating.scope.partnerships()
        return dict(zip(rows["id"], rows["name"], strict=True))

    @cached_property
    def _called(self) -> Mapping[str, str]:
        return self.seating.network.names("Organisation")

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

    @cached_property
    def _asked(self) -> set[str]:
        return set().union(*self._links["asked_about"].values())

    def reach(self, group: str) -> Reach:
        """Give what a group is linked to: a link to a group above counts unless one below it was asked about."""
        direct = set().union(*(self._of(link, group) for link in LINKS))
        wider: set[str] = set()
        asked = set(self._of("asked_about", group))
        for ancestor in self._tree.above(group):
            wider |= set().union(*(self._of(link, ancestor) for link in LINKS)) - asked
            asked |= self._of("asked_about", ancestor)
        return Reach(
            group,
            frozenset(self._of("led_by", group)),
            frozenset(direct),
            frozenset(wider - direct),
            self._voices - asked - direct - wider,
            frozenset(self._tree.up(group)),
        )

    def verdicts(self, group: str) -> dict[str, Verdict]:
        """Give the verdict on a group for each partnership in scope."""
        if group not in self._verdicts:
            self._verdicts[group] = self._work_out(self.reach(group))
        return self._verdicts[group]

    def _work_out(self, reach: Reach) -> dict[str, Verdict]:
        found: dict[str, list[_Graded]] = {}
        for seat in self._seats:
            possible = possible_level(seat, reach)
            if possible < UNSERVED:
                graded = _Graded(seat, recorded_level(seat, reach), possible)
                found.setdefault(seat.partnership, []).append(graded)
        return {place: self._cell(reach, place, found.get(place, [])) for place in self.partnerships}

    def _cell(self, reach: Reach, place: str, seats: list[_Graded]) -> Verdict:
        recorded, possible = self._without_seats(reach)
        recorded = min([recorded, *(each.recorded for each in seats)])
        possible = min([possible, *(each.possible for each in seats)])
        asked = [
            self._open_record(questions(each.seat, reach), each.seat, reach.group)
            for each in seats
            if each.possible <= LAST_REPRESENTED < each.recorded
        ]
        if place in self.seating.partly_listed:
            possible = DIRECT_LED
            work, said = (1, CHEAPEST_FIRST.index(LIST)), f"list all seats of {self.partnerships[place]}"
            asked.append(OpenRecord(work, place, said))
        best = next((each.seat for each in seats if each.recorded == recorded), None)
        return Verdict(
            recorded,
            possible,
            self._path(reach, recorded, best) if best else (),
            best.id if best else "",
            tuple(sorted(set(asked))) if recorded > LAST_REPRESENTED else (),
            tuple(sorted(each.seat.id for each in seats if each.recorded <= LAST_REPRESENTED)),
            self._remedy(reach, place),
        )

    def _without_seats(self, reach: Reach) -> tuple[int, int]:
        """Give the recorded and the possible level of a group that no seat touches."""
        possible = reach.is_known or bool(reach.unasked)
        return (SERVED if reach.is_known else UNSERVED), (SERVED if possible else UNSERVED)

    def system(self, group: str) -> Verdict:
        """Give the verdict for the whole system: the best recorded level and the best possible one."""
        verdicts = list(self.verdicts(group).values())
        reach = self.reach(group)
        if not verdicts:
            record = OpenRecord((1, CHEAPEST_FIRST.index(LIST)), group, "list the partnerships and their seats")
            return Verdict(self._without_seats(reach)[0], DIRECT_LED, open_records=(record,))
        first = min(verdicts, key=lambda verdict: verdict.recorded)
        return Verdict(
            first.recorded,
            min(verdict.possible for verdict in verdicts),
            first.path,
            first.seat,
            tuple(sorted({record for verdict in verdicts for record in verdict.open_records})),
            tuple(seat for verdict in verdicts for seat in verdict.voices),
            self._remedy(reach),
        )

    def possible_boards(self, group: str) -> int:
        """Count the partnerships on which the group may be represented."""
        return sum(verdict.possible <= LAST_REPRESENTED for verdict in self.verdicts(group).values())

    @cached_property
    def _seats(self) -> list[GradedSeat]:
        mandates: dict[str, list[Mandate]] = {}
        for row in self.seating.mandates.to_dict("records"):
            constituency = self.seating.constituency(row["target_kind"], row["target_id"])
            mandate = Mandate(row["target_kind"], row["target_id"], row["route"], constituency)
            mandates.setdefault(row["seat_id"], []).append(mandate)
        members = self.seating.members
        return [
            GradedSeat(
                row["seat_id"],
                row["partnership_id"],
                row["organisation_id"] or "",
                row["representative"] or "",
                row["capacity"] or "",
                row["organisation_id"] is None or row["organisation_id"] in self._voices,
                bool(row["mandate_recorded"]),
                members.get(row["organisation_id"], frozenset()),
                tuple(mandates.get(row["seat_id"], ())),
            )
            for row in self.seating.filled.to_dict("records")
        ]

    def _path(self, reach: Reach, level: int, seat: GradedSeat) -> tuple[str, ...]:
        """Name the records from the partnership to the group."""
        place, group = self.partnerships[seat.partnership], self.group_names[reach.group]
        body = self._called.get(seat.holder, seat.holder)
        who = f"{seat.person or 'a seat'} for {body}" if body else seat.person
        via = next((each for each in seat.mandates if mandate_level(seat, each, reach) == level), None)
        if via is None or reach.is_linked(seat.holder):
            return (place, f"{who} (seat {seat.id})", group)
        target = self._called.get(via.target) or self.group_names.get(via.target) or via.target
        return (place, f"{who} (seat {seat.id})", f"mandate from {target}", group)

    def _open_record(self, asked: tuple[str, ...], seat: GradedSeat, group: str) -> OpenRecord:
        """Say what to ask; a body that was never asked is one record however many seats it holds."""
        body, called = self._called.get(seat.holder, seat.holder), self.group_names[group]
        where = f"seat {seat.id} on {self.partnerships[seat.partnership]}"
        said = {
            HOLDER: f"ask {body} whether it works with {called}",
            ROUTE: f"record how the holder of {where} was chosen",
            CAPACITY: f"record in which capacity the holder of {where} sits",
            MANDATE: f"record for whom {where} speaks",
            MEMBERS: f"ask those who gave {where} its mandate whether they work with {called}",
            BODY: f"record for which organisation {where} is held",
        }
        work = (len(asked), *(CHEAPEST_FIRST.index(kind) for kind in asked))
        record = seat.holder if asked == (HOLDER,) else seat.id
        return OpenRecord(work, record, " and ".join(said[kind] for kind in asked))

    def _remedy(self, reach: Reach, place: str = "") -> str:
        if not reach.is_known:
            return "an organisation that works with the group, found by outreach"
        where = f" on {self.partnerships[place]}" if place else ""
        return f"a seat{where} for an organisation linked to the group, or a mandate that names the group"

    def organisations_of(self, group: str) -> list[tuple[str, str]]:
        """List the organisations directly linked to a group, as (id, how)."""
        found = {body: how for link, how in reversed(LINKS.items()) for body in self._of(link, group)}
        return [(body, f"{self._called[body]} {how}") for body, how in sorted(found.items())]

    def lapsed(self, group: str) -> list[str]:
        """List the seats past their end whose last holder is linked to the group."""
        reach = self.reach(group)
        return [seat for seat, body in self._last_holders.items() if reach.is_linked(body)]

    @cached_property
    def _last_holders(self) -> dict[str, str]:
        ended = self.seating.seats.loc[self.seating.seats["state"] == ENDED, "seat_id"]
        rows = self.seating.network.table("held-for").sort_values(["seat_id", "end_day"])
        rows = rows[rows["seat_id"].isin(ended)]
        return dict(zip(rows["seat_id"], rows["organisation_id"], strict=True))

    def evidence(self, group: str, verdict: Verdict) -> tuple[Evidence, ...]:
        """Name the records that a verdict other than represented rests on."""
        say = self.seating.evidence
        if verdict.verdict == NOT_KNOWN:
            return tuple(say(each.record, f"open: {each.question}") for each in verdict.open_records)
        path = [say(verdict.seat, f"best route: {' → '.join(verdict.path)}")] if verdict.seat else []
        bodies = [say(body, how) for body, how in self.organisations_of(group)]
        ended = [say(seat, f"{ENDED}: held for a body of the group") for seat in self.lapsed(group)]
        none = Evidence(group, f"no organisation is linked to it; {self._asked_of(group)}")
        return (*path, *bodies, *ended) or (none,)

    def _asked_of(self, group: str) -> str:
        count = len(self._voices - self.reach(group).unasked)
        return f"{count} of {counted(len(self._voices), 'organisation')} were asked about it"

    def caveats(self) -> list[str]:
        """Say what keeps cells open."""
        texts = []
        if not len(self.seating.network.table("groups")):
            texts.append("No equality group is recorded; the nine protected characteristics are looked for instead.")
        never = len(self._voices - self._asked)
        if never:
            texts.append(
                f"{never} of {counted(len(self._voices), 'organisation')} of the third sector, or of a sector not "
                "recorded, were never asked which groups they work with; where one of them sits, the answer stays open."
            )
        if self.seating.partly_listed:
            texts.append(
                f"The list of seats is not complete for {len(self.seating.partly_listed)} of "
                f"{counted(len(self.partnerships), 'partnership')}; no group is called unrepresented there."
            )
        return texts

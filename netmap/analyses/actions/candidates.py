"""What could be done: actions on seats that are there, on vacant ones, on new ones, and what each would close."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from netmap.analyses.actions.ground import Ground, Row
from netmap.analyses.actions.universe import GROUP, LAPSED, MANDATE, REPORT, SMALL, THEME, VACANCY, Gap, gives_voice
from netmap.analyses.actions.weighing import Weighed, weigh
from netmap.analyses.seating import ENDED, EXPERT, OBSERVER, REPRESENTATIVE
from netmap.analyses.settings import ActionSettings
from netmap.model.words import listed
from netmap.words import words_of

RE_MANDATE, REPORT_BACK, FILL, RENEW, ROTATE, NEW_SEAT, FORUM = (
    "re_mandate",
    "report_back",
    "fill",
    "renew",
    "rotate",
    "new_seat",
    "forum",
)
_say = words_of("analyses/actions")


@dataclass(frozen=True)
class Action:
    """One thing that could be done, and for each gap that it would close, why.

    `body` is the organisation that would sit, `leaves` the one whose seat it would take. `record` is what the
    action rests on. `adds` counts the third-sector seats that it adds where it is known who would hold them,
    `gains` those of `body`.
    """

    id: str
    kind: str
    says: str
    cost: float
    record: str
    place: str = ""
    seat: str = ""
    body: str = ""
    leaves: str = ""
    adds: int = 0
    gains: int = 0
    closes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Way:
    """One way for a body to come onto a partnership."""

    kind: str
    place: str
    capacity: str
    cost: float
    seat: str = ""
    gap: str = ""
    leaves: str = ""


@dataclass(frozen=True)
class Candidates:
    """All actions that would close at least one of the gaps, in order of id."""

    ground: Ground
    gaps: tuple[Gap, ...]

    @cached_property
    def _costs(self) -> ActionSettings:
        return self.ground.seating.settings.actions

    def all(self) -> tuple[Action, ...]:
        """Give the actions."""
        found = [*self._on_held_seats(), *self._on_unfilled_seats(), *self._seats_for_bodies(), *self._forums()]
        return tuple(sorted((action for action in found if action.closes), key=lambda action: action.id))

    def _of(self, kind: str) -> list[Gap]:
        return [gap for gap in self.gaps if gap.kind == kind]

    @cached_property
    def _seats(self) -> Mapping[str, Row]:
        return {seat["seat_id"]: seat for seat in self.ground.held}

    def _on_held_seats(self) -> Iterator[Action]:
        for gap in self._of(MANDATE):
            says = _say("mandate_action", seat=self.ground.called(self._seats[gap.subject]))
            why = _say("mandate_why")
            yield self._held(RE_MANDATE, gap.subject, says, self._costs.re_mandate_cost, {gap.id: why})
        for gap in self._of(REPORT):
            says = _say("report_back_action", seat=self.ground.called(self._seats[gap.subject]))
            why = _say("report_back_why", months=self.ground.seating.settings.mandates.report_back_months)
            yield self._held(REPORT_BACK, gap.subject, says, self._costs.report_back_cost, {gap.id: why})
        for gap in self._of(GROUP):
            yield from self._named(gap)
            yield from self._represent(gap)

    def _held(self, kind: str, seat: str, says: str, cost: float, closes: Mapping[str, str], of: str = "") -> Action:
        row = self._seats[seat]
        name = f"{kind}:{seat}" + (f":{of}" if of else "")
        return Action(name, kind, says, cost, seat, place=row["partnership_id"], seat=seat, closes=closes)

    def _named(self, gap: Gap) -> Iterator[Action]:
        """Ask a forum that gave a mandate, and has a body of the group as member, to name the group in it.

        Of several seats of one holder with a mandate from one forum, the first stands for all.
        """
        linked, seen = frozenset(self.ground.links.get(gap.subject, {})), set()
        for name, mandates in self.ground.current.items():
            seat = self._seats.get(name)
            if seat is None or (gap.place and seat["partnership_id"] != gap.place):
                continue
            for mandate in mandates:
                if mandate["target_kind"] != "Organisation":
                    continue
                target = mandate["target_id"]
                members = sorted(self.ground.seating.constituency("Organisation", target) & linked)
                if not members or (target, seat["organisation_id"]) in seen:
                    continue
                seen.add((target, seat["organisation_id"]))
                forum, group = self.ground.body(target), self._group(gap.subject)
                called = self.ground.called(seat).rstrip(",")
                says = _say("name_group_action", forum=forum, group=group, seat=called)
                who = listed([self.ground.body(member) for member in members])
                why = _say("name_group_why", members=who, group=group, forum=forum)
                yield self._held(RE_MANDATE, name, says, self._costs.re_mandate_cost, {gap.id: why}, gap.subject)

    def _represent(self, gap: Gap) -> Iterator[Action]:
        """Ask that a body of the group that advises as an expert sits as representative."""
        for body in sorted(self.ground.links.get(gap.subject, {})):
            for name, seat in self._seats.items():
                here = not gap.place or seat["partnership_id"] == gap.place
                if not here or seat["organisation_id"] != body or seat["capacity"] != EXPERT:
                    continue
                if seat["capacity_required"] in (EXPERT, OBSERVER):
                    continue
                says = _say("represent_action", seat=self.ground.called(seat))
                why = self._link(body, gap.subject)
                yield self._held(RE_MANDATE, name, says, self._costs.re_mandate_cost, {gap.id: why}, gap.subject)

    def _on_unfilled_seats(self) -> Iterator[Action]:
        """An open call fills a seat, whoever comes; the last holder of one whose term is over may be asked again."""
        for seat in self.ground.unfilled:
            name, place, last = seat["seat_id"], seat["partnership_id"], seat["last"]
            gap = self._gap_of_seat[name]
            yield Action(
                f"{FILL}:{name}:open call",
                FILL,
                _say("open_call_action", seat=name, partnership=self.ground.place(place)),
                self._costs.fill_cost,
                name,
                place=place,
                seat=name,
                closes={gap: _say("held_again_why")},
            )
            if last in self.ground.may_sit and seat["state"] == ENDED:
                way = Way(RENEW, place, self.ground.asks_for(seat), self._costs.renew_cost, name, gap)
                yield self._seated(last, way)

    def _seats_for_bodies(self) -> Iterator[Action]:
        """Each body that would close a gap, on each partnership where it makes sense, in each way of coming there."""
        for body, places in self.weighed.places.items():
            for place in places:
                if body in self.ground.seated.get(place, ()):
                    continue
                for way in self._ways[place]:
                    if way.kind != FILL or self._terms_over.get(way.seat) != body:
                        yield self._seated(body, way)

    @cached_property
    def _terms_over(self) -> Mapping[str, str]:
        """Give the last holder of each ended seat: asking it again is to renew its term."""
        return {seat["seat_id"]: seat["last"] for seat in self.ground.unfilled if seat["state"] == ENDED}

    @cached_property
    def weighed(self) -> Weighed:
        """Give which bodies are weighed, and where."""
        free = {place for place, some in self._ways.items() if any(way.kind == FILL for way in some)}
        return weigh(self.ground, self.gaps, free)

    @cached_property
    def _ways(self) -> Mapping[str, list[Way]]:
        found: dict[str, list[Way]] = {place: [] for place in self.ground.places}
        for seat in self.ground.unfilled:
            name, capacity, place = seat["seat_id"], self.ground.asks_for(seat), seat["partnership_id"]
            found[place].append(Way(FILL, place, capacity, self._costs.fill_cost, name, self._gap_of_seat[name]))
        for place, ways in found.items():
            ways += self._further_ways(place)
        return found

    @cached_property
    def _gap_of_seat(self) -> Mapping[str, str]:
        return {gap.subject: gap.id for gap in self.gaps if gap.kind in (VACANCY, LAPSED)}

    def _further_ways(self, place: str) -> Iterator[Way]:
        seat = self._to_rotate.get(place)
        if seat:
            capacity = seat["capacity_required"] or REPRESENTATIVE
            yield Way(ROTATE, place, capacity, self._costs.rotate_cost, seat["seat_id"], leaves=seat["organisation_id"])
        if self._costs.new_seats_per_partnership:
            yield Way(NEW_SEAT, place, REPRESENTATIVE, self._costs.new_seat_cost)

    @cached_property
    def _to_rotate(self) -> Mapping[str, Row]:
        """Give for a partnership a seat without a current mandate whose holder keeps another with a voice there.

        Of several, one of the body with most seats there.
        """
        held: dict[tuple[str, str], list[Row]] = {}
        for seat in self.ground.held:
            if gives_voice(seat["capacity"] or ""):
                held.setdefault((seat["partnership_id"], seat["organisation_id"]), []).append(seat)
        found: dict[str, Row] = {}
        for (place, _), seats in sorted(held.items(), key=lambda item: (-len(item[1]), item[0])):
            free = [seat for seat in seats if seat["seat_id"] not in self.ground.current]
            if len(seats) > 1 and free:
                found.setdefault(place, free[0])
        return found

    def _seated(self, body: str, way: Way) -> Action:
        closes = {way.gap: _say("held_again_why")} if way.gap else {}
        for gap in self.weighed.gaps.get(body, ()):
            if gap.place in ("", way.place):
                closes |= self._why(gap, body, way)
        gains = int(way.capacity != OBSERVER)
        adds = 0 if way.kind == ROTATE else gains
        name = ":".join((way.kind, way.seat or way.place, body))
        strange = way.kind != RENEW and body not in self.ground.remits.get(way.place, ())
        cost = way.cost + strange * self._costs.off_theme_cost
        says = self._says(body, way)
        return Action(name, way.kind, says, cost, body, way.place, way.seat, body, way.leaves, adds, gains, closes)

    def _why(self, gap: Gap, body: str, way: Way) -> dict[str, str]:
        """Say why a seat for a body would close a gap; nothing where its capacity would not allow that."""
        if gap.kind == GROUP:
            return {gap.id: self._link(body, gap.subject)} if gives_voice(way.capacity) else {}
        if gap.kind == THEME:
            return {} if way.capacity == OBSERVER else {gap.id: self._works_on(body, gap.subject)}
        first = not any(
            other.kind == SMALL and other.place == gap.place and other.id < gap.id for other in self.weighed.gaps[body]
        )
        why = _say("small_why", organisation=self.ground.body(body))
        return {gap.id: why} if first and way.capacity != OBSERVER else {}

    @cached_property
    def _works_on(self) -> Callable[[str, str], str]:
        """Say that a body works on a theme: made once, and given for each way of seating the body."""
        ground, themes = self.ground, self.ground.seating.network.names("Theme")
        return cache(lambda body, theme: _say("theme_why", organisation=ground.body(body), theme=themes[theme]))

    @cached_property
    def _link(self) -> Callable[[str, str], str]:
        """Say how a body is linked to a group: made once, and given for each way of seating the body."""
        ground, groups = self.ground, self._group_names

        def link(body: str, group: str) -> str:
            name, linked = ground.body(body), ground.links[group][body]
            return _say("link_why", organisation=name, is_linked_to=linked, group=groups.get(group, group))

        return cache(link)

    @cached_property
    def _group_names(self) -> Mapping[str, str]:
        return self.ground.seating.network.names("EqualityGroup")

    def _group(self, group: str) -> str:
        return self._group_names.get(group, group)

    def _says(self, body: str, way: Way) -> str:
        name, place = self.ground.body(body), self.ground.place(way.place)
        if way.kind == FILL:
            return _say("fill_action", organisation=name, seat=way.seat, partnership=place)
        if way.kind == RENEW:
            return _say("renew_action", organisation=name, seat=way.seat, partnership=place)
        if way.kind == ROTATE:
            holder = self.ground.body(way.leaves)
            return _say("rotate_action", organisation=name, seat=way.seat, partnership=place, holder=holder)
        return _say("new_seat_action", organisation=name, partnership=place)

    def _forums(self) -> Iterator[Action]:
        """Where a group has several bodies and none of them is a forum, they could be helped to speak together."""
        for gap in self._of(GROUP):
            bodies = sorted(frozenset(self.ground.links.get(gap.subject, {})) & self.ground.may_sit)
            if len(bodies) < 2 or gap.place or any(body in self.ground.seating.members for body in bodies):
                continue
            group, who = self._group(gap.subject), listed([self.ground.body(body) for body in bodies])
            yield Action(
                f"{FORUM}:{gap.subject}",
                FORUM,
                _say("forum_action", organisations=who, group=group),
                self._costs.forum_cost,
                bodies[0],
                closes={gap.id: _say("forum_why", count=len(bodies), group=group)},
            )

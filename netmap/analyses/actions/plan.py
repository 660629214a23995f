"""The plan: which actions together close most gaps for least, inside the limits, and what each does to the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from netmap.analyses.actions.candidates import FILL, NEW_SEAT, Action
from netmap.analyses.actions.ground import Ground
from netmap.analyses.actions.universe import Gap
from netmap.measures.concentration import concentration
from netmap.measures.covers import EPSILON, Cover, Limit, best_cover, greedy_cover, harmonic
from netmap.model.words import counted
from netmap.words import words_of

EXACT, GREEDY = "exact", "greedy"
_say = words_of("analyses/actions")


@dataclass(frozen=True)
class Plan:
    """The chosen actions in order, with the greedy choice beside the exact one."""

    ground: Ground
    gaps: tuple[Gap, ...]
    actions: tuple[Action, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Action]:
        """Give the candidate actions by id."""
        return {action.id: action for action in self.actions}

    @cached_property
    def _sets(self) -> Mapping[str, frozenset[str]]:
        return {action.id: frozenset(action.closes) for action in self.actions}

    @cached_property
    def _prices(self) -> Mapping[str, float]:
        return {action.id: action.cost for action in self.actions}

    @cached_property
    def limits(self) -> tuple[Limit, ...]:
        """Give what a plan has to respect: seats, places, organisations, the largest share, the budget, the quota."""
        wanted = self.ground.seating.settings.actions
        limits = [
            *self._one_of(
                ((each.seat, each) for each in self.actions if each.body or each.kind == FILL),
                1,
                lambda seat: _say("limit_seat", seat=seat),
            ),
            *self._one_of(
                ((each.place, each) for each in self.actions if each.kind == NEW_SEAT),
                wanted.new_seats_per_partnership,
                lambda place: _say("limit_new_seats_on", partnership=place),
            ),
            *self._one_of(
                ((each.body, each) for each in self.actions),
                wanted.new_seats_per_organisation,
                lambda body: _say("limit_new_seats_for", organisation=body),
            ),
        ]
        if not wanted.largest_share_may_rise:
            limits += self._shares()
        if wanted.action_budget:
            limits.append(Limit(_say("limit_budget"), self._prices, at_most=wanted.action_budget))
        if wanted.small_in_plan:
            small = {each.id: 1.0 for each in self.actions if each.body in self.ground.small}
            limits.append(Limit(_say("limit_small"), small, at_least=wanted.small_in_plan))
        return tuple(limits)

    def _one_of(self, pairs: Iterable[tuple[str, Action]], most: int, says: Callable[[str], str]) -> list[Limit]:
        """Limit the actions that share something; where all of them fit, no limit is needed."""
        found: dict[str, dict[str, float]] = {}
        for shared, action in pairs:
            if shared:
                found.setdefault(shared, {})[action.id] = 1.0
        return [
            Limit(says(shared), weights, at_most=most)
            for shared, weights in sorted(found.items())
            if len(weights) > most
        ]

    def _shares(self) -> list[Limit]:
        """Keep each organisation's share at or under the largest one of today.

        With x of S seats today and a largest holder of m: (x + gained) / (S + added) <= m / S, times S(S + added).
        One that cannot come to more than m seats keeps it anyhow.
        """
        counts = self.ground.counts
        total, largest = sum(counts.values()), max(counts.values(), default=0)
        if not total:
            return []
        gains = Counter(each.body for each in self.actions if each.body and each.gains)
        most = self.ground.seating.settings.actions.new_seats_per_organisation
        limits = []
        for body in sorted(body for body in gains if counts.get(body, 0) + min(most, gains[body]) > largest):
            weights = {
                each.id: total * ((each.body == body) * each.gains - (each.leaves == body)) - largest * each.adds
                for each in self.actions
                if each.body
            }
            says, most_gained = _say("limit_share", organisation=body), float(total * (largest - counts.get(body, 0)))
            limits.append(Limit(says, weights, at_most=most_gained))
        return limits

    @cached_property
    def greedy(self) -> Cover:
        """Give the choice of always taking what closes most for its cost."""
        return greedy_cover([gap.id for gap in self.gaps], self._sets, costs=self._prices, limits=self.limits)

    @cached_property
    def exact(self) -> Cover | None:
        """Give the best choice; None where there are too many actions to work it out, or no choice keeps the limits."""
        if len(self.actions) > self.ground.seating.settings.actions.exact_candidates:
            return None
        return best_cover([gap.id for gap in self.gaps], self._sets, costs=self._prices, limits=self.limits)

    @property
    def method(self) -> str:
        """Say which of the two choices is the plan."""
        return GREEDY if self.exact is None else EXACT

    @property
    def chosen(self) -> Cover:
        """Give the choice that is the plan."""
        return self.greedy if self.exact is None else self.exact

    @cached_property
    def bound(self) -> float | None:
        """Give how many times dearer than the best the greedy choice can be at most.

        The promise is for choices without limits, and limits only make the best dearer: it holds where the choice took
        the most gaps for the cost at each step, as it would have without them. None where it did not, and where there
        are too many actions to see.
        """
        if len(self.actions) > self.ground.seating.settings.actions.exact_candidates or self.greedy.uncovered:
            return None
        covered: frozenset[Hashable] = frozenset()
        for name, gain in zip(self.greedy.chosen, self.greedy.gains, strict=True):
            most = max(len(own - covered) / self._prices[other] for other, own in self._sets.items())
            if len(gain) / self._prices[name] < most - EPSILON:
                return None
            covered |= gain
        return harmonic(max((len(own) for own in self._sets.values()), default=0))

    @cached_property
    def largest_shares(self) -> list[float | None]:
        """Give the largest share of third-sector seats before the plan and after each of its actions.

        Seats filled by an open call are not counted: who comes is not known.
        """
        counts = dict(self.ground.counts)
        shares = [concentration(list(counts.values())).cr1]
        for name in self.chosen.chosen:
            action = self.by_id[name]
            if action.gains:
                counts[action.body] = counts.get(action.body, 0) + 1
            if action.leaves:
                counts[action.leaves] -= 1
            shares.append(concentration(list(counts.values())).cr1 if action.body else shares[-1])
        return shares

    @cached_property
    def _closers(self) -> Mapping[str, list[str]]:
        """Give for each gap the actions outside the plan that would close it."""
        chosen = set(self.chosen.chosen)
        found: dict[str, list[str]] = {}
        for name, own in self._sets.items():
            for gap in own if name not in chosen else ():
                found.setdefault(gap, []).append(name)
        return found

    def runner_up(self, name: str, gain: frozenset[str]) -> tuple[str, str]:
        """Give the next best action that closes most of the same gaps, as its id and what it is."""
        shared = Counter(other for gap in gain for other in self._closers.get(gap, ()))
        if not shared:
            return "", ""
        best = min(shared, key=lambda other: (-shared[other], -shared[other] / self._prices[other], other))
        many = counted(len(gain), "gap")
        return best, _say("runner_up", action=self.by_id[best].says, closed=shared[best], gaps=many)

"""The ties of money: who pays whom, how much, for what and when; each award once, ties of one pair together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from netmap.analyses.duplication.relations import CO_FUNDING, PASS_THROUGH, POOLED, SPLIT
from netmap.maps.ground import Ground, Row, rows_of
from netmap.maps.spec import Note
from netmap.maps.views.looks import FUNDS, PASSES, POOLS
from netmap.maps.views.sheet import Sheet
from netmap.maps.views.spans import award_spans, joined, stands
from netmap.model.words import (
    NOTE_AGREEMENT,
    NOTE_AREAS,
    NOTE_AWARDS,
    NOTE_FUNCTION,
    NOTE_GROUPS,
    NOTE_MONEY,
    NOTE_PERIOD,
    NOTE_RELATION,
    RELATION_WORDS,
    counted,
    listed,
    money,
)

MOST_NAMED = 6
TOLD = (CO_FUNDING, POOLED, PASS_THROUGH, SPLIT)
"""The relations of awards that are on purpose and are said at the tie."""


class Awards:
    """The awards in scope, with what each is for and how it is related to others."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        inside = ground.scope.awards()
        rows = rows_of(ground.network.table("awards"))
        self.rows = [row for row in rows if row["award_id"] in inside]
        self.total = len({row["award_id"] for row in self.rows})

    @cached_property
    def by_id(self) -> Mapping[str, list[Row]]:
        """Give the rows of each award: several where several pay or are paid."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row["award_id"], []).append(row)
        return found

    @cached_property
    def live(self) -> frozenset[str]:
        """Give the awards that run on the day, or may because a day is not recorded."""
        return frozenset(row["award_id"] for row in self.rows if runs(row, self._ground.as_of))

    @cached_property
    def above(self) -> Mapping[str, str]:
        """Give for each award that was passed on the one that it was paid out of."""
        rows = self._ground.network.table("passed-on")
        return dict(zip(rows["award_id"], rows["parent_id"], strict=True))

    def top(self, award: str) -> str:
        """Give the award at the top of a chain of passed-on awards."""
        seen = {award}
        while (parent := self.above.get(award)) and parent not in seen:
            seen.add(parent)
            award = parent
        return award

    @cached_property
    def scopes(self) -> Mapping[str, Mapping[str, list[str]]]:
        """Give the names of the functions, groups, themes and areas of each award."""
        labels = {"function": "EngagementFunction", "group": "EqualityGroup", "theme": "Theme", "area": "Area"}
        names = {kind: self._ground.network.names(label) for kind, label in labels.items()}
        found: dict[str, dict[str, list[str]]] = {}
        rows = self._ground.network.table("award-scopes")
        for award, kind, target in zip(rows["award_id"], rows["kind"], rows["target_id"], strict=True):
            found.setdefault(award, {}).setdefault(kind, []).append(names[kind].get(target, target))
        return found

    def named(self, awards: Iterable[str], kind: str) -> list[str]:
        """Name once each what some awards are for."""
        return sorted({name for award in awards for name in self.scopes.get(award, {}).get(kind, ())})

    @cached_property
    def without_function(self) -> int:
        """Count the awards of which it is not recorded what they pay for."""
        return sum("function" not in self.scopes.get(award, {}) for award in self.by_id)

    @cached_property
    def relations(self) -> Mapping[str, list[str]]:
        """Say of each award to which others it is related on purpose."""
        rows = self._ground.duplication.rows
        rows = rows[rows["relation"].isin(TOLD)]
        found: dict[str, list[str]] = {}
        for one, other, relation in zip(rows["award"], rows["other_award"], rows["relation"], strict=True):
            found.setdefault(one, []).append(f"with {other}: {RELATION_WORDS[relation]}")
            found.setdefault(other, []).append(f"with {one}: {RELATION_WORDS[relation]}")
        return found


def runs(row: Row, day: str) -> bool:
    """Say whether an award runs on a day, or may."""
    return stands([award_spans(row["start_day"], row["end_day"])], day)


def awards_of(ground: Ground) -> Awards:
    """Give the awards of a ground, read once."""
    return ground.once("awards", Awards)


def draw_awards(sheet: Sheet) -> None:
    """Tie those on the sheet who pay to those on it who are paid, money passed on and pooled agreements apart."""
    awards = awards_of(sheet.ground)
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in awards.rows:
        kind = PASSES if row["award_id"] in awards.above else POOLS if row["pooled_id"] else FUNDS
        found.setdefault((kind, row["funder_id"], row["recipient_id"]), []).append(row)
    for (kind, payer, payee), own in found.items():
        sheet.tie(
            f"organisation:{payer}",
            f"organisation:{payee}",
            kind,
            notes=_notes(sheet.ground, own),
            width=min(1.0 + 0.5 * len(own), 6.0),
            spans=joined((award_spans(row["start_day"], row["end_day"]),) for row in own),
            records=[f"award:{row['award_id']}" for row in own],
        )


def _notes(ground: Ground, own: list[Row]) -> tuple[Note, ...]:
    awards, ids = awards_of(ground), [row["award_id"] for row in own]
    live = sum(runs(row, ground.as_of) for row in own)
    said = [
        (NOTE_AWARDS, f"{counted(len(own), 'award')}, {live} of them on the day ({listed(ids, MOST_NAMED)})"),
        (NOTE_MONEY, amounts(own)),
        (NOTE_FUNCTION, listed(awards.named(ids, "function"), MOST_NAMED) or "not recorded"),
        (NOTE_PERIOD, period(own)),
    ]
    for term, kind in ((NOTE_GROUPS, "group"), (NOTE_AREAS, "area")):
        names = awards.named(ids, kind)
        said += [(term, listed(names, MOST_NAMED))] if names else []
    agreements = sorted({row["pooled_id"] for row in own if row["pooled_id"]})
    said += [(NOTE_AGREEMENT, listed(agreements, MOST_NAMED))] if agreements else []
    related = [f"{award} {text}" for award in ids for text in awards.relations.get(award, ())]
    return (*said, *([(NOTE_RELATION, listed(related, MOST_NAMED))] if related else []))


def amounts(own: Iterable[Row]) -> str:
    """Say what some awards come to, each currency apart and both ends of a range; how many have no amount."""
    totals: dict[str, tuple[float, float]] = {}
    unpriced = 0
    for row in own:
        ends = [end for end in (row["amount_min"], row["amount_max"]) if end is not None]
        if not ends:
            unpriced += 1
            continue
        low, high = totals.get(row["currency"] or "", (0.0, 0.0))
        totals[row["currency"] or ""] = (low + ends[0], high + ends[-1])
    said = [
        money(low, high, currency) + ("" if currency else " (currency not recorded)")
        for currency, (low, high) in sorted(totals.items())
    ]
    said += [f"{counted(unpriced, 'award')} without a stated amount"] if unpriced else []
    return " and ".join(said)


def period(own: Iterable[Row]) -> str:
    """Say from when to when some awards run, and for how many of them a day is not recorded."""
    rows = list(own)
    starts, ends = ([row[day] for row in rows if row[day]] for day in ("start_day", "end_day"))
    said = f"{min(starts, default='start not recorded')} to {max(ends, default='end not recorded')}"
    missing = sum(not (row["start_day"] and row["end_day"]) for row in rows)
    return said + (
        f"; {missing} of {counted(len(rows), 'award')} without both days" if missing and len(rows) > 1 else ""
    )

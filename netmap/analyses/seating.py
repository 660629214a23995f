"""Who sits where on a day, and with whose mandate: the ground that the analyses share."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from netmap.analyses.result import Evidence
from netmap.analyses.scope import Scope
from netmap.analyses.settings import DEFAULTS, Settings
from netmap.analyses.trees import Tree
from netmap.model.codes import CURRENT_ROUTES, OPEN_ROUTES
from netmap.model.dates import end_days, first_days
from netmap.network import Network

FILLED, VACANT, ENDED, AHEAD = "filled", "vacant", "term ended, still listed", "not started"
REPRESENTATIVE, EXPERT, OBSERVER = "representative", "expert", "observer"
THIRD_SECTOR = "third_sector"
FORUM_KINDS = ("forum", "network")


@dataclass(frozen=True)
class Seating:
    """The seats in scope on one day.

    `seats` has one row for each seat: seat_id, partnership_id, role, voting, capacity,
    capacity_required, mandate_recorded, state, representative_id, representative, organisation_id,
    sector, source, as_of. `mandates` has the mandates of filled seats on that day with `current`,
    `strength` and `reported` (a report back inside the agreed months).
    """

    network: Network
    scope: Scope
    as_of: str
    seats: pd.DataFrame
    mandates: pd.DataFrame
    settings: Settings = DEFAULTS

    @cached_property
    def filled(self) -> pd.DataFrame:
        """Give the filled seats."""
        return self.seats[self.seats["state"] == FILLED]

    @cached_property
    def _by_partnership(self) -> dict[str, pd.Index]:
        return dict(self.seats.groupby("partnership_id", sort=False).groups)

    def on(self, partnership: str) -> pd.DataFrame:
        """Give the seats of one partnership."""
        return self.seats.loc[self._by_partnership.get(partnership, [])]

    @cached_property
    def partly_listed(self) -> frozenset[str]:
        """Give the partnerships whose list of seats is not whole, or of which no seat is recorded."""
        rows = self.scope.partnerships()
        partly = rows.loc[rows["seats_listed"].isin(["some", "none"]), "id"]
        return frozenset(partly) | (set(rows["id"]) - set(self.seats["partnership_id"]))

    @cached_property
    def _provenance(self) -> dict[str, tuple[str, str]]:
        return self.network.once(("provenance", self.as_of, self.scope.area), self._read_provenance)

    def _read_provenance(self) -> dict[str, tuple[str, str]]:
        tables = [self.seats.rename(columns={"seat_id": "id"}), self.network.table("organisations")]
        known: dict[str, tuple[str, str]] = {}
        for rows in (*tables, self.scope.partnerships()):
            rows = rows[["id", "source", "as_of"]].astype(object).fillna("")
            known |= {record: (source, as_of) for record, source, as_of in rows.itertuples(index=False)}
        return known

    def evidence(self, record: str, says: str) -> Evidence:
        """Give a seat, an organisation or a partnership as evidence, with its source and date."""
        return Evidence(record, says, *self._provenance.get(record, ("", "")))

    @cached_property
    def parents(self) -> dict[str, str]:
        """Give for each branch the body at the top of its line of parents."""
        return self.network.once("parents", lambda: _parents(self.network))

    @cached_property
    def members(self) -> dict[str, frozenset[str]]:
        """Give for each body with members those that it speaks for, through member forums, each once."""
        return self.network.once("members", lambda: _members(self.network))

    def constituency(self, kind: str, target: str) -> frozenset[str]:
        """Give the organisations for which a mandate from the target speaks.

        Of a body with members, its members; of a body without, itself; of a group, the organisations
        linked to it or to its sub-groups; of a theme, those that work on it or on a sub-theme.
        """
        if kind == "Organisation":
            return self.members.get(target) or frozenset([target])
        return (self._of_groups if kind == "EqualityGroup" else self._of_themes).get(target, frozenset())

    @cached_property
    def _of_groups(self) -> dict[str, frozenset[str]]:
        return self.network.once("organisations of groups", lambda: _of_groups(self.network))

    @cached_property
    def _of_themes(self) -> dict[str, frozenset[str]]:
        return self.network.once("organisations of themes", lambda: _of_themes(self.network))


def _parents(network: Network) -> dict[str, str]:
    rows = network.table("branches").rename(columns={"branch_id": "id"})
    tree = Tree(rows)
    return {branch: tree.top(branch) for branch in rows["id"]}


def _members(network: Network) -> dict[str, frozenset[str]]:
    rows = network.table("memberships")
    direct: dict[str, set[str]] = {}
    for member, body in zip(rows["member_id"], rows["body_id"], strict=True):
        direct.setdefault(body, set()).add(member)
    return {body: _members_of(body, direct) for body in direct}


def _of_groups(network: Network) -> dict[str, frozenset[str]]:
    links = network.table("group-links")
    links = links[links["link"] != "asked_about"]
    return _gathered(Tree(network.table("groups")), links["group_id"], links["organisation_id"])


def _of_themes(network: Network) -> dict[str, frozenset[str]]:
    rows = network.table("organisation-themes")
    return _gathered(Tree(network.table("themes")), rows["theme_id"], rows["organisation_id"])


def _gathered(tree: Tree, nodes: pd.Series, bodies: pd.Series) -> dict[str, frozenset[str]]:
    """Give for each node of a tree the bodies linked to it or to anything below it."""
    direct: dict[str, set[str]] = {}
    for node, body in zip(nodes, bodies, strict=True):
        direct.setdefault(node, set()).add(body)
    return {node: frozenset().union(*(direct.get(each, set()) for each in tree.down(node))) for node in tree.ids}


def _members_of(body: str, direct: dict[str, set[str]]) -> frozenset[str]:
    """Follow member forums down to the organisations behind them; a circle is walked once."""
    found: set[str] = set()
    seen, ahead = {body}, list(direct[body])
    while ahead:
        member = ahead.pop()
        if member in seen:
            continue
        seen.add(member)
        if member in direct:
            ahead += list(direct[member])
        else:
            found.add(member)
    return frozenset(found)


def read_seating(network: Network, as_of: str, area: str | None = None, settings: Settings = DEFAULTS) -> Seating:
    """Who sits where on this day?

    Definition: a tenure counts when start_day <= as_of < end_day; a missing start counts as started,
    a missing end as not ended. A seat with neither person nor organisation is vacant; one whose
    tenures are all over is said to be ended and is not counted.

    Parameters
        network: the network.
        as_of: the day, as ISO text.
        area: a place by name or id; None means everywhere.
        settings: when a report back is too old to count.
    Returns
        Seating.
    Raises
        AnalysisError: the area is not known.
    """
    scope, months = Scope(network, area), settings.mandates.report_back_months
    seats = network.once(("seats", as_of, scope.area), lambda: _seats(network, scope, as_of))
    mandates = network.once(("mandates", as_of, scope.area, months), lambda: _mandates(network, seats, as_of, months))
    return Seating(network, scope, as_of, seats.copy(deep=False), mandates.copy(deep=False), settings)


def _seats(network: Network, scope: Scope, as_of: str) -> pd.DataFrame:
    seats = network.table("seats").drop_duplicates("seat_id")
    seats = seats[seats["partnership_id"].isin(scope.partnerships()["id"])]
    people, bodies = network.table("holders"), network.table("held-for")
    now_people = _on(people, as_of).drop_duplicates("seat_id")
    now_bodies = _on(bodies, as_of).drop_duplicates("seat_id")
    seats = seats.merge(now_people[["seat_id", "representative_id", "representative"]], "left", "seat_id")
    seats = seats.merge(now_bodies[["seat_id", "organisation_id"]], "left", "seat_id")
    seats["capacity"] = _capacity(seats, now_people, now_bodies)
    seats["state"] = _states(seats, pd.concat([people, bodies]), as_of)
    sectors = network.table("organisations").drop_duplicates("id").set_index("id")["sector"]
    seats["sector"] = seats["organisation_id"].map(sectors)
    return seats.astype(object).where(seats.notna(), None).reset_index(drop=True)


def _on(tenures: pd.DataFrame, day: str) -> pd.DataFrame:
    started = tenures["start_day"].fillna("") <= day
    return tenures[started & (tenures["end_day"].fillna("9999") > day)]


def _capacity(seats: pd.DataFrame, people: pd.DataFrame, bodies: pd.DataFrame) -> pd.Series:
    """Prefer the capacity of the tenure that counts on the day to that of the latest one."""
    result = seats["seat_id"].map(people.set_index("seat_id")["capacity"])
    result = result.where(result.notna(), seats["seat_id"].map(bodies.set_index("seat_id")["capacity"]))
    return result.where(result.notna(), seats["capacity"])


def _states(seats: pd.DataFrame, tenures: pd.DataFrame, day: str) -> pd.Series:
    """Tell filled, vacant, ended and coming seats apart; one recorded as vacant since its last holder is vacant."""
    filled = seats["representative_id"].notna() | seats["organisation_id"].notna()
    tenures = tenures[["seat_id"]].assign(end=tenures["end_day"].fillna("9999")).sort_values("end")
    over = tenures[tenures["end"] <= day]
    last_end, last_past_end = (
        seats["seat_id"].map(dict(zip(rows["seat_id"], rows["end"], strict=True))).astype(object)
        for rows in (tenures, over)
    )
    vacant_from = first_days(seats["vacant_from"]).fillna("9999")
    emptied = (vacant_from <= day) & (vacant_from >= last_past_end.fillna(""))
    states = pd.Series(VACANT, index=seats.index, dtype=object)
    states[last_end.notna() & ~emptied] = AHEAD
    states[(last_end.fillna("9999") <= day) & ~emptied] = ENDED
    states[filled] = FILLED
    return states


def _mandates(network: Network, seats: pd.DataFrame, day: str, report_back_months: int) -> pd.DataFrame:
    """Give the mandates of the filled seats, each with whether it is current and how strong it is."""
    filled = seats.loc[seats["state"] == FILLED, ["seat_id", "capacity"]]
    rows = _on(network.table("mandates"), day).merge(filled, "inner", "seat_id")
    represents = rows["capacity"] == REPRESENTATIVE
    since = _months_before(day, report_back_months)
    rows["reported"] = _between(rows["reported_back"], since, day)
    rows["current"] = represents & rows["route"].isin(CURRENT_ROUTES)
    strong = rows["current"] & rows["route"].isin(OPEN_ROUTES) & rows["reported"]
    rows["strength"] = rows["current"] * 0.5 + strong * 0.5
    return rows.reset_index(drop=True)


def _between(dates: pd.Series, first: str, last: str) -> pd.Series:
    """Say which dates can mean a day from the first to the last, both included."""
    written = dates.astype(object).fillna("")
    not_before = (end_days(dates).fillna("") > first) | (written >= first)
    return not_before & (first_days(dates).fillna("9999") <= last)


def _months_before(day: str, months: int) -> str:
    before = pd.Timestamp(datetime.date.fromisoformat(day)) - pd.DateOffset(months=months)
    return str(before.strftime("%Y-%m-%d"))

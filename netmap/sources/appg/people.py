"""Who sits on the UK parliamentary groups: elected members and peers, and people from outside parliament."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from netmap.errors import InputError
from netmap.model.names import name_key
from netmap.sources.appg.groups import PARLIAMENTS, Group, Parliament, Record, Row, plain, raw_table, scoped_id
from netmap.sources.raw import RawRefusal, RawTable, Sheet, column_letter

OUTSIDE_HEADINGS = {"group_slug": "partnership", "name_part": "representative", "organisation_part": "organisation"}
_LEGISLATURES = {"mp": "uk", "lord": "uk", "msp": "scottish-parliament", "ms": "senedd-en", "mla": "ni-assembly"}
_HEADINGS = {
    "partnership": "slug",
    "id": "twfy_id",
    "representative": "name",
    "representative_id": "twfy_id",
    "organisation": "member_type",
    "role": "role",
    "source": "members_list.source_url",
    "as_of": "members_list.last_updated",
}
_ONLY_A_TITLE = re.compile(r"(?:the\s+)?(?:lord|baroness|baron|earl|viscount|countess|lady|peer|bishop)s?\W*", re.I)
_MOST_WORDS = 20
_BY_HAND = "Add the person or the organisation to a seats table of your own."
_DOUBTS = {
    "other": "is listed as neither member nor peer: it may be a person or an organisation",
    "mp": "is listed as an MP but matches no MP: it may be a person, an organisation, a constituency or a heading",
    "lord": "is listed as a peer but is a heading or a list of names",
    "blank": "has no name",
}


@dataclass(frozen=True)
class Outsider:
    """One `Person - Organisation` of a Senedd group: a seat held for a body outside parliament."""

    group: Group
    person: str
    organisation: str
    file: str
    row: int

    def identity(self) -> tuple[str, str, str]:
        """Give what tells it from others, whatever the spelling."""
        return self.group.key, name_key(self.person), name_key(self.organisation)

    def organisation_id(self) -> str:
        """Give the id of the body outside parliament."""
        return scoped_id(self.group.parliament, "organisation", self.organisation)


@dataclass
class People:
    """Seats by line of the groups file, people from outside, and what was left out or put together."""

    seats: list[Row] = field(default_factory=list)
    outsiders: list[Outsider] = field(default_factory=list)
    refusals: list[RawRefusal] = field(default_factory=list)
    in_doubt: set[str] = field(default_factory=set)
    legislatures: dict[str, tuple[int, Parliament]] = field(default_factory=dict)
    merged: int = 0
    removed: int = 0


def read_people(groups: Iterable[Group], file: str, companion: Sheet | None) -> People:
    """Who holds a seat on each group?

    Definition: one seat for each person on each group; an officer who is also in the list of members
    is one seat with the officer's role. A person is known by the TheyWorkForYou id, else by the number
    in the register of the parliament, else by name within that parliament. Members marked as removed
    hold no seat. The text of a Senedd group's outside member is split at its first ' - '; the left part
    is the representative and the right part the organisation as the source states them, even where both
    are the same body. What may be a person or a body or neither is refused, for a guess would make a
    body a person or leave a seat looking vacant:
    - `other` without an id or a split (in UK groups charities, firms, web addresses and people alike);
    - `mp` without an id: every MP has one, and these are scraped headings, constituencies and bodies;
    - `lord` without an id where it is only a title or more than 20 words. Other peers without an id are
      kept by name: the file has no id for most peers with a place in their title.

    Parameters
        groups: the groups, without the Welsh listings of groups that are there in English.
        file: name of the file of groups.
        companion: the sheet of outside people of the Senedd groups, where there is one. Its rows stand
        for the same people in the file of groups, which then count as merged.
    """
    people = People()
    groups = list(groups)
    listed: list[Outsider] = []
    for group in groups:
        listed += _read_group(group, file, people)
    people.outsiders = _read_companion(companion, groups, people) if companion is not None else []
    known = {outsider.identity() for outsider in people.outsiders}
    own = [outsider for outsider in listed if outsider.identity() not in known]
    people.merged += len(listed) - len(own)
    people.outsiders += own
    return people


def seats_listed(group: Group, people: People, with_outsiders: set[str]) -> str:
    """Say how much of a group's membership is recorded.

    Definition: `all` for an official list that names people from outside parliament and of which every
    row was read; `none` where neither members nor officers are given; else `some`. An official list
    without outside people may simply not name them, and a list found by search may be out of date.
    """
    if not group.records("members") and not group.records("officers"):
        return "none"
    official = group.record["members_list"].get("source_method") == "official"
    return "all" if official and group.key in with_outsiders and group.key not in people.in_doubt else "some"


def seat_tables(people: People, file: str, companion: Sheet | None) -> list[RawTable]:
    """Give the seats stated in the file of groups and those stated in its companion, each with its own addresses."""
    own = people.seats + [_outside_row(outsider) for outsider in people.outsiders if outsider.file == file]
    tables = [raw_table("seats", sorted(own, key=lambda row: row[0]), _HEADINGS, file, merged=people.merged)]
    if companion is not None:
        rows = [_outside_row(outsider) for outsider in people.outsiders if outsider.file != file]
        letters = {OUTSIDE_HEADINGS[name]: column_letter(place) for name, place in _places(companion).items()}
        headings = {column: column for column in _HEADINGS} | {to: name for name, to in OUTSIDE_HEADINGS.items()}
        table = raw_table("seats", rows, headings, companion.file)
        tables.append(RawTable(table.name, table.cells, table.rows, table.file, "", table.headings, letters))
    return tables


def _read_group(group: Group, file: str, people: People) -> list[Outsider]:
    seats: dict[str, dict[str, str | None]] = {}
    outsiders = []
    for officer in _current(group.records("officers"), people):
        if plain(officer.get("name")):
            _take_seat(group, officer, plain(officer.get("role")), seats, people)
        else:
            _refuse(group, "officers.name", "", "blank", file, people)
    for member in _current(group.records("members"), people):
        name = plain(member.get("name")) or ""
        doubt = _doubt(member, name)
        if doubt == "other" and group.parliament.key == "senedd" and " - " in name:
            person, organisation = name.split(" - ", 1)
            outsiders.append(Outsider(group, person, organisation, file, group.row))
        elif doubt:
            _refuse(group, "members_list.members.name", name, doubt, file, people)
        else:
            _take_seat(group, member, "Officer" if member.get("is_officer") else "member", seats, people)
    people.seats += [(group.row, seat) for seat in seats.values()]
    return outsiders


def _refuse(group: Group, column: str, name: str, doubt: str, file: str, people: People) -> None:
    refusal = RawRefusal("seats", file, "", group.row, column, name, _DOUBTS[doubt], _BY_HAND)
    people.refusals.append(refusal)
    people.in_doubt.add(group.key)


def _current(records: list[Record], people: People) -> list[Record]:
    current = [record for record in records if not record.get("removed")]
    people.removed += len(records) - len(current)
    return current


def _take_seat(
    group: Group, person: Record, role: str | None, seats: dict[str, dict[str, str | None]], people: People
) -> None:
    holder = _person_id(group.parliament, person)
    is_member = "member_type" in person
    if holder in seats:
        people.merged += 1
        earlier = seats[holder]["role"] or ""
        if role and not is_member and role not in earlier.split(" and "):
            seats[holder]["role"] = f"{earlier} and {role}" if earlier else role
        return
    parliament = _legislature(group, person)
    people.legislatures.setdefault(parliament.id, (group.row, parliament))
    seats[holder] = {
        "partnership": group.key,
        "id": f"{group.key}/{holder}",
        "representative": plain(person.get("name")),
        "representative_id": holder,
        "organisation": parliament.id,
        "role": role,
        "source": _list_address(group) if is_member else group.source(),
        "as_of": (plain(group.record["members_list"].get("last_updated")) if is_member else None) or group.as_of,
    }


def _ids(person: Record) -> tuple[str, str]:
    """Give the two numbers of a person, '' where there is none; the file writes some as the word None."""
    given = [plain(person.get(name)) or "" for name in ("twfy_id", "mnis_id")]
    twfy, mnis = ("" if text == "None" else text for text in given)
    return twfy.rpartition("/")[2], mnis


def _person_id(parliament: Parliament, person: Record) -> str:
    twfy, mnis = _ids(person)
    if twfy:
        return f"twfy:{twfy}"
    if mnis:  # outside the UK Parliament this is the number in that parliament's own register
        return f"mnis:{mnis}" if parliament.key == "uk" else f"{parliament.key}/member/{mnis}"
    return scoped_id(parliament, "person", plain(person.get("name")) or "")


def _doubt(member: Record, name: str) -> str:
    """Give the member type whose word cannot be taken; '' for a person that is plain enough."""
    kind = str(member.get("member_type"))
    kind = kind if kind in _LEGISLATURES else "other"
    if not name:
        return "blank"
    if any(_ids(member)) or kind not in _DOUBTS:
        return ""
    no_name = _ONLY_A_TITLE.fullmatch(name) or len(name.split()) > _MOST_WORDS
    return kind if kind != "lord" or no_name else ""


def _legislature(group: Group, person: Record) -> Parliament:
    """Find where the person was elected or sits: by type, else by the group's parliament.

    Some MPs are listed as members of the Senedd; without an id their names alone say so.
    """
    kind = str(person.get("member_type"))
    if kind == "ms" and not _ids(person)[0] and str(plain(person.get("name"))).endswith(" MP"):
        kind = "mp"
    return PARLIAMENTS[_LEGISLATURES[kind]] if kind in _LEGISLATURES else group.parliament


def _list_address(group: Group) -> str | None:
    urls = group.record["members_list"].get("source_url") or []
    return " ".join(urls) or group.source()


def _places(sheet: Sheet) -> dict[str, int]:
    headings = [str(cell) for cell in sheet.cells.iloc[0]]
    if not set(OUTSIDE_HEADINGS) <= set(headings):
        raise InputError(
            f"'{sheet.file}' does not have the columns {', '.join(OUTSIDE_HEADINGS)}.",
            "Get a fresh copy, or take the file out of the folder: netmap reads the groups without it.",
            file=sheet.file,
        )
    return {name: headings.index(name) for name in OUTSIDE_HEADINGS}


def _read_companion(sheet: Sheet, groups: list[Group], people: People) -> list[Outsider]:
    senedd = {str(group.record["slug"]): group for group in groups if group.parliament.key == "senedd"}
    taken = []
    rows = sheet.cells.iloc[1:][list(_places(sheet).values())]
    for row, *cells in rows.itertuples(name=None):
        slug, person, organisation = (plain(cell) for cell in cells)
        if slug in senedd and person and organisation:
            taken.append(Outsider(senedd[slug], person, organisation, sheet.file, int(row)))
            continue
        column, value, said = "group_slug", slug or "", ("is no Senedd group of the groups file", "Correct the slug.")
        if slug in senedd:
            column, value = ("organisation_part", person or "") if person else ("name_part", organisation or "")
            said = (f"has no {column}", "Fill it in, or delete the row.")
        people.refusals.append(RawRefusal("seats", sheet.file, "", int(row), column, value, *said))
    return taken


def _outside_row(outsider: Outsider) -> Row:
    group, holder = outsider.group, scoped_id(outsider.group.parliament, "person", outsider.person)
    organisation = outsider.organisation_id()
    cells = {
        "partnership": group.key,
        "id": "/".join((group.key, holder.rpartition("/")[2], organisation.rpartition("/")[2])),
        "representative": outsider.person,
        "representative_id": holder,
        "organisation": organisation,
        "role": "member",
        "source": _list_address(group),
        "as_of": group.as_of,
    }
    return outsider.row, cells

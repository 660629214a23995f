"""The UK parliamentary groups that mySociety publishes: all four parliaments, their people and their benefits."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from netmap.errors import InputError, NetmapError
from netmap.sources.appg.benefits import HEADINGS as AWARD_HEADINGS
from netmap.sources.appg.benefits import SECRETARIAT, Benefits, read_benefits, secretariat_id
from netmap.sources.appg.groups import Group, Row, is_group_lines, plain, raw_table, read_groups
from netmap.sources.appg.people import People, read_people, seat_tables, seats_listed
from netmap.sources.files.tabular import read_sheets
from netmap.sources.raw import RawSource, RawTable, Sheet

COMPANION = "senedd_external_members.csv"
_FLAT = {
    "register.csv": {"slug", "title", "parliament", "detailed_benefits"},
    "members.csv": {"appg", "canon_name", "member_type", "removed"},
}
_PARTNERSHIP_HEADINGS = {
    "name": "title",
    "id": "parliament/slug",
    "kind": "category",
    "purpose": "purpose",
    "themes": "categories",
    "areas": "parliament",
    "terms_url": "contact_details.website.url",
    "seats_listed": "members_list.source_method",
    "name_cy": "title",
    "secretariat": "contact_details.secretariat",
    "source": "source_url",
    "as_of": "index_date",
}
_ORGANISATION_HEADINGS = {
    "name": "name",
    "id": "name",
    "sector": "member_type",
    "kind": "kind",
    "other_names": "name",
    "source": "source_url",
    "as_of": "index_date",
}
_WHOLE = "United Kingdom"


def is_appg_file(path: Path) -> bool:
    """Is this a file of parliamentary groups, told by its first line?

    Parameters
        path: any file; only .jsonl and .jsonl.gz are opened.
    """
    return is_group_lines(path)


def is_appg_folder(folder: Path) -> bool:
    """Does this folder hold the parliamentary groups: the file of groups, or the flat register and members?

    Parameters
        folder: any folder.
    """
    return folder.is_dir() and bool(_group_files(folder) or _has_flat_files(folder))


def read_appg_file(path: Path) -> RawSource:
    """Which parliamentary groups are there, who sits on them and who pays, from the file of groups alone?

    Definition: as for `read_appg_folder`; the outside people of the Senedd groups are split from the
    file of groups itself.

    Parameters
        path: groups-….jsonl or .jsonl.gz.
    Returns
        RawSource: named after the file.
    Raises
        InputError: the file cannot be read.
    """
    return _read(path, None, (), path.name.split(".")[0])


def read_appg_folder(folder: Path) -> RawSource:
    """Which parliamentary groups are there, who sits on them and who pays?

    Definition: a partnership for each group, known by parliament and slug (a slug alone is up to four
    different groups); the Welsh listing of a Senedd group gives it a second name and is no second group.
    Seats as in `read_people`, benefits as in `read_benefits`. Bodies outside parliament are matched by
    name within one parliament's register (case, spaces, entities and curly quotes set aside) and have no
    sector: the files do not say. A date checked is that of the register, else the month in the file's name.

    Parameters
        folder: holds one groups-….jsonl(.gz) and maybe senedd_external_members.csv; the flat register.csv,
        members.csv and categories.csv repeat the groups and are not read.
    Returns
        RawSource: named after the folder; rows are line numbers of the groups file, or of the companion.
    Raises
        InputError: there is no groups file, or more than one, or one of the two cannot be read.
    Cost
        Linear in groups, members and benefits.
    """
    files = _group_files(folder)
    if not files:
        raise InputError(
            f"{folder.name} has the flat register of the parliamentary groups, but not the file of groups: "
            "members.csv cannot be told apart by parliament, for one slug may be a group in each of four.",
            "Put groups-….jsonl or groups-….jsonl.gz of the same release into the folder.",
            file="members.csv",
        )
    if len(files) > 1:
        names = ", ".join(file.name for file in files)
        raise InputError(
            f"{folder.name} has more than one file of groups: {names}.",
            "Keep one of them in the folder, or give netmap the one file to read.",
            file=files[0].name,
        )
    companion = folder / COMPANION
    sheets, notices = read_sheets(companion) if companion.is_file() else ([], [])
    return _read(files[0], sheets[0] if sheets else None, notices, folder.resolve().name)


def _group_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("groups-*") if is_group_lines(path))


def _has_flat_files(folder: Path) -> bool:
    return all(_headings(folder / name) >= wanted for name, wanted in _FLAT.items())


def _headings(path: Path) -> set[str]:
    if not path.is_file():
        return set()
    try:
        sheets, _ = read_sheets(path)
    except NetmapError:
        return set()
    return {str(cell) for cell in sheets[0].cells.iloc[0]} if sheets else set()


def _read(path: Path, companion: Sheet | None, said: Iterable[str], name: str) -> RawSource:
    every, refusals = read_groups(path)
    english = {group.key for group in every if not group.is_welsh}
    twins = {group.key: group for group in every if group.is_welsh and group.key in english}
    groups = [group for group in every if twins.get(group.key) is not group]
    people = read_people(groups, path.name, companion)
    benefits = read_benefits(groups)
    tables = [
        *_places_and_subjects(groups, benefits, path.name),
        *_organisation_tables(people, benefits, path.name),
        _partnership_table(groups, twins, people, path.name),
        *seat_tables(people, path.name, companion),
        raw_table("funding", benefits.awards, AWARD_HEADINGS, path.name),
    ]
    notices = (*said, *_notices(groups, twins, people, benefits))
    return RawSource(name, tuple(tables), (*refusals, *people.refusals), notices)


def _partnership_table(groups: list[Group], twins: dict[str, Group], people: People, file: str) -> RawTable:
    with_outsiders = {outsider.group.key for outsider in people.outsiders}
    rows = []
    for group in groups:
        record, twin = group.record, twins.get(group.key)
        contact = record.get("contact_details") or {}
        cells = {
            "name": plain(record["title"]),
            "id": group.key,
            "kind": plain(record.get("category")) or "cross-party group",
            "purpose": plain(record.get("purpose")),
            "themes": "|".join(_themes(group)),
            "areas": group.parliament.area,
            "terms_url": plain((contact.get("website") or {}).get("url")) or group.source(),
            "seats_listed": seats_listed(group, people, with_outsiders),
            "name_cy": plain(twin.record["title"]) if twin else None,
            "secretariat": plain(contact.get("secretariat")),
            "source": group.source(),
            "as_of": group.as_of,
        }
        rows.append((group.row, cells))
    return raw_table("partnerships", rows, _PARTNERSHIP_HEADINGS, file, merged=len(twins))


def _themes(group: Group) -> list[str]:
    return [name for value in group.record.get("categories") or [] if (name := plain(value))]


def _places_and_subjects(groups: list[Group], benefits: Benefits, file: str) -> list[RawTable]:
    """Give the areas, themes and functions that the groups name, each at the first line that names it."""
    areas: dict[str, int] = {}
    themes: dict[str, int] = {}
    for group in groups:
        areas.setdefault(_WHOLE, group.row)
        areas.setdefault(group.parliament.area, group.row)
        for theme in _themes(group):
            themes.setdefault(theme, group.row)
    functions = {str(cells["function"]): row for row, cells in reversed(benefits.awards) if cells["function"]}
    parents = [
        (row, {"name": area, "parent": None if area == _WHOLE else _WHOLE}) for area, row in sorted(areas.items())
    ]
    return [
        raw_table("areas", parents, {"name": "parliament", "parent": "parliament"}, file, derived=True),
        _name_table("themes", themes, "categories", file),
        _name_table("functions", functions, AWARD_HEADINGS["function"], file),
    ]


def _name_table(name: str, rows: dict[str, int], heading: str, file: str) -> RawTable:
    named: list[Row] = [(row, {"name": text}) for text, row in sorted(rows.items())]
    return raw_table(name, named, {"name": heading}, file, derived=True)


def _organisation_tables(people: People, benefits: Benefits, file: str) -> list[RawTable]:
    """Give the legislatures, the secretariats, who gives benefits and who sends people to the Senedd groups."""
    rows = {file: _legislatures(people) + _secretariats(benefits) + _bodies(benefits.funders)}
    by_file: dict[str, list[tuple[int, str, str]]] = {}
    first_seen: dict[str, str] = {}
    for outsider in people.outsiders:
        body = outsider.organisation_id()
        home = first_seen.setdefault(body, outsider.file)
        by_file.setdefault(home, []).append((outsider.row, body, outsider.organisation))
    for home, mentions in by_file.items():
        rows[home] = rows.get(home, []) + _bodies(mentions)
    return [
        raw_table("organisations", found, _ORGANISATION_HEADINGS, home, derived=True) for home, found in rows.items()
    ]


def _legislatures(people: People) -> list[Row]:
    return [
        (row, {"name": parliament.name, "id": parliament.id, "sector": "other_public", "kind": "legislature"})
        for row, parliament in people.legislatures.values()
    ]


def _secretariats(benefits: Benefits) -> list[Row]:
    rows: list[Row] = []
    for group in benefits.groups:
        name = f"Secretariat of {plain(group.record['title'])}"
        facts = {"source": group.source(), "as_of": group.as_of}
        rows.append((group.row, {"name": name, "id": secretariat_id(group), "kind": SECRETARIAT, **facts}))
    return rows


def _bodies(mentions: Iterable[tuple[int, str, str]]) -> list[Row]:
    """Give one row for each id, named as first written, with its other spellings beside it."""
    rows: dict[str, int] = {}
    spellings: dict[str, dict[str, None]] = {}
    for row, body, name in mentions:
        rows.setdefault(body, row)
        spellings.setdefault(body, {})[name] = None
    return [
        (
            row,
            {
                "name": next(iter(spellings[body])),
                "id": body,
                "other_names": "|".join(list(spellings[body])[1:]) or None,
            },
        )
        for body, row in rows.items()
    ]


def _notices(groups: list[Group], twins: dict[str, Group], people: People, benefits: Benefits) -> list[str]:
    unlisted = sum(not group.records("members") for group in groups)
    backwards = len(benefits.backwards)
    lines = ", ".join(map(str, dict.fromkeys(benefits.backwards)))
    said = {
        f"{len(twins)} groups are listed twice, in English and in Welsh; each counts once.": twins,
        f"{unlisted} groups have no list of members: their other seats are not known, which is not none.": unlisted,
        f"{people.removed} entries are marked as no longer members; they give no seat.": people.removed,
        f"{backwards} benefits give a period that ends before it starts (lines {lines}); "
        "their dates are left as not known.": backwards,
        "Each registered benefit is shown as paid to the secretariat of its group; "
        "the register gives it to the group, which is no body.": benefits.awards,
    }
    return [text for text, holds in said.items() if holds]

"""Who gives and who receives in 360Giving data: which mentions are one organisation, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from netmap.model.dates import first_days
from netmap.model.names import name_keys
from netmap.model.tables import TABLES
from netmap.sources.threesixty.dates import read_dates
from netmap.sources.threesixty.fields import Grants, behind, joined, labelled

FUNDER, RECIPIENT = "funding_org", "recipient_org"

# The lists of org-id.guide for the United Kingdom; a made-up 'GB-…' code is no register.
_BRITISH = (
    "CASC|CCSCUST|CHC|COA|COE|COH|EDU|GOR|GOV|GOVUK|HESA|IRN|LAE|LANI|LAS|MPR|NHS|NIC|PLA|REV|SC|SCOTEDU|SHPE|SRS|UKPRN"
    "|WALEDU"
)
_REGISTERED = rf"^(?:GB-(?:{_BRITISH})|(?!GB-)[A-Z]{{2}}-[A-Z0-9_]+)-\S+$"
_IDENTITY = ("grant", "identifier", "name", "canonical_org_id")
_PERSONAL = ("contact_name", "email", "phone_number")
_ON_THE_GRANT = ("department",)


@dataclass(frozen=True)
class Organisations:
    """The organisations of a file: their table, and the cell that names each grant's funder and recipient."""

    cells: pd.DataFrame
    places: pd.Series
    merged: int
    funder: pd.Series
    recipient: pd.Series
    scope: pd.Series


def is_registered(ids: pd.Series) -> pd.Series:
    """Tell an identifier of a public register (org-id.guide) from one that is a funder's own.

    Example
        >>> is_registered(pd.Series(["GB-CHC-1000147", "360G-ABC-1", "GB-CCH-205959", "US-EIN-1", None])).tolist()
        [True, False, False, True, False]
    """
    return ids.astype("string").str.fullmatch(_REGISTERED).fillna(False).astype(bool)


def tidy_ids(grants: Grants) -> None:
    """Take line breaks out of identifiers, and every blank where that leaves one of a register; count them."""
    count = 0
    for frame in (grants.cells, *grants.parts.values()):
        for name in frame.columns.intersection(["identifier", "canonical_org_id"]):
            known = frame[name].dropna().astype(str)
            spaced = known[known.str.contains(r"\s", regex=True)]
            close = spaced.str.replace(r"\s+", "", regex=True)
            whole = close.where(is_registered(close), spaced.str.replace(r"\s*[\r\n\t]+\s*", "", regex=True))
            changed = whole[whole != spaced]
            frame.loc[changed.index, name] = changed
            count += len(changed)
    if count:
        grants.notices.append(f"Identifiers with line breaks or blanks in them, read without these: {count}.")


def settle_organisations(grants: Grants, funders: pd.DataFrame, recipients: pd.DataFrame) -> Organisations:
    """Give every mention of an organisation its identity, and fold the mentions of one into a row.

    An identifier of a public register stands for itself. Any other is unique within its funder only,
    so a recipient's is put behind the funder's. A mention without identifier goes by its name.

    Parameters
        grants: the grants, for their dates; notices are added to it.
        funders, recipients: one mention for each accepted grant, under the place of the grant.
    Returns
        Organisations: in order of first mention; the name is that of the newest award.
    """
    for part, mentions in ((FUNDER, funders), (RECIPIENT, recipients)):
        _say_personal(grants, part, mentions)
    funders, recipients = _identified(funders), _identified(recipients)
    funders["_id"] = funders["_given"]
    scope = funders["_given"].where(funders["_given"].notna(), labelled(funders["name"])).astype(object)
    own = recipients["_given"].notna() & ~recipients["_org_id"].notna()
    recipients["_id"] = recipients["_given"].where(~own, scope + "/" + recipients["_given"])
    mentions = pd.concat([funders.assign(_role=0), recipients.assign(_role=1)]).rename_axis("grant").reset_index()
    mentions = mentions.sort_values(["grant", "_role"], ignore_index=True)
    mentions = mentions.astype(object).where(mentions.notna(), None)
    _name_the_nameless(grants, mentions)
    _tell_homonyms_apart(grants, mentions)
    return _fold(grants, mentions, scope)


def _identified(mentions: pd.DataFrame) -> pd.DataFrame:
    """Add what identifies each mention; GrantNav's canonical identifier is a register's where the own one is not."""
    result = mentions.reindex(columns=dict.fromkeys(("identifier", "name", *mentions.columns))).astype(object)
    result = result.where(result.notna(), None)
    given = result["identifier"]
    if "canonical_org_id" in result:
        given = result["canonical_org_id"].where(is_registered(result["canonical_org_id"]), given)
    result["_given"] = given
    result["_org_id"] = given.where(is_registered(given), None)
    return result


def _name_the_nameless(grants: Grants, mentions: pd.DataFrame) -> None:
    """An identifier is enough to know a body by; without any name in the file it is shown by that identifier."""
    key = mentions["_id"].where(mentions["_id"].notna(), behind("name:", labelled(mentions["name"])))
    mentions["_key"] = key
    nameless = mentions["name"].isna() & ~key.isin(key[mentions["name"].notna()])
    mentions.loc[nameless, "name"] = mentions.loc[nameless, "_given"]
    for role, part, usual in ((0, FUNDER, "Funding Org:Name"), (1, RECIPIENT, "Recipient Org:Name")):
        here = nameless & (mentions["_role"] == role)
        if here.any():
            heading = grants.heading(0, (f"{part}_name",))
            title = heading.text if heading else usual
            many = mentions.loc[here, "_key"].nunique()
            grants.notices.append(
                f"Organisations given by identifier alone: {many}, in {int(here.sum())} of the grants. "
                f"Each is shown under its identifier; fill in '{title}' to show its name."
            )


def _tell_homonyms_apart(grants: Grants, mentions: pd.DataFrame) -> None:
    """Where a body without identifier has the name of one with, give it an id, for a name alone never merges two."""
    without = mentions["_id"].isna()
    if not without.any() or without.all():
        return
    names = name_keys(mentions["name"])
    clash = without & names.isin(names[~without])
    mentions.loc[clash, "_id"] = behind(grants.name + ":", labelled(mentions.loc[clash, "name"]))
    if clash.any():
        some = sorted(mentions.loc[clash, "name"].unique())
        grants.notices.append(
            f"Names that stand both with and without an identifier, and are kept apart: {_few(some)}. "
            "Where they are one body, add the identifier to the other grants."
        )


def _fold(grants: Grants, mentions: pd.DataFrame, scope: pd.Series) -> Organisations:
    dates = first_days(read_dates(grants.field("award_date")))
    mentions["_when"] = mentions["grant"].map(dates).astype(object).fillna("")
    newest = mentions[mentions["name"].notna()].sort_values("_when", ascending=False, kind="stable")
    names = newest.drop_duplicates("_key").set_index("_key")
    order = mentions.drop_duplicates("_key")["_key"]
    first = names.reindex(order)
    cells = pd.DataFrame({"id": first["_id"], "org_id": first["_org_id"], "name": first["name"]}, dtype=object)
    cells["other_names"] = _others(newest, "name", first["name"])
    cells["other_ids"] = _others(
        mentions.dropna(subset=["identifier"]), "identifier", mentions.groupby("_key")["_given"].first()
    )
    for name, column in _details(grants, mentions).items():
        cells[str(name)] = column.reindex(order)
    filled = [name for name in cells if name in ("id", "org_id", "name") or cells[name].notna().any()]
    cells = cells[filled].where(cells[filled].notna(), None)
    shown = cells["id"].where(cells["id"].notna(), cells["name"])
    role = mentions.set_index("grant")
    funder, recipient = (role.loc[role["_role"] == number, "_key"].map(shown) for number in (0, 1))
    _say_renamed(grants, cells)
    places = first["grant"].astype(int).reset_index(drop=True)
    return Organisations(cells.reset_index(drop=True), places, len(mentions) - len(cells), funder, recipient, scope)


def _others(mentions: pd.DataFrame, field: str, kept: pd.Series) -> pd.Series:
    """Give the spellings of a field that differ from the one kept, by key."""
    pairs = mentions.drop_duplicates(["_key", field])
    other = pairs[pairs[field] != pairs["_key"].map(kept)]
    return joined(other[field], other["_key"])


def _details(grants: Grants, mentions: pd.DataFrame) -> dict[str, pd.Series]:
    """Give the other fields of each organisation, the newest that says something; say where grants differ."""
    declared = TABLES["organisations"].by_name()
    result, differing = {}, []
    fields = {name for name in mentions.columns if not name.startswith("_")}
    for name in sorted(fields - {*_IDENTITY, *_PERSONAL, *_ON_THE_GRANT}):
        known = mentions.dropna(subset=[name]).sort_values("_when", ascending=False, kind="stable")
        newest = known.drop_duplicates("_key").set_index("_key")[name]
        if newest.empty:
            continue
        several = known.drop_duplicates(["_key", name])["_key"].duplicated().sum()
        if several:
            differing.append(name.replace("_", " "))
        result[f"x_{name}" if name in declared else name] = newest
    if differing:
        grants.notices.append(
            f"Grants to one organisation differ in its {', '.join(differing)}; the newest award's is kept."
        )
    return result


def _say_renamed(grants: Grants, cells: pd.DataFrame) -> None:
    if "other_names" in cells:
        renamed = cells[cells["other_names"].notna()]
        grants.notices.append(
            f"Organisations with one identifier and several names: {len(renamed)}, such as "
            f"{renamed['name'].iloc[0]} (also {renamed['other_names'].iloc[0]}). "
            "The name of the newest award is shown, the others are kept in other_names."
        )


def _say_personal(grants: Grants, part: str, mentions: pd.DataFrame) -> None:
    found = [name for name in _PERSONAL if name in mentions and mentions[name].notna().any()]
    if found:
        whose = "funders" if part == FUNDER else "recipients"
        words = " and ".join(name.replace("_", " ") for name in found)
        grants.notices.append(f"Left out: {words} of {whose}, because netmap keeps no personal contact details.")


def _few(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")

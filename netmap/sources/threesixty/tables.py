"""Grants of 360Giving to netmap's tables: awards, the bodies behind them, their programmes and places."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from netmap.model.names import name_keys
from netmap.model.tables import LIST_MARKS, TABLES
from netmap.sources.raw import RawSource, RawTable
from netmap.sources.threesixty.dates import award_dates, plan_terms
from netmap.sources.threesixty.fields import Grants, Heading, behind, joined, known_texts, labelled
from netmap.sources.threesixty.organisations import FUNDER, RECIPIENT, Organisations, settle_organisations, tidy_ids

_GSS = r"[EWSNKLMJ]\d{8}"
_MIDNIGHT = r"^(\d{4}-\d\d-\d\d)[T ]00:00:00(?:\.0+)?(?:Z|[+-]00:?00)?$"

# Where the cells of each column come from, so that a later refusal can name the place in the file.
_ORIGIN: Mapping[str, tuple[str, ...]] = {
    "id": ("identifier",),
    "funder": ("funding_org_identifier", "funding_org_name"),
    "recipient": ("recipient_org_identifier", "recipient_org_name"),
    "amount": ("amount_awarded",),
    "currency": ("currency",),
    "themes": ("grant_programme_title", "grant_programme_code"),
    "areas": ("beneficiary_location_name", "beneficiary_location_geographic_code"),
    "start_date": ("planned_dates_start_date", "actual_dates_start_date"),
    "end_date": ("planned_dates_end_date", "planned_dates_duration_months", "actual_dates_end_date"),
}
_OWN = ("identifier", "amount_awarded", "currency", "award_date")
_LEFT_ON_THE_GRANT = {
    FUNDER: ("department",),
    RECIPIENT: ("department",),
    "planned_dates": ("duration_months", "title", "description", "last_modified"),
    "actual_dates": ("start_date", "end_date", "duration_months", "title", "description", "last_modified"),
    "grant_programme": ("code", "description", "url", "last_modified"),
    "to_individuals_details": ("primary_grant_reason", "secondary_grant_reason", "grant_purpose"),
}
_NAMES_PEOPLE = r"surname|forename|first.?name|last.?name|full.?name|applicant|e-?mail|phone|date.of.birth"


def build_tables(grants: Grants) -> RawSource:
    """Give grants as netmap's tables, with every grant that cannot be an award refused.

    Parameters
        grants: the grants as the reader of JSON or of sheets laid them out.
    Returns
        RawSource: funding, one table for each sheet of grants; organisations, themes and areas, worked out.
    Cost
        One pass over each column; sorting of the mentions of organisations.
    """
    _settle_midnights(grants)
    tidy_ids(grants)
    kept, funders, recipients = _accept(grants)
    organisations = settle_organisations(grants, funders, recipients)
    themes, theme_cells = _themes(grants, kept, organisations)
    areas, area_cells = _areas(grants, kept)
    funding = pd.DataFrame(index=grants.cells.index[kept])
    funding["id"] = grants.field("identifier")[kept]
    funding["funder"], funding["recipient"] = organisations.funder, organisations.recipient
    funding["amount"], funding["currency"] = grants.field("amount_awarded")[kept], grants.field("currency")[kept]
    funding["instrument"] = "grant"
    funding["themes"], funding["areas"] = theme_cells, area_cells
    funding = pd.concat([funding, plan_terms(grants, kept)], axis=1)
    funding["award_date"] = award_dates(grants, kept)
    funding = pd.concat([funding, _extras(grants, funding.index)], axis=1).astype(object)
    _warn_of_people(grants)
    bodies = _derived(grants, "organisations", organisations.cells, organisations.places, organisations.merged)
    if not len(grants.cells) and not grants.refusals:
        grants.notices.append("The file has no grants in it.")
    tables = (*_funding_tables(grants, funding.where(funding.notna(), None)), bodies, themes, areas)
    filled = tuple(table for table in tables if len(table.cells))
    return RawSource(grants.name, filled, tuple(grants.refusals), tuple(grants.notices))


def _settle_midnights(grants: Grants) -> None:
    """The standard gives the time part of a date no meaning; without it JSON and sheets say the same."""
    for frame in (grants.cells, *grants.parts.values()):
        for name in frame.columns.drop("grant", errors="ignore"):
            column = frame[name]
            timed = column.str.contains("00:00:00", regex=False).fillna(False).astype(bool)
            if timed.any():
                frame[name] = column.where(~timed, column.str.replace(_MIDNIGHT, r"\1", regex=True))


def _accept(grants: Grants) -> tuple[np.ndarray, pd.DataFrame, pd.DataFrame]:
    """Refuse the grants that name no one funder and recipient; give which are kept, and both for these."""
    kept = np.ones(len(grants.cells), dtype=bool)
    funders, several_funders = _one_body_each(grants, FUNDER)
    recipients, several_recipients = _one_body_each(grants, RECIPIENT)
    people, reasons = _places(grants, "recipient_ind"), _places(grants, "to_individuals_details")
    has_body = np.isin(grants.cells.index, recipients.index)
    to_person = np.isin(grants.cells.index, people) | (np.isin(grants.cells.index, reasons) & ~has_body)
    person = "the grant is to an individual; netmap keeps no personal records"
    both = "the grant names an organisation and an individual; netmap keeps no personal records"
    leave = "Leave the grant out; grants to individuals are no links between organisations."
    choose = "Keep one of the two: leave out the individual if the organisation received the grant."
    split = "Make a grant for each of them, with its own identifier and its share of the amount."
    person_fields = ("recipient_ind_name", "recipient_ind_identifier", "to_individuals_details_primary_grant_reason")
    for wrong, part, title, reason, fix in (
        (to_person & ~has_body, "recipient_ind", "Recipient Ind:Name", person, leave),
        (to_person & has_body, "recipient_ind", "Recipient Ind:Name", both, choose),
        (_absent(grants, funders), FUNDER, "Funding Org:Identifier", "no funder is given", _either("funder")),
        (
            _absent(grants, recipients),
            RECIPIENT,
            "Recipient Org:Identifier",
            "no recipient is given",
            _either("recipient"),
        ),
        (several_funders, FUNDER, "Funding Org:Identifier", "several funders are given for one grant", split),
        (
            several_recipients,
            RECIPIENT,
            "Recipient Org:Identifier",
            "several recipients are given for one grant",
            split,
        ),
    ):
        fields = person_fields if part == "recipient_ind" else (f"{part}_identifier", f"{part}_name")
        grants.refuse(np.flatnonzero(wrong & kept), fields, title, reason, fix)
        kept &= ~wrong
    places = grants.cells.index[kept]
    return kept, funders.reindex(places), recipients.reindex(places)


def _either(body: str) -> str:
    return f"Give the {body}'s identifier or its name, best both; either is enough to load the grant."


def _places(grants: Grants, part: str) -> np.ndarray:
    return grants.parts[part]["grant"].unique() if part in grants.parts else np.array([], dtype=int)


def _absent(grants: Grants, bodies: pd.DataFrame) -> np.ndarray:
    return ~np.isin(grants.cells.index, bodies.index)


def _one_body_each(grants: Grants, part: str) -> tuple[pd.DataFrame, np.ndarray]:
    """Give the one organisation of each grant by the grant's place, and which grants name several."""
    several = np.zeros(len(grants.cells), dtype=bool)
    if part not in grants.parts:
        return pd.DataFrame(columns=["identifier", "name"], dtype=object), several
    stated = grants.parts[part]
    rows = stated.reindex(columns=dict.fromkeys(("grant", "identifier", "name", *stated.columns)))
    if not rows["grant"].is_unique:
        found = rows.groupby("grant")[["identifier", "name"]].nunique()
        several[found.index[(found > 1).any(axis=1)]] = True
        fields = rows.columns.drop("grant")
        rows = (
            pd.DataFrame({name: joined(rows[name], rows["grant"]) for name in fields})
            .rename_axis("grant")
            .reset_index()
        )
    named = rows["identifier"].notna() | rows["name"].notna()
    bodies = rows[named].set_index("grant").astype(object)
    return bodies.where(bodies.notna(), None), several


def _themes(grants: Grants, kept: np.ndarray, organisations: Organisations) -> tuple[RawTable, pd.Series]:
    """Make a theme of each grant programme; a programme belongs to its funder, whatever others call theirs."""
    rows = _part(grants, "grant_programme", ("title", "code"), kept)
    rows["name"] = known_texts(rows["title"].where(rows["title"].notna(), rows["code"]))
    rows = rows[rows["name"].notna()]
    scope = rows["grant"].map(organisations.scope).astype(str).str.replace(f"[{''.join(LIST_MARKS)}]", "-", regex=True)
    rows["id"] = known_texts(scope + "/" + labelled(rows["name"])) if len(rows) else rows["name"]
    rows["programme_of"] = rows["grant"].map(organisations.funder)
    mentions = rows.drop_duplicates(["grant", "id"])
    first = mentions.drop_duplicates("id")
    cells = first[["id", "name", "programme_of"]].reset_index(drop=True)
    merged = len(mentions) - len(first)
    return _derived(grants, "themes", cells, first["grant"], merged), joined(mentions["id"], mentions["grant"])


def _areas(grants: Grants, kept: np.ndarray) -> tuple[RawTable, pd.Series]:
    """Make an area of each beneficiary location: by its ONS code, else by its name."""
    rows = _part(grants, "beneficiary_location", ("name", "geographic_code"), kept)
    code = rows["geographic_code"].astype("string").str.strip().str.upper()
    rows["gss"] = known_texts(code.where(code.str.fullmatch(_GSS).fillna(False).astype(bool)))
    rows["name"] = known_texts(rows["name"].where(rows["name"].notna(), rows["geographic_code"]))
    rows = _split_names(rows[rows["name"].notna()].reset_index(drop=True))
    _lend_codes(grants, rows)
    coded = rows["gss"].notna()
    rows["geographic_code"] = rows["geographic_code"].where(~coded, None)
    rows["key"] = rows["gss"].where(coded, behind("name:", labelled(rows["name"])))
    homonym = ~coded & name_keys(rows["name"]).isin(name_keys(rows.loc[coded, "name"]))
    rows["id"] = rows["gss"].where(~homonym, behind(grants.name + ":", labelled(rows["name"])))
    mentions = rows.drop_duplicates(["grant", "key"])
    first = mentions.drop_duplicates("key").set_index("key")
    fields = [
        name for name in rows.columns if name not in ("grant", "key", "id", "name", "gss") and rows[name].notna().any()
    ]
    cells = (
        first[["id", "name", "gss"]].join(rows.groupby("key")[sorted(fields)].first())
        if fields
        else first[["id", "name", "gss"]]
    )
    shown = mentions["key"].map(first["id"].where(first["id"].notna(), first["name"]))
    table = _derived(grants, "areas", cells.reset_index(drop=True), first["grant"], len(mentions) - len(first))
    return table, joined(shown, mentions["grant"])


def _split_names(rows: pd.DataFrame) -> pd.DataFrame:
    """Take a list of places in one cell apart, unless a code says that it is one place."""
    several = rows["gss"].isna() & rows["name"].str.contains(f"[{''.join(LIST_MARKS)}]", regex=True).fillna(
        False
    ).astype(bool)
    if not several.any():
        return rows
    rows["name"] = rows["name"].where(~several, rows["name"].str.split(r"\s*[|;]\s*", regex=True))
    rows = rows.explode("name", ignore_index=True)
    return rows[rows["name"] != ""].reset_index(drop=True)


def _lend_codes(grants: Grants, rows: pd.DataFrame) -> None:
    """A place without a code is the one place of that name that has a code in the same file."""
    coded = rows[rows["gss"].notna()]
    pairs = pd.DataFrame({"name": name_keys(coded["name"]), "gss": coded["gss"]}).drop_duplicates()
    single = pairs[~pairs["name"].duplicated(keep=False)].set_index("name")["gss"]
    lent = name_keys(rows["name"]).map(single).where(rows["gss"].isna())
    count = int(lent.notna().sum())
    if count:
        rows["gss"] = known_texts(rows["gss"].where(lent.isna(), lent))
        grants.notices.append(
            f"Places without a code, read as the one place of that name that has a code in this file: {count}."
        )


def _part(grants: Grants, part: str, fields: tuple[str, ...], kept: np.ndarray) -> pd.DataFrame:
    """Give the objects of a kind that accepted grants have, with the fields that are asked for."""
    stated = grants.parts.get(part, pd.DataFrame({"grant": pd.Series(dtype=int)}))
    rows = stated.reindex(columns=dict.fromkeys(("grant", *fields, *stated.columns)))
    rows = rows[kept[rows["grant"].to_numpy(dtype=int)]].reset_index(drop=True)
    return rows.astype(dict.fromkeys(rows.columns.drop("grant"), object))


def _extras(grants: Grants, places: pd.Index) -> pd.DataFrame:
    """Give every other field of the grants, those of objects under both names, in order of name."""
    found = {str(name): grants.cells[name].reindex(places) for name in grants.cells.columns if name not in _OWN}
    for part, fields in _LEFT_ON_THE_GRANT.items():
        rows = grants.parts.get(part)
        for name in fields if rows is not None else ():
            if rows is not None and name in rows:
                found[f"{part}_{name}"] = joined(rows[name], rows["grant"]).reindex(places)
    declared = TABLES["funding"].by_name()
    named = {
        f"x_{name}" if name in declared else name: column for name, column in found.items() if column.notna().any()
    }
    return pd.DataFrame(dict(sorted(named.items())), index=places, dtype=object)


def _warn_of_people(grants: Grants) -> None:
    headings = {
        heading.text: heading for _, known in grants.sheets for heading in known.values() if not heading.is_known()
    }
    texts = pd.Series(list(headings), dtype=object)
    hits = texts[texts.str.contains(_NAMES_PEOPLE, case=False, regex=True)] if len(texts) else texts
    if len(hits):
        grants.notices.append(
            f"These columns of the publisher's own seem to name people: {', '.join(hits)}. They are kept as extra "
            "columns; take them out before you share what you make of this file."
        )


def _funding_tables(grants: Grants, funding: pd.DataFrame) -> list[RawTable]:
    """Give one table for each sheet of grants, so that every row keeps its address."""
    places = funding.index.to_numpy()
    tables = []
    for number, (sheet, known) in enumerate(grants.sheets):
        here = grants.sheet_of[places] == number
        origin = _origins(grants, number, funding, known)
        tables.append(
            RawTable(
                "funding",
                funding[here].reset_index(drop=True),
                grants.rows[places[here]],
                grants.file,
                sheet,
                {name: heading.text for name, heading in origin.items()},
                {name: heading.letter for name, heading in origin.items() if heading.letter},
                merged=grants.folded[number],
            )
        )
    return tables


def _origins(grants: Grants, sheet: int, funding: pd.DataFrame, known: dict[str, Heading]) -> dict[str, Heading]:
    origin = {}
    for name in funding.columns:
        heading = grants.heading(sheet, _ORIGIN.get(name, (name, name.removeprefix("x_"))))
        if heading is not None:
            origin[name] = heading
    return origin


def _derived(grants: Grants, name: str, cells: pd.DataFrame, places: pd.Series, merged: int) -> RawTable:
    """Give a table whose rows are first stated by the grants at `places`, in whichever sheet these stand."""
    cells, here = cells.astype(object), places.to_numpy(dtype=int)
    names = [sheet for sheet, _ in grants.sheets]
    return RawTable(
        name,
        cells.where(cells.notna(), None),
        grants.rows[here],
        grants.file,
        names[0] if len(names) == 1 else "",
        derived=True,
        merged=merged,
        sheets=[names[number] for number in grants.sheet_of[here]] if len(names) > 1 else (),
    )

"""The words of the 360Giving Data Standard: one key for each field, however a file spells it, and grants as read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import pandas as pd

from netmap.model.names import slugs
from netmap.sources.headings import heading_key
from netmap.sources.raw import RawRefusal

Key = tuple[str, ...]

_GRANT = [
    "identifier",
    "title",
    "description",
    "currency",
    "amount_applied_for",
    "amount_awarded",
    "amount_disbursed",
    "award_date",
    "url",
    "from_open_call",
    "related_activity",
    "last_modified",
    "data_source",
    "regrant_type",
    "location_scope",
]
_NESTED = [
    "planned_dates",
    "actual_dates",
    "recipient_org",
    "recipient_ind",
    "to_individuals_details",
    "funding_org",
    "beneficiary_location",
    "grant_programme",
    "classifications",
    "funding_type",
    "related_document",
    "dei_details",
    "application_transaction",
    "commitment_transaction",
    "disbursement_transaction",
]
_FIELDS = [
    "name",
    "department",
    "contact_name",
    "charity_number",
    "company_number",
    "street_address",
    "city",
    "county",
    "country",
    "postal_code",
    "phone_number",
    "alternate_name",
    "email",
    "organisation_type",
    "web_address",
    "location",
    "country_code",
    "latitude",
    "longitude",
    "geographic_code",
    "geographic_code_type",
    "start_date",
    "end_date",
    "duration_months",
    "code",
    "vocabulary",
    "canonical_org_id",
    "canonical_name",
    "org_ids",
]
_OTHER_WORDS = {
    "id": "identifier",
    "recipientorganization": "recipient_org",
    "recipientorganisation": "recipient_org",
    "fundingorganization": "funding_org",
    "fundingorganisation": "funding_org",
    "recipientindividual": "recipient_ind",
    "fromanopencall": "from_open_call",
    "forregranttype": "regrant_type",
    "datemodified": "last_modified",
    "duration": "duration_months",
    "addresslocality": "city",
    "addressregion": "county",
    "addresscountry": "country",
    "telephone": "phone_number",
    "geocode": "geographic_code",
    "geocodetype": "geographic_code_type",
    "deidatastandardversion": "dei_version",
    "response": "dei_response",
}
_WORDS = {name.replace("_", ""): name for name in (*_GRANT, *_NESTED, *_FIELDS)} | _OTHER_WORDS

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

# Only these settle that a row of headings is 360Giving: "Title" or "Currency" may stand in any table.
_TELLING = {"amountawarded", "amountappliedfor", "amountdisbursed", "forregranttype", "regranttype", "fromanopencall"}

PARTS = (
    "funding_org",
    "recipient_org",
    "recipient_ind",
    "to_individuals_details",
    "planned_dates",
    "actual_dates",
    "beneficiary_location",
    "grant_programme",
)


@dataclass(frozen=True)
class Heading:
    """One heading of a file: its text and letter, the field it means and its place in a numbered list."""

    text: str
    letter: str
    key: Key
    number: tuple[int, ...] = ()

    def is_known(self) -> bool:
        """Say whether the standard has this field, or has the object that it is a field of."""
        return self.key[0] in (_NESTED if len(self.key) > 1 else _GRANT)


@dataclass
class Grants:
    """Grants as a file gave them, in one form for JSON and for sheets.

    `cells` has one row for each grant and a column for each field, named by its key joined with '_'.
    `parts` has for each object that a grant may hold several of a table with the place of the grant
    in `cells` (`grant`) and the object's fields. `rows` and `sheet_of` give the address of each grant;
    `sheets` lists the sheets (name and headings by key), `folded` the rows of each that only
    continue an earlier one.
    """

    name: str
    file: str
    cells: pd.DataFrame
    rows: np.ndarray
    sheet_of: np.ndarray
    sheets: list[tuple[str, dict[str, Heading]]]
    folded: list[int]
    parts: dict[str, pd.DataFrame]
    refusals: list[RawRefusal] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def field(self, name: str) -> pd.Series:
        """Give a field of the grants; blank where the file has no such column."""
        return self.cells[name] if name in self.cells else pd.Series(None, index=self.cells.index, dtype=object)

    def heading(self, sheet: int, names: Iterable[str]) -> Heading | None:
        """Find the first of some fields that a sheet has a heading for."""
        known = self.sheets[sheet][1]
        return next((known[name] for name in names if name in known), None)

    def refuse(self, grants: np.ndarray, names: tuple[str, ...], title: str, reason: str, fix: str) -> None:
        """Note one refusal for each of some grants, at the first of the named fields that its sheet has."""
        for grant in grants:
            sheet = int(self.sheet_of[grant])
            heading = self.heading(sheet, names)
            column = heading.text if heading else title
            row = int(self.rows[grant])
            self.refusals.append(RawRefusal("funding", self.file, self.sheets[sheet][0], row, column, "", reason, fix))


def read_heading(text: str, letter: str = "") -> Heading:
    """Find the field that a heading means: 'Recipient Org : 0 : Name' and 'recipientOrganization/0/name' alike.

    Example
        >>> read_heading("From an open call?").key, read_heading("recipientOrganization/0/id").key
        (('from_open_call',), ('recipient_org', 'identifier'))
        >>> read_heading("Beneficiary Location:1:Name").number
        (1,)
    """
    mark = ":" if ":" in text else "/" if re.fullmatch(r"\w+(/\w+)+", text) else None
    pieces = [piece.strip() for piece in text.split(mark)] if mark else [text]
    named = tuple(piece for piece in pieces if piece and not piece.isdigit()) or (text,)
    number = tuple(int(piece) for piece in pieces if piece.isdigit()) if named != (text,) else ()
    return Heading(text, letter, field_key(named), number)


@cache
def field_key(pieces: Key) -> Key:
    """Give one key for a path of titles or of JSON names.

    Example
        >>> field_key(("fundingOrganization", "url")), field_key(("Website", "Decision Notes"))
        (('funding_org', 'web_address'), ('website', 'decision_notes'))
    """
    folded = [re.sub(r"[^a-z0-9]", "", piece.lower()) for piece in pieces]
    key = [
        _WORDS.get(short) or heading_key(_CAMEL.sub(" ", piece)) or "column"
        for short, piece in zip(folded, pieces, strict=True)
    ]
    if len(key) > 1 and key[0] in ("recipient_org", "funding_org", "related_document") and key[1] == "url":
        key[1] = "web_address"
    return tuple(key)


def is_threesixty_row(headings: list[Heading]) -> bool:
    """Tell the row of headings of a 360Giving table from that of any other table.

    Either two headings name fields of the standard's own objects ('Funding Org:Name'), one of them
    with a field of the grant itself beside it, or every heading is a field of the standard and one
    of them is found nowhere else.
    """
    folded = {re.sub(r"[^a-z0-9]", "", heading.text.lower()) for heading in headings}
    objects = [heading for heading in headings if heading.is_known() and len(heading.key) > 1]
    telling = bool(folded & _TELLING) or {"identifier", "currency"} <= folded
    if len(objects) >= 2 or (objects and ("identifier" in folded or telling)):
        return True
    return telling and all(heading.is_known() for heading in headings)


def known_texts(values: pd.Series) -> pd.Series:
    """Give a column as text or None, whatever pandas made of its blanks."""
    plain = values.astype(object)
    return plain.where(plain.notna(), None)


def joined(values: pd.Series, grants: pd.Series, mark: str = "|") -> pd.Series:
    """Give the different values of each grant in one cell, in the order they stand in, by grant."""
    known = pd.DataFrame({"grant": grants, "value": values}).dropna()
    if known["grant"].is_unique:
        return known.set_index("grant")["value"].astype(object)
    return known.drop_duplicates().groupby("grant", sort=False)["value"].agg(mark.join).astype(object)


def labelled(names: pd.Series) -> pd.Series:
    """Give the slug of each name, or the name itself where it has no letter or figure."""
    short = slugs(names)
    return known_texts(short.where(short.notna() & (short != ""), names))


def behind(prefix: str, names: pd.Series) -> pd.Series:
    """Put a word before each name; None stays None.

    Example
        >>> behind("place:", pd.Series(["Riverton", None], dtype=object)).tolist()
        ['place:Riverton', None]
    """
    return known_texts(names.astype(object).map(lambda name: prefix + name, na_action="ignore"))

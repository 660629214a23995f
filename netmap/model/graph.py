"""The graph: node labels, relationship types and their properties, each declared once.

Store schemas, the data dictionary, the checks of a user's own graph and the names used in Cypher
are all derived from `LABELS` and `RELATIONSHIPS`.
"""

from __future__ import annotations

from dataclasses import dataclass

TEXT, NUMBER, INTEGER, YES_NO, DATE, DAY = "text", "number", "integer", "yes_no", "date", "day"
READ_FROM = "read_from"
JOINED = "|"
"""What stands between several datasets, sources or rows that one record comes from."""


@dataclass(frozen=True)
class Property:
    """One property of a node or a relationship; `kind` is one of the constants of this module."""

    name: str
    kind: str
    about: str


@dataclass(frozen=True)
class Label:
    """One kind of node."""

    name: str
    about: str
    properties: tuple[Property, ...]

    def kinds(self) -> dict[str, str]:
        """Give the kind of each property by its name, in order of declaration."""
        return {item.name: item.kind for item in self.properties}


@dataclass(frozen=True)
class Relationship:
    """One type of relationship, the pairs of labels it may join, and what tells two of them apart.

    `identity` names the properties that belong to the identity besides type and ends: a person may
    hold one seat twice, in two tenures, and both are kept.
    """

    name: str
    about: str
    ends: tuple[tuple[str, str], ...]
    properties: tuple[Property, ...]
    identity: tuple[str, ...] = ()

    def kinds(self) -> dict[str, str]:
        """Give the kind of each property by its name, in order of declaration."""
        return {item.name: item.kind for item in self.properties}


_ID = Property("id", TEXT, "org-id, else the user's own id, else a slug of the name scoped to its source")
_NAME = Property("name", TEXT, "name as written")
_SOURCE = Property("source", TEXT, "where the record comes from, in the user's words, else the dataset")
_DATASET = Property("dataset", TEXT, "the dataset that states it; several are joined by |")
_AS_OF = Property("as_of", DATE, "when the record was last checked")
_READ_FROM = Property(
    READ_FROM,
    TEXT,
    "file, sheet and row that state it, such as seats.csv, row 14; several are joined by |, each with its dataset "
    "where several datasets do; for a stub the first row that names it",
)
_STUB = Property("stub", YES_NO, "yes when the record is only named in a cell and described in no table")
_START = Property("start_date", DATE, "first day, with the precision it was given in")
_END = Property("end_date", DATE, "day after the last, with the precision it was given in")
_START_DAY = Property("start_day", DAY, "first day that start_date can mean, worked out at loading")
_END_DAY = Property("end_day", DAY, "first day that is certainly after end_date, worked out at loading")
_TERM = (_START, _END, _START_DAY, _END_DAY)
_CAPACITY = Property("capacity", TEXT, "representative, expert, own_voice or observer")


def _label(name: str, about: str, *own: Property) -> Label:
    return Label(name, about, (_ID, _NAME, *own, _STUB, _SOURCE, _AS_OF, _DATASET, _READ_FROM))


def _text(name: str, about: str) -> Property:
    return Property(name, TEXT, about)


LABELS: dict[str, Label] = {
    item.name: item
    for item in (
        _label(
            "Organisation",
            "any body; a funder is an organisation that funds",
            _text("sector", "code list sector"),
            _text("kind", "forum, network, infrastructure, anchor … in the user's words"),
            _text("legal_form", "charity, company, unincorporated … in the user's words"),
            _text("org_id", "identifier of org-id.guide, such as GB-CHC-1001635"),
            Property("income", NUMBER, "yearly income"),
            _text("tier", "code list tier"),
            Property("eligible", YES_NO, "may hold a third-sector seat; overrules the eligible pool"),
            Property("is_funder", YES_NO, "yes when it funds an award"),
        ),
        _label(
            "Partnership",
            "a board, forum or group with seats",
            _text("kind", "board, sub-group, scrutiny … in the user's words"),
            _text("purpose", "what it is for"),
            _text("terms_url", "address of the terms of reference"),
            Property("meetings_per_year", NUMBER, "meetings in a year"),
            Property("hours_per_meeting", NUMBER, "length of a meeting in hours"),
            _text("contact", "role to write to about representation"),
            _text("seats_listed", "code list seats_listed: how much of its membership is recorded"),
        ),
        _label(
            "Seat",
            "one place on a partnership, filled or vacant",
            _text("role", "chair, member …"),
            Property("voting", YES_NO, "may vote"),
            _CAPACITY,
            _text("capacity_required", "the capacity that the partnership asks for"),
            _text("skills_required", "knowledge and experience asked for"),
            _text("deputy", "whether a deputy is named, or the deputy's role"),
            _text("role_description", "address or text of the role description"),
            Property("mandate_recorded", YES_NO, "yes when it is recorded for whom the seat speaks, be it nobody"),
            Property("vacant_from", DATE, "first day on which the place is recorded as vacant"),
            Property("vacant_to", DATE, "day after the last on which it is recorded as vacant"),
        ),
        _label("Representative", "a person who holds seats; no personal characteristics"),
        _label(
            "Award",
            "one grant, contract, service agreement or pooled payment",
            _text("instrument", "code list instrument"),
            Property("amount_min", NUMBER, "amount, or the lower end of a range"),
            Property("amount_max", NUMBER, "amount, or the upper end of a range"),
            _text("currency", "ISO 4217 code"),
            *_TERM,
            _text("pooled_id", "agreement through which several funders pay together"),
            _text("payment_terms", "code list payment_terms"),
            Property("overheads", YES_NO, "pays a share of overheads"),
        ),
        _label("Theme", "a subject or issue; a tree, or several"),
        _label(
            "EqualityGroup",
            "a group; a tree under the protected characteristics",
            _text("scheme", "Equality Act, DEI, local …"),
            _text("code", "code in that scheme"),
            Property("population", INTEGER, "people in the area who belong to the group"),
            _text("population_source", "where the population figure comes from"),
        ),
        _label("EngagementFunction", "forum servicing, consultation, representation support …"),
        _label("Area", "a place; a tree", _text("gss", "ONS nine-character code")),
    )
}

_FACT = (_SOURCE, _AS_OF, _DATASET)


def _relationship(name: str, about: str, ends: str, *own: Property, identity: tuple[str, ...] = ()) -> Relationship:
    """Read `ends` written as 'Seat>Organisation, Seat>Theme'."""
    pairs = tuple(tuple(pair.strip().split(">")) for pair in ends.split(","))
    return Relationship(name, about, pairs, (*own, *_FACT), identity)  # type: ignore[arg-type]


RELATIONSHIPS: dict[str, Relationship] = {
    item.name: item
    for item in (
        _relationship(
            "HOLDS",
            "the person holds the seat",
            "Representative>Seat",
            *_TERM,
            _CAPACITY,
            identity=("start_date",),
        ),
        _relationship("SEAT_ON", "the place is on the partnership", "Seat>Partnership"),
        _relationship(
            "HELD_FOR",
            "the seat is held for the organisation",
            "Seat>Organisation",
            *_TERM,
            _CAPACITY,
            identity=("start_date",),
        ),
        _relationship(
            "SPEAKS_FOR",
            "the mandate of the seat's holder",
            "Seat>Organisation, Seat>EqualityGroup, Seat>Theme",
            _text("route", "code list route: how the holder was chosen"),
            _text("evidence", "the record that shows the mandate"),
            Property("reported_back", DATE, "when the holder last reported back"),
            *_TERM,
            identity=("start_date",),
        ),
        _relationship("MEMBER_OF", "belongs to the body", "Organisation>Organisation"),
        _relationship("BRANCH_OF", "is a part of the parent body", "Organisation>Organisation"),
        _relationship("WORKS_ON", "works on the theme", "Organisation>Theme"),
        _relationship("LED_BY", "is led by people of the group", "Organisation>EqualityGroup"),
        _relationship("SERVES", "provides services to the group", "Organisation>EqualityGroup"),
        _relationship("ADVOCATES_FOR", "speaks up for the group", "Organisation>EqualityGroup"),
        _relationship("ASKED_ABOUT", "was asked whether it works with the group", "Organisation>EqualityGroup"),
        _relationship("OPERATES_IN", "works in the area", "Organisation>Area"),
        _relationship("SUBGROUP_OF", "reports to the partnership", "Partnership>Partnership"),
        _relationship("COVERS", "has the theme in its terms of reference", "Partnership>Theme"),
        _relationship("IN_AREA", "concerns the area", "Partnership>Area, Award>Area"),
        _relationship("FUNDS", "pays the award", "Organisation>Award"),
        _relationship("AWARDED_TO", "the award goes to the organisation", "Award>Organisation"),
        _relationship("PAYS_FOR", "pays for the engagement function", "Award>EngagementFunction"),
        _relationship("TARGETS", "is meant for the group", "Award>EqualityGroup"),
        _relationship("ABOUT", "is about the theme", "Award>Theme"),
        _relationship("PASSED_ON_FROM", "was paid out of the other award", "Award>Award"),
        _relationship(
            "PART_OF",
            "is a part of, in a tree",
            "Theme>Theme, EqualityGroup>EqualityGroup, Area>Area, EngagementFunction>EngagementFunction",
        ),
    )
}

BOOKKEEPING: dict[str, Label] = {
    item.name: item
    for item in (
        Label(
            "NetmapDataset",
            "a dataset that was loaded into this store",
            (_ID, Property("position", INTEGER, "the order of first loading, which settles whose value stands")),
        ),
        Label(
            "NetmapPart",
            "a label, or a relationship type with its two labels, and what its records amount to",
            (
                _ID,
                Property("fingerprint", TEXT, "of its records: a load that brings the same need not compare them"),
                Property("extra_columns", TEXT, "names of the properties that users brought, if any"),
            ),
        ),
        Label(
            "NetmapStatement",
            "what one dataset says of a record that several state; the record itself shows the merged values",
            (
                _ID,
                Property("dataset", TEXT, "the dataset that says it"),
                Property("part", TEXT, "the label, or the relationship type with its two labels"),
                Property("content", TEXT, "the values, as JSON"),
            ),
        ),
        Label(
            "NetmapLoad",
            "how whole the graph is: a reader can tell a finished load from one that was stopped",
            (
                _ID,
                Property("version", INTEGER, "how many loads have changed the graph"),
                Property("dataset", TEXT, "the dataset that was loaded last, or is being loaded"),
                Property("state", TEXT, "whole, or half while a large load is being written"),
                Property("load", TEXT, "which load is at work; blank when none is"),
                Property("since", INTEGER, "when a commit was announced, in milliseconds since 1970; blank otherwise"),
            ),
        ),
    )
}

"""The tables that a person fills in: each column declared once, with its check and its place in the graph."""

from __future__ import annotations

from dataclasses import dataclass

from netmap.model.graph import RELATIONSHIPS

TEXT, CODE, YES_NO, DATE, MONEY, NUMBER, CURRENCY, NAMES = (
    "text",
    "code",
    "yes_no",
    "date",
    "money",
    "number",
    "currency",
    "names",
)


@dataclass(frozen=True)
class Column:
    """One column of a table.

    `kind` decides the check. A column of kind `names` refers to records by id or name: `refers_to`
    holds the labels it may name, `relationship` the type it makes (from the row's record to the
    named one, or the other way where `incoming`), `many` whether a cell may hold several.
    `stored_as` is the property that a plain column fills, where its name is another.
    """

    name: str
    kind: str
    about: str
    required: bool = False
    codes: str = ""
    refers_to: tuple[str, ...] = ()
    relationship: str = ""
    incoming: bool = False
    many: bool = False
    stored_as: str = ""
    example: str = ""


@dataclass(frozen=True)
class Table:
    """One table: the label that each row makes, and its columns in the order of the template."""

    name: str
    label: str
    about: str
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """Get a column by its name; KeyError where the table has none."""
        return self.by_name()[name]

    def by_name(self) -> dict[str, Column]:
        """Give the columns by their names, in order."""
        return {column.name: column for column in self.columns}

    def required(self) -> tuple[str, ...]:
        """Give the names of the columns that every row must fill."""
        return tuple(column.name for column in self.columns if column.required)


def _text(name: str, about: str, example: str = "", **more: object) -> Column:
    return Column(name, TEXT, about, example=example, **more)  # type: ignore[arg-type]


def _code(name: str, about: str, example: str, codes: str = "") -> Column:
    return Column(name, CODE, about, codes=codes or name, example=example)


def _names(name: str, about: str, refers_to: str, relationship: str, example: str = "", **more: object) -> Column:
    labels = tuple(refers_to.split("|"))
    return Column(
        name,
        NAMES,
        about,
        refers_to=labels,
        relationship=relationship,
        example=example,
        **more,  # type: ignore[arg-type]
    )


_NAME = _text("name", "what it is called", required=True)
_ID = _text("id", "your own identifier; leave blank and netmap makes one from the name")
_SOURCE = _text("source", "where you know it from", "minutes of March 2026")
_AS_OF = Column("as_of", DATE, "when you last checked it", example="2026-03")
_START = Column("start_date", DATE, "first day: 2024, 2024-03, 2024-03-09 or 09/03/2024", example="2024-04-01")


def _end(about: str, example: str) -> Column:
    return Column("end_date", DATE, about, example=example)


def _tree(table: str, label: str, about: str, *own: Column, example: str = "") -> Table:
    parent = _names("parent", "the wider one that it belongs to", label, "PART_OF", example)
    return Table(table, label, about, (_NAME, _ID, parent, *own, _SOURCE, _AS_OF))


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "organisations",
            "Organisation",
            "every body you know of, seated or not: isolates are findings",
            (
                _NAME,
                _ID,
                _text("org_id", "identifier of org-id.guide", "GB-CHC-1001635"),
                _code("sector", "the sector it belongs to", "third_sector"),
                _text("kind", "forum, network, infrastructure, anchor …", "forum"),
                _text("legal_form", "charity, company, unincorporated …", "charity"),
                _code("tier", "how far it reaches", "local"),
                Column("income", MONEY, "yearly income", example="45000"),
                _names("parent", "the national or parent body", "Organisation", "BRANCH_OF"),
                _names("member_of", "forums and networks it belongs to", "Organisation", "MEMBER_OF", many=True),
                _names("themes", "subjects it works on", "Theme", "WORKS_ON", "loneliness|housing", many=True),
                _names("led_by", "groups whose people lead it", "EqualityGroup", "LED_BY", many=True),
                _names("serves", "groups it provides services to", "EqualityGroup", "SERVES", many=True),
                _names("advocates_for", "groups it speaks up for", "EqualityGroup", "ADVOCATES_FOR", many=True),
                _names(
                    "groups_asked",
                    "groups it was asked about: 'all' or a list; blank means never asked",
                    "EqualityGroup",
                    "ASKED_ABOUT",
                    "all",
                    many=True,
                ),
                _names("areas", "places it works in", "Area", "OPERATES_IN", many=True),
                Column("eligible", YES_NO, "may hold a third-sector seat (overrules the sector)", example="yes"),
                _SOURCE,
                _AS_OF,
            ),
        ),
        Table(
            "partnerships",
            "Partnership",
            "boards, forums and groups with seats",
            (
                _NAME,
                _ID,
                _text("kind", "board, sub-group, scrutiny …", "board"),
                _text("purpose", "what it is for"),
                _names("parent", "the partnership it reports to", "Partnership", "SUBGROUP_OF"),
                _names("themes", "themes in its terms of reference", "Theme", "COVERS", many=True),
                _names("areas", "places it concerns", "Area", "IN_AREA", many=True),
                _text("terms_url", "address of the terms of reference"),
                Column("meetings_per_year", NUMBER, "meetings in a year", example="6"),
                Column("hours_per_meeting", NUMBER, "length of a meeting in hours", example="2"),
                _text("contact", "role to write to about representation", "partnership officer"),
                _code("seats_listed", "how much of its membership you list: all, some, none", "all"),
                _SOURCE,
                _AS_OF,
            ),
        ),
        Table(
            "seats",
            "Seat",
            "one row for each place, filled or vacant; several rows with one id are its tenures",
            (
                _names("partnership", "the partnership the place is on", "Partnership", "SEAT_ON", required=True),
                _ID,
                _names("representative", "the person", "Representative", "HOLDS", incoming=True),
                _text("representative_id", "tells two people of one name apart"),
                _names("organisation", "the body the place is held for", "Organisation", "HELD_FOR"),
                _text("role", "chair, member …", "member"),
                Column("voting", YES_NO, "may vote", example="yes"),
                _code("capacity", "how the person sits there", "representative"),
                _code("capacity_required", "what the partnership asks for", "representative", "capacity"),
                _text("skills_required", "knowledge asked for"),
                _names(
                    "speaks_for",
                    "organisations, groups or themes that gave the mandate; 'none' for own voice",
                    "Organisation|EqualityGroup|Theme",
                    "SPEAKS_FOR",
                    many=True,
                ),
                _code("route", "how the holder was chosen", "election"),
                _text("evidence", "the record that shows the mandate"),
                Column("reported_back", DATE, "when the holder last reported back", example="2026-02"),
                _text("deputy", "whether a deputy is named, or the deputy's role"),
                _text("role_description", "address or text of the role description"),
                _START,
                _end("day after the last; blank means current as at the date checked", "2027-04-01"),
                _SOURCE,
                _AS_OF,
            ),
        ),
        Table(
            "funding",
            "Award",
            "one row for each grant, contract or payment",
            (
                _names("funder", "the body that pays", "Organisation", "FUNDS", required=True, incoming=True),
                _names("recipient", "the body that is paid", "Organisation", "AWARDED_TO", required=True),
                _ID,
                _names("function", "the engagement function paid for", "EngagementFunction", "PAYS_FOR", many=True),
                Column("amount", MONEY, "amount, or the lower end of a range", stored_as="amount_min", example="12000"),
                Column("amount_max", MONEY, "upper end, where the amount is a range"),
                Column("currency", CURRENCY, "three letters; blank means GBP", example="GBP"),
                _code("instrument", "grant, contract, service agreement …", "grant"),
                _names("themes", "subjects it is about", "Theme", "ABOUT", many=True),
                _names("targets", "groups it is meant for; blank means all", "EqualityGroup", "TARGETS", many=True),
                _names("areas", "places it is for", "Area", "IN_AREA", many=True),
                _text("pooled_id", "agreement through which several funders pay together"),
                _names("passed_on_from", "the award it was paid out of", "Award", "PASSED_ON_FROM"),
                _code("payment_terms", "in advance, in arrears, by instalments", "advance"),
                Column("overheads", YES_NO, "pays a share of overheads", example="yes"),
                _START,
                _end("day after the last funded day; blank means not known", "2027-04-01"),
                _SOURCE,
                _AS_OF,
            ),
        ),
        _tree("themes", "Theme", "subjects and issues", example="health"),
        _tree(
            "equality_groups",
            "EqualityGroup",
            "groups whose voice you look for",
            _text("scheme", "Equality Act, DEI, local …", "Equality Act"),
            _text("code", "code in that scheme"),
            Column("population", NUMBER, "people in the area who belong to it", example="6800"),
            _text("population_source", "where the figure comes from", "Census 2021 TS038"),
            example="disabled people",
        ),
        _tree("areas", "Area", "places", _text("gss", "ONS nine-character code", "E06000001")),
        _tree("functions", "EngagementFunction", "engagement functions that awards pay for"),
    )
}

ALL_GROUPS = "all"
NOBODY = "none"
LIST_MARKS = ("|", ";")


def stored_property(column: Column) -> str:
    """Give the name of the property that a plain column fills."""
    return column.stored_as or column.name


def ends_of(column: Column, label: str) -> tuple[tuple[str, str], ...]:
    """Give the (from, to) labels of the relationships that a column of `names` makes for a row."""
    if column.incoming:
        return tuple((other, label) for other in column.refers_to)
    return tuple((label, other) for other in column.refers_to)


def check_declarations() -> list[str]:
    """List every column whose relationship or ends the graph does not declare; empty when they agree."""
    faults = []
    for table in TABLES.values():
        for column in table.columns:
            if column.kind != NAMES:
                continue
            declared = RELATIONSHIPS.get(column.relationship)
            pairs = declared.ends if declared else ()
            faults += [
                f"{table.name}.{column.name}: {pair}" for pair in ends_of(column, table.label) if pair not in pairs
            ]
    return faults

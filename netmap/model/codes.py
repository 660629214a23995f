"""Code lists: the values that a column of kind `code` may hold, and the spellings people use for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class CodeList:
    """One list of codes with the words shown for each and the spellings accepted for it."""

    name: str
    words: Mapping[str, str]
    spellings: Mapping[str, str] = field(default_factory=dict)

    def accepted(self) -> dict[str, str]:
        """Give every accepted spelling, lower case, with the code that it stands for."""
        own = {code: code for code in self.words}
        spoken = {text.lower(): code for code, text in self.words.items()}
        plain = {code.replace("_", " "): code for code in self.words}
        return {**spoken, **plain, **own, **self.spellings}


SECTOR = CodeList(
    "sector",
    {
        "third_sector": "third sector",
        "local_authority": "local authority",
        "parish_council": "parish or town council",
        "health": "health",
        "police": "police",
        "other_public": "other public body",
        "private": "private sector",
    },
    {
        "third": "third_sector",
        "voluntary": "third_sector",
        "voluntary sector": "third_sector",
        "voluntary and community": "third_sector",
        "vcs": "third_sector",
        "vcse": "third_sector",
        "vcfse": "third_sector",
        "charity": "third_sector",
        "community": "third_sector",
        "council": "local_authority",
        "nhs": "health",
        "public": "other_public",
        "public sector": "other_public",
        "private": "private",
        "business": "private",
        "town council": "parish_council",
        "parish council": "parish_council",
    },
)

CAPACITY = CodeList(
    "capacity",
    {
        "representative": "representative",
        "expert": "expert",
        "own_voice": "own voice",
        "observer": "observer",
    },
    {"rep": "representative", "individual": "own_voice", "own": "own_voice", "in attendance": "observer"},
)

ROUTE = CodeList(
    "route",
    {
        "election": "election",
        "open_call": "open call",
        "nomination": "nomination",
        "appointed_by_constituency": "appointed by those represented",
        "appointed_by_partnership": "appointed by the partnership",
        "assumed": "assumed",
    },
    {
        "elected": "election",
        "open recruitment": "open_call",
        "nominated": "nomination",
        "invited": "appointed_by_partnership",
    },
)

INSTRUMENT = CodeList(
    "instrument",
    {
        "grant": "grant",
        "contract": "contract",
        "service_agreement": "service agreement",
        "pooled": "pooled payment",
        "in_kind": "in kind",
    },
    {"sla": "service_agreement", "service level agreement": "service_agreement", "pooled fund": "pooled"},
)

TIER = CodeList(
    "tier",
    {
        "local": "local",
        "sub_regional": "sub-regional",
        "regional": "regional",
        "national": "national",
    },
    {"county": "sub_regional", "neighbourhood": "local"},
)

PAYMENT_TERMS = CodeList(
    "payment_terms",
    {"advance": "in advance", "arrears": "in arrears", "instalments": "by instalments"},
    {"in_advance": "advance", "in_arrears": "arrears"},
)

SEATS_LISTED = CodeList(
    "seats_listed",
    {"all": "every seat is listed", "some": "some seats are listed", "none": "no list of seats"},
    {"yes": "all", "no": "none", "partly": "some"},
)

CODE_LISTS = {codes.name: codes for codes in (SECTOR, CAPACITY, ROUTE, INSTRUMENT, TIER, PAYMENT_TERMS, SEATS_LISTED)}

CURRENT_ROUTES = ("election", "open_call", "nomination", "appointed_by_constituency")
OPEN_ROUTES = ("election", "open_call")

PROTECTED_CHARACTERISTICS = (
    "age",
    "disability",
    "gender reassignment",
    "marriage and civil partnership",
    "pregnancy and maternity",
    "race",
    "religion or belief",
    "sex",
    "sexual orientation",
)
"""The nine of the Equality Act 2010, section 4: looked for where a source names no group of its own."""

SECTIONS_OF_THE_ACT = {
    "s.5": "age",
    "s.6": "disability",
    "s.7": "gender reassignment",
    "s.8": "marriage and civil partnership",
    "s.9": "race",
    "s.10": "religion or belief",
    "s.11": "sex",
    "s.12": "sexual orientation",
    "s.17": "pregnancy and maternity",
    "s.18": "pregnancy and maternity",
}
"""Sections of the Equality Act 2010 that users write as the code of a group."""

CALLED_ALSO: Mapping[str, tuple[str, ...]] = {
    "age": ("older people", "young people", "children and young people", "children"),
    "disability": ("disabled people", "people with disabilities"),
    "gender reassignment": ("trans people", "trans and non-binary people", "lgbt people", "lgbt+ people"),
    "race": (
        "ethnicity",
        "ethnic minorities",
        "minority ethnic people",
        "people from ethnic minorities",
        "bme people",
        "gypsy, roma and traveller people",
        "gypsy roma and traveller residents",
    ),
    "religion or belief": ("religion", "faith", "faith groups", "muslim residents"),
    "sex": ("women", "women and girls", "men", "men and boys"),
    "sexual orientation": ("lgbt people", "lgbt+ people", "lgb people", "lesbian, gay and bisexual people"),
}
"""Names of groups that stand for a characteristic, or for a part of one."""

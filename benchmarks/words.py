"""The words that made-up tables are drawn from: places, bodies, people, themes, groups, functions."""

from __future__ import annotations

from itertools import product

REGIONS = {
    "England": (
        "North East",
        "North West",
        "Yorkshire and the Humber",
        "East Midlands",
        "West Midlands",
        "East of England",
        "London",
        "South East",
        "South West",
    ),
    "Scotland": ("Highlands and Islands", "Lowlands"),
    "Wales": ("North Wales", "South Wales"),
    "Northern Ireland": ("Ulster East", "Ulster West"),
}
_FIRST_HALVES = "Ash Bram Cold Dun East Fal Grim Hart Ing Kel Lang Mal Nor Oak Pen Rad Stan Thorn Wal"
_SECOND_HALVES = "bourne bridge bury by den field ford gate ham hurst ley mere mouth ness stead thorpe ton well wick"
DISTRICTS = [first + second for first, second in product(_FIRST_HALVES.split(), _SECOND_HALVES.split())]

CAUSES = (
    "Advice",
    "Autism",
    "Bereavement",
    "Carers",
    "Community Transport",
    "Credit Union",
    "Deaf",
    "Disability",
    "Domestic Abuse",
    "Food Bank",
    "Heritage",
    "Homelessness",
    "Mental Health",
    "Music",
    "Older People’s",
    "Parents",
    "Recovery",
    "Refugee",
    "Sports",
    "Women’s",
    "Youth",
)
BODIES = ("Action", "Alliance", "Association", "Centre", "Charity", "Club", "Group", "Project", "Society", "Trust")
LEGAL_FORMS = ("charity", "CIO", "company", "community interest company", "unincorporated", "society")
SECTORS = {
    "third_sector": 0.86,
    "parish_council": 0.03,
    "health": 0.02,
    "other_public": 0.02,
    "local_authority": 0.005,
    "police": 0.005,
    "private": 0.06,
}
BOARDS = ("board", "forum", "steering group", "partnership", "scrutiny")
ROLES = ("chair", "vice chair", "member", "member", "member", "member", "deputy", "adviser")
CONTACTS = ("partnership officer", "democratic services", "clerk to the board", "engagement lead")
SKILLS = ("lived experience", "finance", "safeguarding", "commissioning", "law")
EVIDENCE = (
    "minutes of the election",
    "letter of nomination",
    "terms of reference",
    "ballot report",
    "email of the clerk",
)

_FIRST_NAMES = (
    "Aisha Alan Amina Andrew Beth Callum Carys Chloe Daniel Dilys Eilidh Emma Farah Fiona Gareth Grace Hamza Helen "
    "Imran Isla Jack Jasmine Joan Kofi Laura Liam Mairi Megan Mohammed Nadia Niamh Olu Owen Parveen Peter Priya Rhys "
    "Rosa Ruth Samuel Sean Sian Sofia Tariq Tom Uzma Victor Wanda Yusuf Zoe"
)
_NAME_STARTS = (
    "Ab Ain Al Bar Beck Ben Brad Cal Car Clay Craw Dal Den Ed Ells Fair Far Fen Gar Gil Good Had Hal Hay Hol Hud Jack "
    "Kend Kirk Lam Leigh Mac Mar Mil Nash New Nor Old Park Pat Rad Rams Rob Sand Shar Stan Sut Tay Wad Whit"
)
_NAME_ENDS = (
    "bert bottom brook burn by cliffe combe cote croft dale den ding dock don er field ford gate gill grave greave ham "
    "hart holm hope hurst ing ington kin land law ley lock man mere more ner ock ridge row sett shaw side son stock "
    "ton ward water well wick wood worth"
)
FIRST_NAMES = _FIRST_NAMES.split()
SURNAMES = list(dict.fromkeys(start + end for start, end in product(_NAME_STARTS.split(), _NAME_ENDS.split())))

THEMES = (
    "Arts and heritage",
    "Children and families",
    "Climate and nature",
    "Community safety",
    "Digital inclusion",
    "Education and skills",
    "Employment",
    "Food and poverty",
    "Health and wellbeing",
    "Housing",
    "Social care",
    "Transport",
)
ASPECTS = ("access", "advice", "prevention", "quality", "workforce")
SETTINGS = ("in rural places", "for young people", "for later life")

GROUPS = {
    "Age": ("Children", "Young people", "Working age people", "Older people", "People over 85"),
    "Disability": ("Deaf people", "Blind people", "Autistic people", "Wheelchair users", "People with dementia"),
    "Gender reassignment": ("Trans women", "Trans men", "Non-binary people"),
    "Marriage and civil partnership": ("Married people", "Civil partners"),
    "Pregnancy and maternity": ("Pregnant women", "New mothers", "Teenage mothers"),
    "Race": ("Black people", "South Asian people", "Chinese people", "Gypsies and Travellers", "Roma", "Refugees"),
    "Religion or belief": ("Muslims", "Jews", "Hindus", "Sikhs", "Christians", "People of no religion"),
    "Sex": ("Women", "Men", "Women who survived abuse"),
    "Sexual orientation": ("Lesbian women", "Gay men", "Bisexual people"),
}
FUNCTIONS = {
    "Engagement": ("Forum servicing", "Network servicing", "Consultation", "Co-production", "Representation support"),
    "Capacity building": ("Training", "Small grants", "Governance advice", "Fundraising advice"),
    "Volunteering": ("Volunteer recruitment", "Volunteer management"),
}

SOURCES = [
    f"{kind} {year}"
    for kind, year in product(
        ("council website", "minutes", "terms of reference", "partner audit", "annual report", "grants register"),
        range(2020, 2026),
    )
]
CHECKED = [
    "2023",
    "2024",
    "2024-06",
    "2024-11",
    "2025-01-15",
    "2025-04",
    "2025-09-30",
    "2026-01",
    "2026-03",
    "2026-05-19",
]

"""The allow-lists of each profile: what is not on them does not go out, so a new term stays in until it is allowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from netmap.maps.spec import PARTNERS, PUBLIC
from netmap.maps.views import looks
from netmap.model import words

WOULD_CHANGE, ACTIONS = "would_change", "actions"
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Profile:
    """What may go out: kinds of nodes and ties, facets, totals, the terms of notes by kind, and findings by type.

    `findings` has for each type what it may say besides its statement. Where `singly` is false, nothing shows how
    many seats there are: no single seat, no size or width by seats, no small count, and no times but those of the
    kinds in `dated`.
    """

    kinds: frozenset[str]
    ties: frozenset[str]
    facets: frozenset[str]
    notes: Mapping[str, frozenset[str]]
    findings: Mapping[str, frozenset[str]]
    counts: frozenset[str]
    singly: bool
    dated: frozenset[str] = NOTHING

    def terms(self, kind: str) -> frozenset[str]:
        """Give the terms of notes that may go out with a node or tie of a kind."""
        return self.notes.get(kind, NOTHING)


def _by_kind(*lists: tuple[Iterable[str], Iterable[str]]) -> dict[str, frozenset[str]]:
    """Gather lists of terms, each for several kinds."""
    found: dict[str, frozenset[str]] = {}
    for kinds, terms in lists:
        for kind in kinds:
            found[kind] = found.get(kind, NOTHING) | frozenset(terms)
    return found


_MONEY_TIES = (looks.FUNDS, looks.PASSES, looks.POOLS)
_OF_MONEY = (*_MONEY_TIES, looks.PAYS, looks.REACHES)
_VOICES = (looks.REPRESENTED, looks.ADVISED, looks.SILENT, looks.UNASKED)
_REMITS = (looks.HEARS, looks.OWNS, looks.VOICED)
_AWARD_TERMS = (
    words.NOTE_AWARDS,
    words.NOTE_MONEY,
    words.NOTE_FUNCTION,
    words.NOTE_PERIOD,
    words.NOTE_GROUPS,
    words.NOTE_AREAS,
    words.NOTE_EXCESS,
    words.NOTE_RELATION,
    words.NOTE_AGREEMENT,
    words.NOTE_MISSING,
    words.NOTE_PAYS,
    words.NOTE_IS_PAID,
)

_FOR_ALL = (
    ((looks.PARTNERSHIP,), (words.NOTE_KIND, words.NOTE_LARGEST)),
    (looks.BODIES, (words.NOTE_SECTOR, words.NOTE_KIND, words.NOTE_SEATS, words.NOTE_SHARE, words.NOTE_MANDATED)),
    (looks.BODIES, (words.NOTE_OWN_VOICE, words.NOTE_PAYS, words.NOTE_IS_PAID)),
    ((looks.GROUP,), (words.NOTE_VOICE, words.NOTE_LEVEL, words.NOTE_PLACES, words.NOTE_PEOPLE)),
    ((looks.THEME,), (words.NOTE_STATUS, words.NOTE_OWNERS, words.NOTE_VOICED)),
    ((looks.SITS,), (words.NOTE_SEATS,)),
    (_VOICES, (words.NOTE_LEVEL,)),
    (_REMITS, (words.NOTE_STATUS, words.NOTE_CARRIED)),
    ((looks.WORKS_WITH,), (words.NOTE_LINK,)),
    ((looks.OVERLAP, *_OF_MONEY), _AWARD_TERMS),
)

_FOR_PARTNERS = (
    # From all seats of a partnership and the bodies tied to it a reader could work out small counts.
    ((looks.PARTNERSHIP,), (words.NOTE_SEATS, words.NOTE_THIRD_SECTOR)),
    ((looks.PARTNERSHIP,), (words.NOTE_VACANT, words.NOTE_ENDED, words.NOTE_NO_BODY)),
    ((looks.UNRECORDED,), (words.NOTE_ROLE, words.NOTE_HELD_BY)),
    # What would change a voice that is there is the one seat that it hangs on.
    ((looks.ADVISED, looks.SILENT, looks.UNASKED), (words.NOTE_CHANGE,)),
    ((looks.VACANCY,), (words.NOTE_VACANT_SINCE, words.NOTE_ASKED_FOR)),
    ((looks.SITS, looks.ENDED), (words.NOTE_HELD_BY, words.NOTE_ROLE, words.NOTE_SPEAKS_FOR, words.NOTE_TERMS)),
    ((looks.MANDATE,), (words.NOTE_SEATS, words.NOTE_CHOSEN, words.NOTE_VOICE)),
    ((looks.RELAY,), (words.NOTE_THEMES, words.NOTE_SHARED_BODY)),
)

UNCOUNTED = frozenset(
    {
        words.NOTE_SECTOR,
        words.NOTE_KIND,
        words.NOTE_LEVEL,
        words.NOTE_LINK,
        words.NOTE_STATUS,
        words.NOTE_OWNERS,
        words.NOTE_VOICED,
        *_AWARD_TERMS,
    }
)
"""Terms whose texts name things or are about money: nothing in them counts seats or people."""

_KINDS = (looks.PARTNERSHIP, *looks.BODIES, looks.THEME, looks.GROUP, looks.VACANCY, looks.OVERLAP)
_TIES = (
    looks.SITS,
    looks.VACANT,
    looks.MANDATE,
    *_REMITS,
    *_VOICES,
    *_OF_MONEY,
    looks.WORKS_WITH,
    looks.WORKS_ON,
    looks.MEMBER,
    looks.BRANCH,
    looks.REPORTS,
    looks.PART,
)
_FACETS = frozenset({"sector", "theme", "group", "area", "partnership"})

_COUNTS = frozenset(
    {
        "partnerships",
        "organisations",
        "equality groups",
        "themes",
        "awards",
        "possible double payments",
        "live possible double payments",
        "pairs of a group and a partnership",
    }
)

_WHOLE, _STATED = frozenset({WOULD_CHANGE, ACTIONS}), frozenset[str]()
_ABOUT_MONEY = dict.fromkeys(("duplication", "gateway", "terms"), _WHOLE)

LISTS: Mapping[str, Profile] = {
    PARTNERS: Profile(
        kinds=frozenset(_KINDS),
        ties=frozenset({*_TIES, looks.ENDED, looks.RELAY}),
        facets=_FACETS,
        notes=_by_kind(*_FOR_ALL, *_FOR_PARTNERS),
        findings={
            **_ABOUT_MONEY,
            **dict.fromkeys(("dominance", "single-voice", "no-vote", "coverage", "no-shared-person"), _WHOLE),
            **dict.fromkeys(("term-cliff", "mismatch"), _WHOLE),
            # What to do about these may name a person: who to ask about the place, who could pass the issue on.
            **dict.fromkeys(("vacancy", "issue"), frozenset({WOULD_CHANGE})),
        },
        counts=_COUNTS | {"vacant seats", "third-sector seats"},
        singly=True,
    ),
    PUBLIC: Profile(
        kinds=frozenset(_KINDS),
        ties=frozenset(_TIES),
        facets=_FACETS,
        notes=_by_kind(*_FOR_ALL),
        findings={
            **_ABOUT_MONEY,
            **dict.fromkeys(("dominance", "single-voice", "no-vote", "coverage", "issue"), _STATED),
        },
        singly=False,
        dated=frozenset({looks.OVERLAP, *_OF_MONEY}),
        counts=_COUNTS,
    ),
}
"""What each profile lets out; within the house everything stays."""

PERSONAL = frozenset(
    {"single-person", "load", "last-voice", "coverage-silence", "vacancy", "term-cliff", "mismatch", "no-shared-person"}
)
"""The types of findings that are about single people or single seats."""
KNOWN_KINDS = frozenset({*looks.KINDS, *looks.TIES})
KNOWN_TERMS = frozenset(text for name, text in vars(words).items() if name.startswith("NOTE_"))
"""What may be named where it is left out: the name of something new could itself be the secret."""

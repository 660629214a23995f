"""Finding the record that a map is to be about, by id or by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz import process

from netmap.errors import AnalysisError
from netmap.maps.ground import Ground
from netmap.model.names import name_key
from netmap.model.words import listed

KIND_WORDS = {
    "partnership": "partnership",
    "organisation": "organisation",
    "theme": "theme",
    "group": "equality group",
}
VIEW_OF = {"partnership": "partnership", "organisation": "organisation", "theme": "issue", "group": "coverage"}
"""The view that is about a record of each kind."""
LIKE_ENOUGH = 70
"""Of 100: below, a suggestion would be a guess."""


def find_focus(ground: Ground, text: str, kinds: Sequence[str] = tuple(KIND_WORDS)) -> tuple[str, str]:
    """Find the record that a person names.

    Parameters
        text: an id, a name (case, spaces and curly quotes set aside), or a kind and an id such as `theme:dementia`.
        kinds: the kinds of record that can be meant, the likeliest first.
    Returns
        The kind and the id.
    Raises
        AnalysisError: no record has this name, or several have; the hint names what is near, or all of them.
    Cost
        One step for each record.
    """
    found = _by_id(ground, text, kinds) or _by_name(ground, text, kinds)
    if len(found) == 1:
        return found[0]
    if found:
        every = listed([f"{kind}:{record}" for kind, record in found], 8)
        raise AnalysisError(f"{len(found)} records are named {text}.", f"Name one of them by its id: {every}.")
    raise AnalysisError(f"There is no {_any_of(kinds)} named {text}.", _hint(ground, text, kinds))


def _by_id(ground: Ground, text: str, kinds: Sequence[str]) -> list[tuple[str, str]]:
    kind, _, record = text.partition(":")
    if kind in kinds and record in _names(ground, kind):
        return [(kind, record)]
    return [(kind, text) for kind in kinds if text in _names(ground, kind)]


def _by_name(ground: Ground, text: str, kinds: Sequence[str]) -> list[tuple[str, str]]:
    wanted = name_key(text)
    return [
        (kind, record)
        for kind in kinds
        for record, name in _names(ground, kind).items()
        if wanted in (name_key(name), name_key(record))
    ]


def _names(ground: Ground, kind: str) -> Mapping[str, str]:
    """Give the names by id; of partnerships those in scope."""
    return ground.partnerships if kind == "partnership" else ground.names(kind)


def _any_of(kinds: Sequence[str]) -> str:
    return " or ".join(KIND_WORDS[kind] for kind in kinds)


def _hint(ground: Ground, text: str, kinds: Sequence[str]) -> str:
    for kind in KIND_WORDS:
        if kind not in kinds and (_by_id(ground, text, [kind]) or _by_name(ground, text, [kind])):
            return f"It is the name of another kind of record ({KIND_WORDS[kind]}): take the view {VIEW_OF[kind]}."
    names = {name: name_key(name) for kind in kinds for name in _names(ground, kind).values()}
    near = process.extractOne(name_key(text), names, score_cutoff=LIKE_ENOUGH)
    return f"Did you mean {near[2]}?" if near else "Name a record by its id or its name, as the tables have it."

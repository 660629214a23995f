"""Routes from a theme through seats to partnerships, and how many must leave before they break."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching


@dataclass(frozen=True)
class Route:
    """One way from a theme to a partnership: the seat, with the person ('' where none is named) and the body."""

    seat: str
    partnership: str
    person: str
    organisation: str
    expert: bool = False


def person_cut(routes: Iterable[Route]) -> float:
    """How many people must leave before nobody carries the theme?

    Definition: the number of different people on the routes; infinite when a route names nobody, for
    then it does not depend on a person; 0 when there is no route. Unit people.
    Source
        METHODS 6.4 and 11; checked against VOICE-CUT, VOICE-UNBOUNDED, VOICE-PATHS-NE-RESILIENCE.
    Example
        >>> person_cut([Route("s1", "P", "Ann", "CVS"), Route("s2", "P", "Ann", "AgeHelp")])
        1
    """
    people = {route.person for route in routes}
    return math.inf if "" in people else len(people)


def organisation_cut(routes: Iterable[Route]) -> int:
    """How many organisations must leave before nobody carries the theme?

    Definition: the number of different organisations on the routes. Unit organisations.
    Source
        METHODS 6.4 and 11; checked against VOICE-CUT.
    """
    return len({route.organisation for route in routes})


def either_cut(routes: Iterable[Route]) -> int:
    """How many people or organisations, whichever is fewer, must leave before nobody carries the theme?

    Definition: a route breaks when its person or its organisation goes, so the answer is the smallest
    cover of the person-organisation pairs, which by König's theorem equals a maximum matching. A route
    that names nobody breaks only with its organisation.
    Cost
        Linear in routes times the square root of people and organisations.
    Source
        METHODS 6.4; checked against VOICE-CUT.
    Example
        >>> either_cut([Route("s1", "P", "Ann", "CVS"), Route("s2", "P", "Bob", "CVS")])
        1
    """
    routes = list(routes)
    forced = {route.organisation for route in routes if not route.person}
    pairs = sorted({(route.person, route.organisation) for route in routes if route.organisation not in forced})
    if not pairs:
        return len(forced)
    people = {person: place for place, person in enumerate(sorted({pair[0] for pair in pairs}))}
    bodies = {body: place for place, body in enumerate(sorted({pair[1] for pair in pairs}))}
    at = ([people[person] for person, _ in pairs], [bodies[body] for _, body in pairs])
    matrix = csr_matrix((np.ones(len(pairs)), at), shape=(len(people), len(bodies)))
    matched = maximum_bipartite_matching(matrix, perm_type="column")
    return len(forced) + int((matched >= 0).sum())

"""The nine protected characteristics, local additions and intersections: which are looked for, and which are not."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from netmap.analyses.coverage.groups import Groups
from netmap.analyses.coverage.ladder import Ladder
from netmap.analyses.coverage.shares import disproportion_of
from netmap.analyses.coverage.tallies import Tallies
from netmap.analyses.coverage.verdicts import Verdict
from netmap.measures.proportions import margins
from netmap.model.codes import CALLED_ALSO, PROTECTED_CHARACTERISTICS, SECTIONS_OF_THE_ACT
from netmap.model.names import name_key
from netmap.model.words import NOT_KNOWN, REPRESENTED

COLUMNS = (
    "characteristic",
    "protected",
    "recorded",
    "groups",
    "represented",
    "possibly_represented",
    "voices",
    "in_no_category",
    "dissimilarity",
    "gallagher",
)
INTERSECTION_COLUMNS = (
    "intersection_id",
    "intersection",
    "parts",
    "parts_represented",
    "verdict",
    "recorded",
    "people",
    "product_of_margins",
    "relative_error",
)


def tops_of(groups: Groups) -> dict[str, list[str]]:
    """Give for each protected characteristic, then for each local addition, the top groups that stand for it."""
    tops = [group for group in groups.ids if groups.tree.top(group) == group and not groups.is_intersection(group)]
    found: dict[str, list[str]] = {name: [] for name in PROTECTED_CHARACTERISTICS}
    for top in tops:
        names = [name for name in found if name in PROTECTED_CHARACTERISTICS and _stands_for(groups, top, name)]
        for name in names or [groups.names[top]]:
            found.setdefault(name, []).append(top)
    return found


def _stands_for(groups: Groups, top: str, characteristic: str) -> bool:
    code = re.sub(r"^(section|sec\.?|s\.?)\s*", "s.", name_key(groups.code_written(top)))
    names = {name_key(groups.names[top]), top}
    return (
        bool(names & {characteristic, *CALLED_ALSO.get(characteristic, ())})
        or SECTIONS_OF_THE_ACT.get(code) == characteristic
    )


def characteristic_table(ladder: Ladder, tallies: Tallies, verdicts: Mapping[str, Verdict]) -> pd.DataFrame:
    """Is each of the nine protected characteristics looked for, and how far are its groups heard?

    Definition: `groups` are those recorded under the characteristic; `represented` to
    `possibly_represented` of them are. `dissimilarity` (0 to 1) and `gallagher` (0 to 100) compare people
    on seats with the population over categories that exclude each other; None where there are none.
    """
    rows = []
    for name, tops in tops_of(ladder.groups).items():
        under = [group for top in tops for group in ladder.groups.tree.down(top)]
        answers = [verdicts[group].verdict for group in under]
        measured = [disproportion_of(ladder, tallies, top) for top in tops if tallies.divides_everybody(top)]
        distance, voices, outside = measured[0] if len(measured) == 1 else (None, None, None)
        rows.append(
            (
                name,
                name in PROTECTED_CHARACTERISTICS,
                ladder.groups.is_recorded and bool(under),
                len(under),
                answers.count(REPRESENTED),
                answers.count(REPRESENTED) + answers.count(NOT_KNOWN),
                voices,
                outside,
                distance.dissimilarity if distance else None,
                distance.gallagher if distance else None,
            )
        )
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.astype(object).where(table.notna(), None)


def not_recorded(groups: Groups) -> list[str]:
    """List the protected characteristics for which no group is recorded."""
    tops = tops_of(groups)
    return [name for name in PROTECTED_CHARACTERISTICS if not tops[name]]


def intersection_table(ladder: Ladder, tallies: Tallies, verdicts: Mapping[str, Verdict]) -> pd.DataFrame:
    """Are people who belong to two groups at once heard as such?

    Definition: one row for each nominated intersection, a group whose scheme is `intersection` and whose
    code names its two parts joined by +. Only links and mandates for the intersection itself count.
    `product_of_margins` is what the sizes of the parts alone would make of its people; it is no estimate.
    """
    rows = []
    groups = ladder.groups
    for group in (each for each in groups.ids if groups.is_intersection(each)):
        parts = groups.parts_of(group)
        people = groups.populations.get(group)
        sizes = [groups.populations.get(part) for part in parts]
        product = None
        if tallies.everybody and len(sizes) == 2 and sizes[0] is not None and sizes[1] is not None:
            product = margins(sizes[0], sizes[1], tallies.everybody, people)
        rows.append(
            (
                group,
                groups.names[group],
                " + ".join(groups.names[part] for part in parts),
                all(verdicts[part].verdict == REPRESENTED for part in parts) if parts else None,
                verdicts[group].verdict,
                verdicts[group].recorded,
                people,
                product.product if product else None,
                product.relative_error if product else None,
            )
        )
    table = pd.DataFrame(rows, columns=list(INTERSECTION_COLUMNS))
    return table.astype(object).where(table.notna(), None)

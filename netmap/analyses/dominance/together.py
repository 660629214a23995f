"""Who sits together more often than chance: worked out when it is asked for, as nothing else takes as long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from netmap.analyses.settings import DominanceSettings
from netmap.measures.backbone import NOT_WORKED_OUT, Backbone, backbone, may_lack_draws
from netmap.measures.incidence import Incidence
from netmap.words import words_of

_say = words_of("analyses/dominance")


@dataclass(frozen=True)
class Together:
    """The ties of organisations to partnerships, their names and the settings; it does not hold the network."""

    ties: Incidence
    names: Mapping[str, str]
    use: DominanceSettings

    @cached_property
    def _found(self) -> Backbone:
        return backbone(
            self.ties.matrix,
            draws=self.use.draws,
            seed=self.use.seed,
            rate=self.use.false_discovery_rate,
            exact_states=self.use.exact_states,
            most_ties=self.use.most_ties_drawn,
        )

    def table(self) -> pd.DataFrame:
        """Give the pairs that share partnerships, with the chance of it and whether the tie is kept."""
        found, bodies = self._found, self.ties.organisations
        if found.method == NOT_WORKED_OUT:
            found = replace(found, pairs=found.pairs.iloc[:0])
        ends = {"one": [bodies[row] for row in found.pairs["i"]], "other": [bodies[row] for row in found.pairs["j"]]}
        rows = found.pairs.drop(columns=["i", "j"]).assign(**ends, method=found.method)
        called = {f"{end}_name": [self.names.get(each, each) for each in ends[end]] for end in ends}
        return rows[["one", "other", "shared", "p", "adjusted", "kept", "method"]].assign(**called)

    def caveat(self) -> str:
        """Say where the draws are too few to keep a single pair; blank where they are not, or none are made."""
        use = self.use
        if not may_lack_draws(self.ties.matrix, draws=use.draws, rate=use.false_discovery_rate):
            return ""
        found = self._found
        if found.draws is None or found.draws >= found.draws_needed:
            return ""
        return _say("draws_caveat", draws=f"{found.draws:,}", needed=f"{found.draws_needed:,}")

"""Where organisations and partnerships stand in the web of shared seats: description, never a ranking of worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from netmap.analyses.dominance.together import Together
from netmap.analyses.dominance.voices import Voices
from netmap.analyses.seating import THIRD_SECTOR
from netmap.measures.brokerage import two_mode_brokerage
from netmap.measures.incidence import Incidence, incidence
from netmap.measures.projection import Projection, newman
from netmap.measures.two_mode import positions
from netmap.model.words import counted
from netmap.words import words_of

_say = words_of("analyses/dominance")

Pair = tuple[str, str]


@dataclass(frozen=True)
class Position:
    """The web of third-sector organisations and partnerships; an organisation twice on one is one tie."""

    voices: Voices

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return self.voices.seating.network.names("Organisation")

    @cached_property
    def _pairs(self) -> list[Pair]:
        held = self.voices.held
        third = held[(held["sector"] == THIRD_SECTOR).to_numpy()]
        return sorted(set(zip(third["organisation_id"], third["partnership_id"], strict=True)))

    @cached_property
    def _ties(self) -> Incidence:
        return incidence(self._pairs)

    @cached_property
    def _projection(self) -> Projection:
        return newman(self._pairs, most_pairs=self.voices.seating.settings.dominance.most_ties_listed)

    def tables(self) -> dict[str, pd.DataFrame | Callable[[], pd.DataFrame]]:
        """Where does everybody stand?

        Definition: `positions` of the organisations and the partnerships with a third-sector seat, those without
        left out; `newman` ties between organisations; the `backbone` of those that sit together more often than
        chance; `two_mode_brokerage` over the seats of all sectors.

        Returns
            Tables by name: organisations, partnerships_in_web, ties, backbone (worked out when it is asked for),
            brokers.
        Source
            METHODS 3.7 to 3.9; checked against ANY-2MODE, NEWMAN, BACKBONE-ANY.
        """
        use = self.voices.seating.settings.dominance
        bodies, boards = positions(self._pairs, most_ties=use.most_ties)
        named = self.voices.seating.network.names("Partnership")
        return {
            "organisations": bodies.assign(organisation=[self._names.get(each, each) for each in bodies["id"]]),
            "partnerships_in_web": boards.assign(partnership=[named.get(each, each) for each in boards["id"]]),
            "ties": self._named(self._projection.ties, "one", "other"),
            "backbone": self._together.table,
            "brokers": self._brokers,
        }

    def _named(self, rows: pd.DataFrame, *ends: str) -> pd.DataFrame:
        """Add the name of the organisation at each end."""
        return rows.assign(**{f"{end}_name": [self._names.get(each, each) for each in rows[end]] for end in ends})

    @cached_property
    def _together(self) -> Together:
        return Together(self._ties, self._names, self.voices.seating.settings.dominance)

    @cached_property
    def _brokers(self) -> pd.DataFrame:
        held = self.voices.held
        sectors = dict(zip(held["organisation_id"], held["sector"], strict=True))
        pairs = zip(held["organisation_id"], held["partnership_id"], strict=True)
        known = {body: sector if isinstance(sector, str) else None for body, sector in sectors.items()}
        use = self.voices.seating.settings.dominance
        found = two_mode_brokerage(pairs, known, most_steps=use.most_multiplications)
        return found.assign(organisation=[self._names.get(each, each) for each in found["id"]])

    def caveats(self) -> list[str]:
        """Say which figures the size of the network leaves out."""
        use, ties = self.voices.seating.settings.dominance, len(self._pairs)
        said = []
        if ties > use.most_ties:
            said.append(_say("closeness_caveat", ties=counted(ties, "tie"), limit=f"{use.most_ties:,}"))
        if ties > use.most_ties_drawn:
            said.append(_say("together_caveat", ties=counted(ties, "tie"), limit=f"{use.most_ties_drawn:,}"))
        said += [text for text in [self._together.caveat()] if text]
        if self._brokers["paths"].isna().any():
            bodies = counted(len(self._brokers), "organisation")
            said.append(_say("brokers_caveat", organisations=bodies, limit=f"{use.most_multiplications:,}"))
        left = self._projection.left_out
        if left:
            said.append(_say("ties_caveat", boards=counted(len(left), "partnership")))
        return said

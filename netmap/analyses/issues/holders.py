"""Who sits on which partnership for whom: what is left of a link when one person leaves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from netmap.analyses.issues.links import Links


@dataclass
class Holders:
    """The third-sector seats of each partnership, as people and as the people behind each organisation."""

    links: Links

    @cached_property
    def _by_place(self) -> tuple[list[set[str]], list[dict[str, set[str]]]]:
        """Give for each partnership its people, and the holders of the seats of each organisation, '' for nobody."""
        place_of = self.links.themes.place_of
        people: list[set[str]] = [set() for _ in place_of]
        bodies: list[dict[str, set[str]]] = [{} for _ in place_of]
        columns = ["partnership_id", "representative_id", "organisation_id"]
        for partnership, person, body in self.links.seats[columns].itertuples(index=False):
            place = place_of[partnership]
            bodies[place].setdefault(body, set()).add(person or "")
            if person:
                people[place].add(person)
        return people, bodies

    def still_joined(self, one: int, other: int, without: str) -> bool:
        """Say whether two partnerships share a person or an organisation when a person has left."""
        people, bodies = self._by_place
        if (people[one] & people[other]) - {without}:
            return True
        return any(
            bodies[one][body] - {without} and bodies[other][body] - {without}
            for body in bodies[one].keys() & bodies[other].keys()
        )

    def needed(self, one: int, other: int) -> set[str]:
        """Give the people whose leaving would part two partnerships."""
        people, bodies = self._by_place
        both = people[one] & people[other]
        if len(both) > 1:
            return set()
        sole = {
            holder
            for body in bodies[one].keys() & bodies[other].keys()
            for holders in (bodies[one][body], bodies[other][body])
            for holder in holders
            if len(holders) == 1
        }
        return {person for person in both | sole if person and not self.still_joined(one, other, person)}

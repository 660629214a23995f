"""The pictures of each section: the chart that belongs to its question, and the map of it as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from netmap.maps.spec import MapSpec
from netmap.reports.answers import Answers
from netmap.reports.charts.lorenz import lorenz_picture
from netmap.reports.charts.maps import map_picture
from netmap.reports.charts.matrix import voice_picture
from netmap.reports.charts.routes import routes_picture
from netmap.reports.charts.timeline import funding_picture
from netmap.reports.document import Block, Heading, Link, Picture
from netmap.words import words_of

PICTURED = ("dominance", "coverage", "funding", "issue")
"""The views of the map that stand in a report."""
_say = words_of("reports/pictures")


def with_pictures(blocks: Sequence[Block], pictures: Iterable[Picture | None]) -> tuple[Block, ...]:
    """Put pictures behind the first words of a section, before its first part; None stands for no picture."""
    place = next((at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.level > 2), len(blocks))
    return (*blocks[:place], *(each for each in pictures if each), *blocks[place:])


class Pictures:
    """The charts of a report and the maps at hand, each with a link to the map that moves, where there is one."""

    def __init__(self, answers: Answers, maps: Iterable[MapSpec], live_map: str) -> None:
        self._answers, self._maps = answers, {spec.view: spec for spec in maps}
        self._live_map = live_map

    def coverage(self) -> tuple[Picture | None, ...]:
        """Give the groups by partnerships, and the map of voices."""
        return voice_picture(self._answers.coverage), self._map("coverage")

    def dominance(self) -> tuple[Picture | None, ...]:
        """Give the curve of seats, and the map of who holds them."""
        return lorenz_picture(self._answers.dominance), self._map("dominance")

    def duplication(self) -> tuple[Picture | None, ...]:
        """Give the awards over time, and the map of who pays twice."""
        return self._funding(), self._map("funding")

    def issues(self) -> tuple[Picture | None, ...]:
        """Give the routes of stuck issues, and the map of how issues travel."""
        return routes_picture(self._answers.issues, self._answers.network), self._map("issue")

    def _funding(self) -> Picture | None:
        answers = self._answers
        return funding_picture(answers.duplication, answers.network, area=answers.asked.area)

    def _map(self, view: str) -> Picture | None:
        spec = self._maps.get(view)
        if spec is None:
            return None
        link = Link(_say("live_map"), self._live_map, f"view={view}") if self._live_map else None
        return map_picture(spec, link=link)

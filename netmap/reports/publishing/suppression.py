"""Which counts of a publication stay hidden, so that no small one can be read or worked back from the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from netmap.reports.keys import worth
from netmap.reports.publishing.bounds import Range, Reader
from netmap.reports.publishing.choosing import next_to_hide
from netmap.reports.publishing.system import System


@dataclass(frozen=True)
class Suppression:
    """What is shown and what is hidden; `guarded` are the counts that no reader may place, hidden or never shown."""

    system: System = field(default_factory=System)
    shown: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    guarded: frozenset[str] = frozenset()

    def proof(self) -> dict[str, Range]:
        """Between which values could a reader place each guarded count, and no closer?

        Returns
            The lowest and the highest value by key, from all that is shown.
        Cost
            Two small integer programmes for each guarded count.
        """
        reader = Reader(self.system, self.shown)
        return {key: reader.range_of(key) for key in sorted(self.guarded)}


def suppressed(system: System, displayed: Iterable[str], least: int) -> Suppression:
    """Which of these counts may be shown?

    Definition: a count below `least`, noughts too, stays hidden; so does a part that leaves less than that of a shown
    whole. Then a solver finds, for each hidden count and each other small one, the lowest and highest value that fit
    everything shown; while one has its ends less than `least` apart, the smallest shown count that bears on it is
    hidden as well. A count that can be placed with nothing shown is known by other ways, and not guarded.

    Parameters
        system: the counts, their sums and floors.
        displayed: keys of the counts that the publication would show.
        least: the smallest count that is shown; 0 hides nothing.
    Returns
        Suppression: its proof has a range for each hidden count and each small one that was never to be shown.
    Raises
        RenderError: the counts contradict one another.
    Cost
        Two small integer programmes for each class of alike counts, and again for those found unsafe, each time
        something more is hidden. Hiding more only widens ranges, so what is safe stays so.
    """
    wanted = (frozenset(displayed) & system.counts.keys()) - system.behind
    if not least:
        return Suppression(system, wanted)
    small = frozenset(
        key for key, count in system.counts.items() if count.value < least and key not in system.told | system.behind
    )
    shown = _without_complements(system, wanted - small - system.told, least)
    # Of boards first: where they have room, so have those who sit there.
    ahead = sorted(small | (wanted - shown - system.told), key=lambda key: (worth(key), key))
    guarded = frozenset(ahead)
    reader = Reader(system, shown)
    reader.meet_many(least)
    while ahead:
        if not reader.can_place(ahead[0], least):
            ahead.pop(0)
        elif not shown:
            # What can be placed although no count is shown is known without this publication.
            guarded -= {ahead.pop(0)}
        else:
            more = next_to_hide(system, shown, ahead[0], least)
            shown, guarded = shown - {more}, guarded | {more}
            ahead.append(more)
            reader = Reader(system, shown, reader)
    return Suppression(system, shown, wanted - shown, guarded)


def _without_complements(system: System, shown: frozenset[str], least: int) -> frozenset[str]:
    """Hide each part that leaves less than the least count of a shown whole; wholes stay, as they tell no part."""
    told = {
        part
        for part, whole in system.pairs()
        if whole in shown and system.counts[whole].value - system.counts[part].value < least
    }
    return shown - told

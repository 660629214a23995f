"""The open gaps: what the other questions found lacking, each as one thing that an action could close."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from netmap.analyses.actions.ground import Ground
from netmap.analyses.coverage import CoverageResult
from netmap.analyses.issues import IssuesResult
from netmap.analyses.seating import ENDED, EXPERT, OBSERVER, REPRESENTATIVE
from netmap.model.words import EXPERT_ONLY, NOT_KNOWN, NOT_REPRESENTED, counted, listed

GROUP, THEME, VACANCY, LAPSED, MANDATE, REPORT, SMALL = (
    "group",
    "theme",
    "vacancy",
    "ended",
    "mandate",
    "report_back",
    "small",
)


@dataclass(frozen=True)
class Gap:
    """One open gap; `subject` is the group, theme or seat, `place` the partnership or blank for anywhere.

    `certain` is False where records that nobody made could show that there is no gap.
    """

    id: str
    kind: str
    subject: str
    place: str
    says: str
    certain: bool = True


@dataclass(frozen=True)
class Question:
    """Something not known that may be a gap: what to find out."""

    about: str
    says: str
    ask: str


@dataclass(frozen=True)
class Universe:
    """The gaps, the questions, and the themes that no action on seats can help."""

    gaps: tuple[Gap, ...]
    questions: tuple[Question, ...]
    unowned: tuple[Question, ...]


def read_universe(ground: Ground, covered: CoverageResult, issues: IssuesResult) -> Universe:
    """Gather the gaps that the results and the seats show, in order of id."""
    gaps: list[Gap] = []
    questions: list[Question] = []
    for found in (
        *_groups(ground, covered),
        *_themes(ground, issues),
        *_unfilled(ground),
        *_mandates(ground),
        *_small(ground),
    ):
        if isinstance(found, Gap):
            gaps.append(found)
        else:
            questions.append(found)
    return Universe(
        tuple(sorted(gaps, key=lambda gap: gap.id)),
        tuple(sorted(questions, key=lambda question: (question.about, question.ask))),
        tuple(_unowned(issues)) if ground.places else (),
    )


def _groups(ground: Ground, covered: CoverageResult) -> Iterator[Gap | Question]:
    by_place = ground.seating.settings.actions.group_gaps_by_partnership
    rows = covered.cells if by_place else covered.system
    for row in rows.to_dict("records"):
        place, group = row["partnership_id"], row["group"]
        where = f" on {row['partnership']}" if place else " on any partnership"
        if row["verdict"] in (NOT_REPRESENTED, EXPERT_ONLY):
            yield Gap(
                f"group:{row['group_id']}" + (f"@{place}" if place else ""),
                GROUP,
                row["group_id"],
                place,
                f"nobody speaks for {group}{where}",
            )
        elif row["verdict"] == NOT_KNOWN:
            about = f"group:{row['group_id']}" + (f"@{place}" if place else "")
            yield Question(about, f"whether anybody speaks for {group}{where}", row["would_change"])


def _themes(ground: Ground, issues: IssuesResult) -> Iterator[Gap]:
    for row in issues.rows.to_dict("records"):
        for place in row["left_out"]:
            yield Gap(
                f"theme:{row['theme_id']}@{place}",
                THEME,
                row["theme_id"],
                place,
                f"no seat carries {row['theme']} on {ground.place(place)}, which owns it",
                bool(row["known"]),
            )


def _unowned(issues: IssuesResult) -> Iterator[Question]:
    rows = issues.rows
    for row in rows[rows["remit"].map(len) == 0].to_dict("records"):
        yield Question(
            f"theme:{row['theme_id']}",
            f"no partnership has {row['theme']} in its terms of reference",
            "ask a partnership to take it into its terms of reference",
        )


def _unfilled(ground: Ground) -> Iterator[Gap]:
    for seat in ground.unfilled:
        place, name = seat["partnership_id"], seat["seat_id"]
        if seat["state"] == ENDED:
            yield Gap(f"ended:{name}", LAPSED, name, place, f"the term of seat {name} on {ground.place(place)} is over")
        else:
            yield Gap(f"vacancy:{name}", VACANCY, name, place, f"seat {name} on {ground.place(place)} is vacant")


def _mandates(ground: Ground) -> Iterator[Gap | Question]:
    for seat in ground.held:
        place, name, capacity = seat["partnership_id"], seat["seat_id"], seat["capacity"]
        asked = seat["capacity_required"] == REPRESENTATIVE and capacity not in (None, REPRESENTATIVE, OBSERVER)
        where = f"seat {ground.called(seat).rstrip(',')}"
        if asked:
            yield Gap(f"mandate:{name}", MANDATE, name, place, f"{where} asks for a representative and has another")
        elif capacity != REPRESENTATIVE:
            continue
        elif seat["mandate_recorded"] is None:
            yield Question(f"mandate:{name}", f"for whom {where} speaks", f"record for whom {where} speaks")
        elif name not in ground.current:
            yield Gap(f"mandate:{name}", MANDATE, name, place, f"{where} has no current mandate")
        elif not any(row["reported"] for row in ground.current[name]):
            dated = all(pd.notna(row["reported_back"]) for row in ground.current[name])
            late = "the last report back is too old" if dated else "no report back is recorded"
            yield Gap(f"report_back:{name}", REPORT, name, place, f"{where}: {late}", dated)


def _small(ground: Ground) -> Iterator[Gap | Question]:
    wanted = ground.seating.settings.actions.small_seats
    for place in ground.places if wanted else ():
        bodies = [seat["organisation_id"] for seat in ground.held if seat["partnership_id"] == place]
        small = sum(body in ground.small for body in bodies)
        unknown = [body for body in bodies if body in ground.income_not_known]
        if small >= wanted:
            continue
        if small + len(unknown) >= wanted:
            asked = listed([ground.body(body) for body in sorted(set(unknown))])
            yield Question(
                f"small:{place}",
                f"whether {counted(wanted, 'seat')} on {ground.place(place)} are held by small organisations",
                f"record the income of {asked}",
            )
            continue
        for number in range(small + 1, wanted + 1):
            says = f"{ground.place(place)} has fewer than {counted(number, 'seat')} of small organisations"
            yield Gap(f"small:{place}#{number}", SMALL, place, place, says)


def gives_voice(capacity: str) -> bool:
    """Say whether a seat of this capacity can give a group a voice: an expert advises, an observer listens."""
    return capacity not in (EXPERT, OBSERVER)

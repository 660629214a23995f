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
from netmap.words import words_of

GROUP, THEME, VACANCY, LAPSED, MANDATE, REPORT, SMALL = (
    "group",
    "theme",
    "vacancy",
    "ended",
    "mandate",
    "report_back",
    "small",
)
_say = words_of("analyses/actions")


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
        place, group, name = row["partnership_id"], row["group"], row["partnership"]
        about = f"group:{row['group_id']}" + (f"@{place}" if place else "")
        if row["verdict"] in (NOT_REPRESENTED, EXPERT_ONLY):
            says = (
                _say("group_gap_on", group=group, partnership=name)
                if place
                else _say("group_gap_anywhere", group=group)
            )
            yield Gap(about, GROUP, row["group_id"], place, says)
        elif row["verdict"] == NOT_KNOWN:
            says = (
                _say("group_question_on", group=group, partnership=name)
                if place
                else _say("group_question_anywhere", group=group)
            )
            yield Question(about, says, row["would_change"])


def _themes(ground: Ground, issues: IssuesResult) -> Iterator[Gap]:
    for row in issues.rows.to_dict("records"):
        for place in row["left_out"]:
            yield Gap(
                f"theme:{row['theme_id']}@{place}",
                THEME,
                row["theme_id"],
                place,
                _say("theme_gap", theme=row["theme"], partnership=ground.place(place)),
                bool(row["known"]),
            )


def _unowned(issues: IssuesResult) -> Iterator[Question]:
    rows = issues.rows
    for row in rows[rows["remit"].map(len) == 0].to_dict("records"):
        yield Question(
            f"theme:{row['theme_id']}",
            _say("unowned_gap", theme=row["theme"]),
            _say("unowned_remedy"),
        )


def _unfilled(ground: Ground) -> Iterator[Gap]:
    for seat in ground.unfilled:
        place, name = seat["partnership_id"], seat["seat_id"]
        called = ground.place(place)
        if seat["state"] == ENDED:
            yield Gap(f"ended:{name}", LAPSED, name, place, _say("ended_gap", seat=name, partnership=called))
        else:
            yield Gap(f"vacancy:{name}", VACANCY, name, place, _say("vacant_gap", seat=name, partnership=called))


def _mandates(ground: Ground) -> Iterator[Gap | Question]:
    for seat in ground.held:
        place, name, capacity = seat["partnership_id"], seat["seat_id"], seat["capacity"]
        asked = seat["capacity_required"] == REPRESENTATIVE and capacity not in (None, REPRESENTATIVE, OBSERVER)
        called = ground.called(seat).rstrip(",")
        if asked:
            yield Gap(f"mandate:{name}", MANDATE, name, place, _say("representative_gap", seat=called))
        elif capacity != REPRESENTATIVE:
            continue
        elif seat["mandate_recorded"] is None:
            yield Question(f"mandate:{name}", _say("mandate_question", seat=called), _say("mandate_ask", seat=called))
        elif name not in ground.current:
            yield Gap(f"mandate:{name}", MANDATE, name, place, _say("mandate_gap", seat=called))
        elif not any(row["reported"] for row in ground.current[name]):
            dated = all(pd.notna(row["reported_back"]) for row in ground.current[name])
            says = _say("report_back_late_gap", seat=called) if dated else _say("report_back_missing_gap", seat=called)
            yield Gap(f"report_back:{name}", REPORT, name, place, says, dated)


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
                _say("small_question", seats=counted(wanted, "seat"), partnership=ground.place(place)),
                _say("small_ask", organisations=asked),
            )
            continue
        for number in range(small + 1, wanted + 1):
            says = _say("small_gap", partnership=ground.place(place), seats=counted(number, "seat"))
            yield Gap(f"small:{place}#{number}", SMALL, place, place, says)


def gives_voice(capacity: str) -> bool:
    """Say whether a seat of this capacity can give a group a voice: an expert advises, an observer listens."""
    return capacity not in (EXPERT, OBSERVER)

"""What a comparison says, in findings: neutral, and never about a named person."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from netmap.analyses.change.holders import ORGANISATIONS, Moved
from netmap.analyses.change.snapshot import Snapshot
from netmap.analyses.change.verdicts import LEVEL_OF
from netmap.analyses.result import LOW, MEDIUM, Evidence, Finding, capital
from netmap.analyses.settings import ChangeSettings
from netmap.measures.change import HhiChange
from netmap.model.words import LEVEL_WORDS, MOVE_WORDS, THEME_WORDS, counted, listed, percent

SHOWN = 3


def findings_of(
    before: Snapshot,
    after: Snapshot,
    moved: Mapping[str, Moved],
    hhi: HhiChange,
    details: Mapping[str, pd.DataFrame],
    settings: ChangeSettings,
) -> list[Finding]:
    """Give the findings of a comparison; none where nothing moved."""
    days = (before.day, after.day)
    return [
        *_turnover(moved[ORGANISATIONS], details["turnover"], settings, days),
        *_concentration(hhi, details["concentration"], settings, days),
        *(
            _group(row, days, len(after.places))
            for row in details["ladder"].to_dict("records")
            if row["move"] in GROUP_MOVES
        ),
        *(_theme(row, days) for row in details["themes"].to_dict("records") if row["remit_lost"] or row["changed"]),
        *_awards(details["awards"], days),
    ]


GROUP_MOVES = {"gained_voice": LOW, "lost_voice": MEDIUM, "no_longer_known": LOW, "became_known": LOW}


def _turnover(moved: Moved, rows: pd.DataFrame, settings: ChangeSettings, days: tuple[str, str]) -> list[Finding]:
    plain, least, most = moved.plain, moved.least.turnover, moved.most.turnover
    if plain.turnover is None or not plain.left + plain.joined:
        return []
    of = 2 * plain.stayed + plain.left + plain.joined
    rows = rows[(rows["holders"] == ORGANISATIONS) & (rows["left"] + rows["joined"] > 0)]
    rows = rows.assign(moved=rows["left"] + rows["joined"]).sort_values(
        ["moved", "partnership_id"], ascending=[False, True]
    )
    evidence = tuple(
        Evidence(row["partnership_id"], f"{row['partnership']}: {row['left']} left, {row['joined']} joined")
        for row in rows.head(SHOWN).to_dict("records")
    )
    return [
        Finding(
            id=f"change:turnover:{days[0]}:{days[1]}",
            type="turnover",
            severity=MEDIUM if (least or 0) >= settings.alert_turnover else LOW,
            subjects=tuple(rows["partnership_id"].head(SHOWN)),
            statement=f"Between {days[0]} and {days[1]}, {counted(plain.left, 'organisation')} left a partnership and "
            f"{plain.joined:,} joined one. {counted(plain.stayed, 'place')} stayed with the same organisation: a "
            f"turnover of {percent(plain.turnover)}.",
            measure="turnover of organisations on partnerships",
            value=plain.turnover,
            out_of=of,
            bounds=None if least is None or most is None else (least, most),
            evidence=evidence,
            would_change="start and end dates of the seats for which no date tells when they changed",
            assumptions=("One organisation on one partnership counts once, however many seats it holds there.",),
            actions=("Hand over what the organisations that left knew to those that joined.",),
            as_of=days[1],
        )
    ]


def _concentration(
    hhi: HhiChange, rows: pd.DataFrame, settings: ChangeSettings, days: tuple[str, str]
) -> list[Finding]:
    if hhi.delta is None or abs(hhi.delta) < settings.alert_hhi_change:
        return []
    top = rows.head(SHOWN).to_dict("records")
    parts = [f"{row['organisation']} {row['part_of_hhi_change']:+.3f}" for row in top]
    seats = int(rows["of_seats_after"].max())
    return [
        Finding(
            id=f"change:concentration:{days[0]}:{days[1]}",
            type="concentration_moved",
            severity=MEDIUM if hhi.delta > 0 else LOW,
            subjects=tuple(row["organisation_id"] for row in top),
            statement=f"The HHI of third-sector seats went from {hhi.before:.3f} to {hhi.after:.3f}. The largest parts "
            f"of that are {listed(parts)}.",
            measure="change of the HHI of third-sector seats",
            value=hhi.delta,
            out_of=seats,
            evidence=tuple(
                Evidence(
                    row["organisation_id"],
                    f"{row['seats_before']} of {row['of_seats_before']} seats before, {row['seats_after']} of "
                    f"{row['of_seats_after']} after",
                )
                for row in top
            ),
            would_change="the holders of the seats that changed hands",
            actions=("See who holds the seats now: netmap analyse dominance.",),
            as_of=days[1],
        )
    ]


def _group(row: Mapping[str, object], days: tuple[str, str], places: int) -> Finding:
    move = str(row["move"])
    levels = [LEVEL_OF[str(row[f"recorded_{side}"])] for side in ("before", "after")]
    return Finding(
        id=f"change:group:{row['group_id']}",
        type=f"group_{move}",
        severity=GROUP_MOVES[move],
        subjects=(str(row["group_id"]),),
        statement=f"{capital(str(row['group']))}: {MOVE_WORDS[move]}. On {days[0]} the group {LEVEL_WORDS[levels[0]]}. "
        f"On {days[1]} it {LEVEL_WORDS[levels[1]]}.",
        measure="partnerships on which the group is represented",
        value=row["partnerships_after"],  # type: ignore[arg-type]
        out_of=places,
        evidence=(Evidence(str(row["group_id"]), f"{row['recorded_before']} before, {row['recorded_after']} after"),),
        would_change="the seats and mandates that carry the group's voice",
        actions=("See what the answer rests on: netmap analyse coverage.",),
        as_of=days[1],
    )


def _theme(row: Mapping[str, object], days: tuple[str, str]) -> Finding:
    lost, gained = (list(row[f"remit_{what}"]) for what in ("lost", "gained"))  # type: ignore[call-overload]
    was, now = (THEME_WORDS.get(str(row[f"status_{side}"]), "not looked for") for side in ("before", "after"))
    moved = [f"no longer in the remit of {listed(lost)}"] * bool(lost) + [f"now in that of {listed(gained)}"] * bool(
        gained
    )
    return Finding(
        id=f"change:theme:{row['theme_id']}",
        type="theme_lost_remit" if lost else "theme_changed",
        severity=MEDIUM if lost and not gained else LOW,
        subjects=(str(row["theme_id"]),),
        statement=f"{capital(str(row['theme']))}: {was} on {days[0]}, {now} on {days[1]}"
        + (f"; {', '.join(moved)}." if moved else "."),
        measure="partnerships that lost the theme from their remit",
        value=len(lost) if row["remit_before"] else None,
        out_of=row["remit_before"],  # type: ignore[arg-type]
        evidence=(Evidence(str(row["theme_id"]), f"{row['status_before']} before, {row['status_after']} after"),),
        would_change="the terms of reference, or the seats that carry the theme",
        actions=("See where the theme goes now: netmap analyse issues.",),
        as_of=days[1],
    )


def _awards(rows: pd.DataFrame, days: tuple[str, str]) -> list[Finding]:
    ended = rows[rows["renewed"].notna()]
    gone = ended[ended["renewed"] == "no"]
    open_ = int((ended["renewed"] == "not known").sum())
    if gone.empty:
        return []
    return [
        Finding(
            id=f"change:awards:{days[0]}:{days[1]}",
            type="awards_not_renewed",
            severity=LOW,
            subjects=tuple(gone["award_id"].head(SHOWN)),
            statement=f"Of {counted(len(ended), 'award')} that ended between {days[0]} and {days[1]}, {len(gone):,} "
            "have no successor on record from the same funder to the same recipient.",
            measure="awards that ended without a recorded successor",
            value=len(gone),
            out_of=len(ended),
            bounds=(len(gone), len(gone) + open_),
            evidence=tuple(
                Evidence(row["award_id"], f"{row['award']} ended {row['ended']}")
                for row in gone.head(SHOWN).to_dict("records")
            ),
            would_change="a later award between the same two, or the function of one that is there",
            assumptions=("An award may end because its purpose is met.",),
            actions=("Ask the funders whether the work goes on.",),
            as_of=days[1],
        )
    ]

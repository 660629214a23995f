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
from netmap.words import words_of

SHOWN = 3
_say = words_of("analyses/change")


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
        Evidence(
            row["partnership_id"],
            _say("turnover_evidence", partnership=row["partnership"], left=row["left"], joined=row["joined"]),
        )
        for row in rows.head(SHOWN).to_dict("records")
    )
    return [
        Finding(
            id=f"change:turnover:{days[0]}:{days[1]}",
            type="turnover",
            severity=MEDIUM if (least or 0) >= settings.alert_turnover else LOW,
            subjects=tuple(rows["partnership_id"].head(SHOWN)),
            statement=_say(
                "turnover_statement",
                before=days[0],
                after=days[1],
                left=counted(plain.left, "organisation"),
                joined=plain.joined,
                stayed=counted(plain.stayed, "place"),
                turnover=percent(plain.turnover),
            ),
            measure=_say("turnover_measure"),
            value=plain.turnover,
            out_of=of,
            bounds=None if least is None or most is None else (least, most),
            evidence=evidence,
            would_change=_say("turnover_change"),
            assumptions=(_say("turnover_assumption"),),
            actions=(_say("turnover_action"),),
            as_of=days[1],
        )
    ]


def _concentration(
    hhi: HhiChange, rows: pd.DataFrame, settings: ChangeSettings, days: tuple[str, str]
) -> list[Finding]:
    if hhi.delta is None or abs(hhi.delta) < settings.alert_hhi_change:
        return []
    top = rows.head(SHOWN).to_dict("records")
    parts = [
        _say("concentration_part", organisation=row["organisation"], part=row["part_of_hhi_change"]) for row in top
    ]
    seats = int(rows["of_seats_after"].max())
    return [
        Finding(
            id=f"change:concentration:{days[0]}:{days[1]}",
            type="concentration_moved",
            severity=MEDIUM if hhi.delta > 0 else LOW,
            subjects=tuple(row["organisation_id"] for row in top),
            statement=_say("concentration_statement", before=hhi.before, after=hhi.after, parts=listed(parts)),
            measure=_say("concentration_measure"),
            value=hhi.delta,
            out_of=seats,
            evidence=tuple(
                Evidence(
                    row["organisation_id"],
                    _say(
                        "concentration_evidence",
                        seats_before=row["seats_before"],
                        all_before=row["of_seats_before"],
                        seats_after=row["seats_after"],
                        all_after=row["of_seats_after"],
                    ),
                )
                for row in top
            ),
            would_change=_say("concentration_change"),
            actions=(_say("concentration_action"),),
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
        statement=_say(
            "group_statement",
            group=capital(str(row["group"])),
            move=MOVE_WORDS[move],
            before=days[0],
            level_before=LEVEL_WORDS[levels[0]],
            after=days[1],
            level_after=LEVEL_WORDS[levels[1]],
        ),
        measure=_say("group_measure"),
        value=row["partnerships_after"],  # type: ignore[arg-type]
        out_of=places,
        evidence=(
            Evidence(
                str(row["group_id"]),
                _say("group_evidence", before=row["recorded_before"], after=row["recorded_after"]),
            ),
        ),
        would_change=_say("group_change"),
        actions=(_say("group_action"),),
        as_of=days[1],
    )


def _theme(row: Mapping[str, object], days: tuple[str, str]) -> Finding:
    lost, gained = (list(row[f"remit_{what}"]) for what in ("lost", "gained"))  # type: ignore[call-overload]
    return Finding(
        id=f"change:theme:{row['theme_id']}",
        type="theme_lost_remit" if lost else "theme_changed",
        severity=MEDIUM if lost and not gained else LOW,
        subjects=(str(row["theme_id"]),),
        statement=_theme_statement(row, days, listed(lost), listed(gained)),
        measure=_say("theme_measure"),
        value=len(lost) if row["remit_before"] else None,
        out_of=row["remit_before"],  # type: ignore[arg-type]
        evidence=(
            Evidence(
                str(row["theme_id"]), _say("theme_evidence", before=row["status_before"], after=row["status_after"])
            ),
        ),
        would_change=_say("theme_change"),
        actions=(_say("theme_action"),),
        as_of=days[1],
    )


def _theme_statement(row: Mapping[str, object], days: tuple[str, str], lost: str, gained: str) -> str:
    """Say how a theme stood on both days, and the partnerships that lost it from their remit and gained it."""
    not_there = _say("theme_not_there")
    was, now = (THEME_WORDS.get(str(row[f"status_{side}"]), not_there) for side in ("before", "after"))
    said = {"theme": capital(str(row["theme"])), "was": was, "before": days[0], "now": now, "after": days[1]}
    if lost and gained:
        return _say("theme_statement_moved", **said, lost=lost, gained=gained)
    if lost:
        return _say("theme_statement_lost", **said, lost=lost)
    if gained:
        return _say("theme_statement_gained", **said, gained=gained)
    return _say("theme_statement", **said)


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
            statement=_say(
                "awards_statement",
                ended=counted(len(ended), "award"),
                before=days[0],
                after=days[1],
                gone=len(gone),
            ),
            measure=_say("awards_measure"),
            value=len(gone),
            out_of=len(ended),
            bounds=(len(gone), len(gone) + open_),
            evidence=tuple(
                Evidence(row["award_id"], _say("awards_evidence", award=row["award"], day=row["ended"]))
                for row in gone.head(SHOWN).to_dict("records")
            ),
            would_change=_say("awards_change"),
            assumptions=(_say("awards_assumption"),),
            actions=(_say("awards_action"),),
            as_of=days[1],
        )
    ]

"""Where funders could pay together: who shares a function or a recipient in an area, and when awards end together."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from netmap.analyses.duplication.cells import Cells
from netmap.analyses.duplication.register import Register, dates, day_number, iso_days
from netmap.analyses.duplication.sets import product_of
from netmap.analyses.settings import DuplicationSettings
from netmap.network import Network

FUNCTION, RECIPIENT = "function", "recipient"
CANDIDATES = (
    "area",
    "shared",
    "name",
    "funders",
    "recipients",
    "awards",
    "overlap_days",
    "aligned_funders",
    "aligned_from",
    "aligned_until",
    "next_funders",
    "next_from",
    "next_until",
)


def candidates_table(
    cells: Cells, network: Network, today: int, settings: DuplicationSettings
) -> tuple[pd.DataFrame, int]:
    """Where do several funders pay for one function, or one recipient, in one area, and when could they meet?

    Definition: awards that have not ended on the day, with function, area and both dates, that are not in one
    pooled agreement already; one for a wider area or function counts where another names the narrower one.
    `overlap_days` counts days ahead on which at least two of the funders pay. `aligned_funders` is the most
    funders whose awards end within `renewal_months` of one another, and from when until when; `next_` is the
    earliest such window with two funders. Ranked by aligned funders, then funders, then overlap days.
    Returns
        The first `listed_candidates`, and how many there are.
    """
    register = cells.register
    rows = pd.concat([_of(FUNCTION, cells, today), _of(RECIPIENT, cells, today)], ignore_index=True)
    named = _names(register, network)
    reaches = {day: _months_after(int(day), settings.renewal_months) for day in rows["end"].unique().tolist()}
    found = [_candidate(key, part, today, reaches) for key, part in _groups(rows) if not part.is_one_agreement()]
    table = pd.DataFrame(found, columns=list(CANDIDATES))
    table["area"] = table["area"].map(lambda at: named["area"][at])
    table["name"] = [named[shared][at] for shared, at in zip(table["shared"], table["name"], strict=True)]
    order = ["aligned_funders", "funders", "overlap_days", "area", "shared", "name"]
    table = table.sort_values(order, ascending=[False, False, False, True, True, True]).reset_index(drop=True)
    return table.head(settings.listed_candidates), len(table)


def _names(register: Register, network: Network) -> dict[str, list[str]]:
    bodies = network.names("Organisation")
    return {
        "area": _called(register.areas.nodes, network.names("Area")),
        FUNCTION: _called(register.functions.nodes, network.names("EngagementFunction")),
        RECIPIENT: _called(register.bodies, bodies),
    }


def _called(nodes: object, names: Mapping[str, str]) -> list[str]:
    return [names.get(node, node) for node in nodes]  # type: ignore[attr-defined]


def _of(shared: str, cells: Cells, today: int) -> pd.DataFrame:
    """Give the awards ahead in each area with what they share: one row for each area and function or recipient."""
    register = cells.register
    rows = register.rows
    at = np.flatnonzero(register.whole & (rows["end"] > today).to_numpy())
    areas, functions = register.areas, register.functions
    if shared == FUNCTION:
        places, area, key = product_of((areas.down, areas.codes[at]), (functions.down, functions.codes[at]))
        named = functions.names(functions.codes[at[places]], key)
    else:
        places, area = product_of((areas.down, areas.codes[at]))
        key = rows["payee"].to_numpy()[at[places]]
        named = np.ones(len(key), dtype=bool)
    chosen = at[places]
    return pd.DataFrame(
        {
            "area": area,
            "shared": shared,
            "key": key,
            "funder": rows["payer"].to_numpy()[chosen],
            "recipient": rows["payee"].to_numpy()[chosen],
            "pooled": rows["pooled"].to_numpy()[chosen],
            "start": rows["start"].to_numpy()[chosen],
            "end": rows["end"].to_numpy()[chosen],
            "names_area": areas.names(areas.codes[chosen], area),
            "names_function": named,
        }
    )


@dataclass(frozen=True)
class _Group:
    """Awards of one area and shared thing, by end."""

    funders: list[int]
    recipients: list[int]
    pooled: list[int]
    starts: list[float]
    ends: list[float]

    def is_one_agreement(self) -> bool:
        return self.pooled[0] >= 0 and len(set(self.pooled)) == 1


def _groups(rows: pd.DataFrame) -> Iterator[tuple[tuple[int, str, int], _Group]]:
    """Give the awards of each area and shared thing that several funders pay for, by end."""
    keys = ["area", "shared", "key"]
    groups = rows.groupby(keys)
    narrow = groups["names_area"].transform("any") & groups["names_function"].transform("any")
    several = groups["funder"].transform("nunique") > 1
    rows = rows[narrow & several].sort_values([*keys, "end", "start", "funder", "recipient"])
    columns = [rows[name].tolist() for name in ("funder", "recipient", "pooled", "start", "end")]
    first = np.flatnonzero(~rows.duplicated(keys).to_numpy()).tolist()
    names = rows[keys].iloc[first].itertuples(index=False)
    for (area, shared, key), begin, stop in zip(names, first, [*first[1:], len(rows)][: len(first)], strict=True):
        yield (int(area), str(shared), int(key)), _Group(*(column[begin:stop] for column in columns))


def _candidate(key: tuple[int, str, int], part: _Group, today: int, reaches: Mapping[float, int]) -> tuple[object, ...]:
    windows = _windows(part, reaches)
    most = max(count for count, _, _ in windows)
    best = next(window for window in windows if window[0] == most)
    coming = next((window for window in windows if window[0] > 1), None)
    return (
        *key,
        len(set(part.funders)),
        len(set(part.recipients)),
        len(part.ends),
        _days_with_two(part, today),
        *(_as_row(best) if most > 1 else (0, None, None)),
        *(_as_row(coming) if coming else (0, None, None)),
    )


def _as_row(window: tuple[int, float, float]) -> tuple[int, str | None, str | None]:
    count, first, last = window
    start, end = iso_days([first, last])
    return count, start, end


def _windows(part: _Group, reaches: Mapping[float, int]) -> list[tuple[int, float, float]]:
    """Give for each end, in order, how many funders have an award that ends within the months that follow."""
    found = []
    for at, first in enumerate(part.ends):
        if at and first == part.ends[at - 1]:
            continue
        stop = bisect_right(part.ends, reaches[first])
        found.append((len(set(part.funders[at:stop])), first, part.ends[stop - 1]))
    return found


def _months_after(day: int, months: int) -> int:
    """Give the same day so many months later, or the last of that month where it has none.

    Example
        >>> str(dates([_months_after(day_number("2026-08-31"), 6)])[0])
        '2027-02-28'
    """
    date = dates([day])[0]
    whole = date.year * 12 + date.month - 1 + months
    following = datetime.date((whole + 1) // 12, (whole + 1) % 12 + 1, 1)
    last = (following - datetime.timedelta(days=1)).day
    return day_number(datetime.date(whole // 12, whole % 12 + 1, min(date.day, last)).isoformat())


def _days_with_two(part: _Group, today: int) -> int:
    """Count the days from today on which awards of at least two funders run."""
    events = sorted(
        (day, step, funder)
        for start, end, funder in zip(part.starts, part.ends, part.funders, strict=True)
        for day, step in ((max(start, today), 1), (end, -1))
        if end > start
    )
    running: Counter[int] = Counter()
    days, paying, since = 0.0, 0, 0.0
    for day, step, funder in events:
        days += (day - since) * (paying > 1)
        running[funder] += step
        paying += step * (running[funder] == max(step, 0))
        since = day
    return int(days)

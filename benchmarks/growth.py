"""How the figures of a map grow with its nodes, as a plot."""

from __future__ import annotations

from pathlib import Path

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "netmap"

from matplotlib import pyplot  # noqa: E402

LINES = (
    ("positions (s)", 1, "o", "#12436D"),
    ("page written (s)", 2, "s", "#801650"),
    ("open and at rest (s)", 3, "^", "#28A197"),
    ("page (MB)", 5, "D", "#F46A25"),
)


def draw_growth(rows: list[tuple[float, ...]], path: Path) -> None:
    """Draw seconds and megabytes over nodes, both on log scales, and frames a second below.

    Parameters
        rows: nodes, seconds for positions, seconds to write, seconds to rest, frames a second, megabytes.
        path: the SVG to write.
    """
    figure, (above, below) = pyplot.subplots(2, 1, sharex=True, figsize=(8, 7), height_ratios=(3, 1))
    sizes = [row[0] for row in rows]
    for name, place, marker, colour in LINES:
        above.loglog(sizes, [row[place] for row in rows], marker=marker, color=colour, label=name)
    above.legend()
    above.grid(True, which="major", alpha=0.4)
    above.set_title("A map from 100 to 20,000 nodes, 1.5 ties a node")
    below.semilogx(sizes, [row[4] for row in rows], marker="v", color="#3D3D3D")
    below.set_ylim(0, 65)
    below.set_ylabel("frames a second\nwhile dragging")
    below.set_xlabel("nodes")
    below.grid(True, alpha=0.4)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})

"""The one look of all pictures: colours, sizes, room."""

from __future__ import annotations

PAPER, INK, QUIET = "#ffffff", "#1b1f24", "#4a5058"
"""White, and what is written on it: both stand 4.5 to 1 from white, as text must."""
GRID, WASH = "#868e97", "#ebeff3"
BLUE, ORANGE, PLUM, GREY = "#12436d", "#f46a25", "#801650", "#5f6b76"
"""Parts of drawings: each stands 3 to 1 from white. The first three are of the Analysis Function's palette."""

WIDE = 640
"""Width in CSS pixels; over the 16 cm of a page the smallest letters are then nine points."""
MARGIN = 12
TITLE, LETTER, SMALL = 17, 13, 12
"""Sizes of letters in CSS pixels."""
LINE = 17
"""From one line of letters to the next."""

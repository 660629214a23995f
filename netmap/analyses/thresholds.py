"""Every threshold that turns a figure into a finding: judgements, not research, printed with each result."""

from __future__ import annotations

ALERT_SHARE = 0.15
"""Share of third-sector seats from which one organisation is named as dominant …"""

ALERT_TIMES_EQUAL = 3
"""… where it is also at least so many times what equal shares among the eligible pool would give."""

FEWEST_SEATS_TO_CLASSIFY = 5
"""A partnership with fewer third-sector seats is listed, never classified."""

REPORT_BACK_MONTHS = 12
"""A report back that is older does not count as feedback."""

OVERLAP_DAYS = 30
"""Awards that run together for fewer days are not called overlapping."""

LARGE_GROUP_SHARE = 0.01
"""A group of at least this share of the population makes a gap a serious one."""

"""netmap maps who speaks for whom in local partnerships."""

__version__ = "0.1.0"

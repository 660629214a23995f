"""Where each record stands: worked out once in Python, so that a map holds still and looks the same next time."""

from netmap.maps.layout.placing import place

__all__ = ["place"]

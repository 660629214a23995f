"""The views of a map, one file for each: from a network and its results to a map spec that answers one question."""

from netmap.maps.views.registry import TABS, VIEWS, build_views

__all__ = ["TABS", "VIEWS", "build_views"]

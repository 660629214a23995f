"""What a report tells to whom: everything within the house, less to partners, to the public nothing private at all."""

from netmap.reports.publishing.cutting import published_report
from netmap.reports.publishing.protected import Protected
from netmap.reports.publishing.said import protected_of

__all__ = ["Protected", "protected_of", "published_report"]

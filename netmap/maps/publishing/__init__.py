"""What a map shows to whom: everything within the house, less to partners, and to the public what is allow-listed."""

from netmap.maps.publishing.cutting import published
from netmap.maps.publishing.private import NOTHING_PRIVATE, Private, private_of

__all__ = ["NOTHING_PRIVATE", "Private", "private_of", "published"]

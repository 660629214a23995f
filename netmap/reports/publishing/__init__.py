"""What a report tells to whom: everything within the house, less to partners, to the public nothing private at all."""

"""Measures on plain vectors, tables and graphs: one idea in each file, nothing of netmap's network in any."""

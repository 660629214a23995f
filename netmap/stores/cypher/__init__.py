"""Reads a Cypher text as far as is needed to know that it only reads; knows nothing of a store."""

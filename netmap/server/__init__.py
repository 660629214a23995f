"""A real Neo4j Community of one's own on this machine, from nothing but what pip installs."""

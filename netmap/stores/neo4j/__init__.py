"""The graph on a Neo4j server: reached by URL, loaded whole or not at all, read by questions that cannot write."""

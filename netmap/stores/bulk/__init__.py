"""The graph as files for `neo4j-admin database import full`, Neo4j's own importer."""

"""The vocabulary: labels, relationships, tables, columns and code lists, each declared once."""

"""Charts and still maps of a report, each with its words and its figures as a table."""

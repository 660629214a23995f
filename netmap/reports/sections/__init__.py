"""One file for each section of the report: answers in, blocks out."""

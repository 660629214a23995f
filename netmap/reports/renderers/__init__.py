"""One file for each form that a report can be written in."""

"""One reader for each format: a file or folder in, tables with addresses and a ledger out."""

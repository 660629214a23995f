"""One reader for each format: a file or folder in, records and a ledger out."""

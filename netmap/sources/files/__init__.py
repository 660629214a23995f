"""Files as grids of text: CSV, XLSX and ODS, read and written safely."""

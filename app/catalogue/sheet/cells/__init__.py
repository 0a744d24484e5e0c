"""One cell of the catalogue's spreadsheet."""

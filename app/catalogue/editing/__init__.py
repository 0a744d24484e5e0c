"""Writing the catalogue: items as versions that townships and the county add, never change."""

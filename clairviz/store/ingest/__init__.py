"""From CSV files to a published DuckDB file: read, validate, publish."""

"""From source files to a DuckDB file in service, and the questions it answers."""

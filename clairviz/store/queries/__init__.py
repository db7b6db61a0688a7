"""Questions to the database: a Selection in, a typed DataFrame out.

Every query takes a DuckDB cursor of its own, passes values as parameters only, and
returns the documented columns whether or not anything matches.
"""

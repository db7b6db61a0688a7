"""Concepts every room uses: paths, years, languages, the selection, the schema. Imports nothing of ours."""

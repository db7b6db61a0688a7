"""Addresses for programs: what the pages show, as files; read only, described by /api/openapi.json."""

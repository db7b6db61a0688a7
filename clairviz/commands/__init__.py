"""Command line: one module a command, each with `configure` and `run`."""

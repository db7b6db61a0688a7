"""The page of all projects: the table, one project, and SQL."""

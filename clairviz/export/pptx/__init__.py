"""A report as an editable PowerPoint file."""

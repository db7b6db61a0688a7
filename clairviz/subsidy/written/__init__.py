"""Applications as people write them: in a form, a link, a file."""

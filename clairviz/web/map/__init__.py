"""Parts of the page /map."""

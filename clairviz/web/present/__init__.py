"""Parts of the page /present."""

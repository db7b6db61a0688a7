"""Parts of the page /fields."""

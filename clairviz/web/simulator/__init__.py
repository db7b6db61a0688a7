"""Parts of the page /simulator."""

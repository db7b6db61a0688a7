"""Parts of the page /about."""

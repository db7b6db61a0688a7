"""Parts of the page /timeline."""

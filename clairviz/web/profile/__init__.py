"""Parts of the page /profile: one prefecture, local government, partner region or field."""

"""Files for use outside the program."""

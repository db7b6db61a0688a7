"""The rows of a selection as files: the same rows, columns and notes in every form."""

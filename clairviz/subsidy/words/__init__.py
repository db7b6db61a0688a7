"""What a quote says, in the reader's language."""

"""Text that can be shown and written anywhere."""


def is_readable(text: str) -> bool:
    """Whether `text` is whole: no half of a surrogate pair, no stray byte, no zero character."""
    try:
        text.encode()
    except UnicodeError:
        return False
    return "\ufffd" not in text and "\x00" not in text

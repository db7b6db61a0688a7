"""Markdown bold, the only mark-up that sentences carry."""

BOLD = "**"


def bold_parts(text: str) -> list[tuple[str, bool]]:
    """The parts of a sentence and whether each is bold; marks without a partner are text."""
    parts = text.split(BOLD)
    if len(parts) % 2 == 0:
        return [(text, False)]
    return [(part, index % 2 == 1) for index, part in enumerate(parts) if part]

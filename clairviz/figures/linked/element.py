"""HTML elements with everything escaped that is not markup already."""

from markupsafe import Markup, escape

# Elements without contents.
_VOID = {"img", "br"}


def element(name: str, *contents: object, **attributes: object) -> Markup:
    """``<name attributes>contents</name>``; an attribute of None is left out, True has no value.

    ``class_`` is written class, and an underscore within a name is a hyphen: ``data_tip``.
    """
    written = [
        key.rstrip("_").replace("_", "-")
        if value is True
        else f'{key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    ]
    start = f"<{' '.join([name, *written])}>"
    if name in _VOID:
        return Markup(start)
    return Markup(f"{start}{''.join(escape(part) for part in contents)}</{name}>")


def link(href: str, *contents: object, **attributes: object) -> Markup:
    """A mark: a link that the page follows without loading anew (web/clairviz.js)."""
    return element("a", *contents, href=href, data_soft="1", **attributes)


def group(parts: "list[Markup]") -> Markup:
    """Several elements one after the other."""
    return Markup("").join(parts)

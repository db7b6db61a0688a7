"""The address of a view, and how a mark of a figure changes it. Pure: no request, no page."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode


@dataclass(frozen=True)
class Address:
    """A page and its parameters in order, as they stand in the link; keys may repeat.

    `path` is a ``url_path`` of ``web.navigation``, empty for the first page. Addresses are
    relative, so they hold below any prefix the app is served under.
    """

    path: str = ""
    parameters: tuple[tuple[str, str], ...] = ()

    def values(self, key: str) -> tuple[str, ...]:
        """The values of one parameter, none if it does not stand in the link."""
        return tuple(value for name, value in self.parameters if name == key)

    def having(self, key: str, *values: str) -> "Address":
        """The same view with one parameter replaced, or left out where no value is given."""
        kept = tuple(pair for pair in self.parameters if pair[0] != key)
        return replace(self, parameters=kept + tuple((key, value) for value in values))

    def without(self, *keys: str) -> "Address":
        """The same view with some parameters left out."""
        return replace(self, parameters=tuple(pair for pair in self.parameters if pair[0] not in keys))

    def toggled(self, **chosen: str) -> "Address":
        """What a click on a mark leads to: its codes as the only choice, or cleared if they are."""
        cleared = all(self.values(key) == (code,) for key, code in chosen.items())
        address = self
        for key, code in chosen.items():
            address = address.having(key) if cleared else address.having(key, code)
        return address

    def at(self, path: str, *kept: str) -> "Address":
        """Another page with the parameters named in `kept`."""
        return Address(path, tuple(pair for pair in self.parameters if pair[0] in kept))

    @property
    def text(self) -> str:
        """The address as the ``href`` of a link."""
        return f"{self.path or './'}{'?' + urlencode(self.parameters) if self.parameters else ''}"

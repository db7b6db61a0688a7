"""A file that a command writes: its place is checked before the work, and it is whole or not there."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


def check_place(file: Path) -> None:
    """Raises OSError if `file`, or a file in the folder `file`, cannot be written."""
    handle, name = tempfile.mkstemp(dir=file if file.is_dir() else file.parent, prefix=".clairviz.")
    os.close(handle)
    Path(name).unlink()


@contextmanager
def output(file: Path) -> Iterator[IO[bytes]]:
    """A stream whose content becomes `file` when the block ends; nothing is left where it fails."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, 0o644)
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise

"""A file that a command writes: its place is checked before the work, and it is whole or not there."""

import errno
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from clairviz.base.i18n import Translator, message

_REASONS = {
    errno.ENOENT: message("the folder does not exist"),
    errno.ENOTDIR: message("the folder does not exist"),
    errno.EISDIR: message("it is a folder"),
    errno.EACCES: message("there is no permission"),
    errno.EPERM: message("there is no permission"),
    errno.EROFS: message("the disk is read-only"),
    errno.ENOSPC: message("the disk is full"),
    errno.ENAMETOOLONG: message("the name is too long"),
}


def check_place(file: Path, *, may_be_folder: bool = False) -> None:
    """Raises OSError if `file` cannot be written; a file that stands there stays as it is.

    A folder is refused, unless `may_be_folder`: then a file in it is meant.
    """
    if file.is_dir():
        if not may_be_folder:
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
        folder = file
    else:
        folder = file.parent
        if file.exists():
            file.open("ab").close()
    handle, name = tempfile.mkstemp(dir=folder, prefix=_draft(file))
    os.close(handle)
    Path(name).unlink()


def not_written(file: Path, error: OSError, _: Translator) -> str:
    """Which file cannot be written and why, in the reader's language where we have the words."""
    return _("{file} cannot be written: {error}", file=file, error=_reason(error, _, _REASONS))


def not_read(file: Path, error: OSError, _: Translator) -> str:
    """Which file cannot be read and why, likewise."""
    reasons = {**_REASONS, errno.ENOENT: message("there is no such file")}
    return _("{file} cannot be read: {error}", file=file, error=_reason(error, _, reasons))


def _reason(error: OSError, _: Translator, reasons: Mapping[int, str]) -> str:
    known = reasons.get(error.errno or 0)
    return _(known) if known else error.strerror or str(error)


@contextmanager
def output(file: Path) -> Iterator[IO[bytes]]:
    """A stream whose content becomes `file` when the block ends; nothing is left where it fails."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=_draft(file))
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


def _draft(file: Path) -> str:
    return f".{file.name[:40]}."

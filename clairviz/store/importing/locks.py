"""A lock on an open file, over processes; it ends with the process that holds it."""

import os
from typing import BinaryIO


def try_lock(stream: BinaryIO) -> bool:
    """Whether the lock was free; it is then held until ``unlock`` or the end of the process."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def unlock(stream: BinaryIO) -> None:
    """Let others have the lock."""
    if os.name == "nt":
        import msvcrt

        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_UN)

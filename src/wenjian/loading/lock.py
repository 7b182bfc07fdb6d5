"""One run at a time in a folder: a lock file that names who has it.

Who made the file holds a lock of the operating system on it, which ends with its process: a file that nobody holds was
left by a run that was killed, and the next one takes it over. From another computer nobody can tell, so people decide.
"""

from __future__ import annotations

import errno
import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from wenjian.errors import OutputError
from wenjian.loading.store import make_folder, refused
from wenjian.model.catalogue import found
from wenjian.model.finding import Place

LOCK = ".wenjian.lock"
_FAR = 1 << 30
"""The byte that is locked on Windows: what is locked there cannot be read, and the file is shorter."""
_HELD = frozenset({errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK})
_LONGEST = 1_000
_ours: set[int] = set()
"""The lock files that this process has open: a worker that is forked lets go of them, for it may outlive its parent by
a moment.
"""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds a folder, as the lock file says."""

    process: int
    host: str

    def __str__(self) -> str:
        here = self.host == socket.gethostname()
        return f"{'本机' if here else f'计算机“{self.host}”上'}的进程{self.process}"


@contextmanager
def locked(folder: Path) -> Iterator[Owner | None]:
    """Hold the folder, which is made where there is none; given is who left it held when it was killed. The lock file
    is gone at the end, whatever happens. Raises OutputError: another run holds it (WJ986), or it cannot be written to.
    """
    make_folder(folder)
    path = folder / LOCK
    try:
        handle, left = _take(path)
    except OSError as error:
        raise refused(path, error) from error
    try:
        yield left
    finally:
        _give_back(handle, path)


def _take(path: Path) -> tuple[int, Owner | None]:
    while True:
        handle, fresh = _open(path)
        _ours.add(handle)
        try:
            left = _left_by(handle, path, fresh=fresh)
            if _is_there(handle, path):
                _write(handle, json.dumps({"process": os.getpid(), "host": socket.gethostname()}).encode())
                return handle, left
        except BaseException:
            _close(handle)
            raise
        _close(handle)  # who had it has just taken the file away


def _left_by(handle: int, path: Path, *, fresh: bool) -> Owner | None:
    """Who was killed and left the file, nobody where it is new. Raises OutputError (WJ986)."""
    held = _lock(handle)
    owner = None if fresh else _owner(handle)
    if held is False or (owner and (held is None or owner.host != socket.gethostname())):
        who = str(owner) if owner else "刚刚开始"
        raise OutputError(found("WJ986", Place(str(path.parent)), who=who, file=LOCK))
    return owner


def _close(handle: int) -> None:
    _ours.discard(handle)
    os.close(handle)


def _open(path: Path) -> tuple[int, bool]:
    """The lock file, and whether it was made now."""
    while True:
        try:
            return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666), True
        except FileExistsError:
            with suppress(FileNotFoundError):
                return os.open(path, os.O_RDWR), False


def _lock(handle: int) -> bool | None:
    """Whether the lock of the operating system was had; None where the file system knows none."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return False if error.errno in _HELD else None
    return True


def _owner(handle: int) -> Owner | None:
    """Who the file names; None where it is empty or says nothing that we wrote."""
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        data = json.loads(os.read(handle, _LONGEST))
        return Owner(int(data["process"]), str(data["host"]))
    except (ValueError, TypeError, KeyError):
        return None


def _is_there(handle: int, path: Path) -> bool:
    """Whether the file that was opened still stands under its name."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _write(handle: int, data: bytes) -> None:
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, data)


def _give_back(handle: int, path: Path) -> None:
    """Empty the file, so that it accuses nobody where it cannot be taken away, and take it away: on Windows only once
    it is closed.
    """
    with suppress(OSError):
        _write(handle, b"")
    if sys.platform != "win32":
        with suppress(OSError):
            path.unlink(missing_ok=True)
    _close(handle)
    with suppress(OSError):
        if sys.platform == "win32":
            path.unlink(missing_ok=True)


def _let_go() -> None:
    for handle in _ours:
        os.close(handle)
    _ours.clear()


if sys.platform != "win32":
    os.register_at_fork(after_in_child=_let_go)

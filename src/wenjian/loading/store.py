"""Writing to disk: whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from functools import cache
from pathlib import Path

from wenjian.errors import OutputError
from wenjian.model.catalogue import found
from wenjian.model.finding import Place

_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EBUSY: "文件正被其他程序使用",
    errno.EDQUOT: "磁盘配额已满",
}


LONGEST_NAME = 60
"""Characters of a name that comes from a text; file systems allow 255 bytes, a Chinese character takes three."""
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])\s*(?=\.|$)", re.IGNORECASE)
"""What Windows takes for a device, whatever stands behind a dot."""


def write_atomically(path: Path, data: bytes) -> None:
    """Put `data` at `path`: written beside it under a temporary name, then moved into place.

    Missing folders are made. Raises OutputError (WJ681–WJ684); nothing half-written is left.
    """
    make_folder(path.parent)
    temporary = ""
    try:
        if path.is_dir():
            raise OutputError(found("WJ682", Place(str(path))))
        handle, temporary = tempfile.mkstemp(prefix=".wenjian-", suffix=".tmp", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(_mode_of(path))
        Path(temporary).replace(path)
    except OSError as error:
        raise refused(path, error) from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


NEW, OLD = ".wenjian-new-", ".wenjian-old-"
"""What the hidden names begin with of a folder that is being written (no two runs write the same one), and of one that
gives way.
"""


SYNCED_AT_ONCE = 8


@cache
def _writers() -> ThreadPoolExecutor:
    """Those who write the files of a folder at once: disks do many in the time of one."""
    return ThreadPoolExecutor(SYNCED_AT_ONCE, "写文件")


def _write_through(path: Path, data: bytes) -> None:
    """Write a file so that it outlives a loss of power."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def put_folder(path: Path, files: Mapping[str, bytes], kept: Iterable[tuple[Path, str]] = ()) -> None:
    """Put a folder with these files at `path`, whole or not at all: written beside it under a hidden name, then moved
    into place. What stood there gives way, but for `kept`: files and folders that are copied into the new one, each
    under the name given with it. Raises OutputError (WJ681, WJ683, WJ684); then the old folder is as it was.
    """
    new, old = path.with_name(f"{NEW}{path.name}-{os.getpid()}"), path.with_name(OLD + path.name)
    make_folder(path.parent)
    if path.exists() and not path.is_dir():
        raise OutputError(found("WJ683", Place(str(path)), name=path.name))
    try:
        _remove(new)
        new.mkdir()
        written = [_writers().submit(_write_through, new / name, data) for name, data in files.items()]
        wait(written)
        for one in written:
            one.result()
        for source, name in kept:
            _copy(source, new / name)
        if path.exists():
            _remove(old)
            path.rename(old)
        new.rename(path)
    except OSError as error:
        raise refused(path, error) from error
    finally:
        _clear(new)
        restore_folder(path)


def restore_folder(path: Path) -> None:
    """Clear away what a run left beside a folder when it was stopped while it put it in place: the one that gave way is
    moved back where no new one stands. Raises OutputError.
    """
    old = path.with_name(OLD + path.name)
    try:
        if old.exists() and not path.exists():
            old.rename(path)
        _remove(old)
    except OSError as error:
        raise refused(path, error) from error


def restore_folders(parent: Path) -> None:
    """`restore_folder` for all folders in `parent`, and what `write_atomically` left there. Raises OutputError."""
    for left in sorted(parent.glob(".wenjian-*")):
        if left.name.startswith(NEW):
            _clear(left)
        if left.name.startswith(OLD):
            restore_folder(parent / left.name.removeprefix(OLD))
        if left.name.endswith(".tmp") and left.is_file():
            left.unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    """Copy a file or a folder; a link stays one, wherever it leads."""
    if source.is_dir() and not source.is_symlink():
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy2(source, target, follow_symlinks=False)


def _clear(folder: Path) -> None:
    try:
        _remove(folder)
    except OSError as error:
        raise refused(folder, error) from error


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def make_folder(path: Path) -> None:
    """Make the folder and those above it; OutputError where a file stands in the way or writing is not allowed."""
    try:
        blocking = next((part for part in (path, *path.parents) if part.exists() and not part.is_dir()), None)
        if blocking is not None:
            raise OutputError(found("WJ683", Place(str(path)), name=blocking.name))
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refused(path, error) from error


def visible(text: str) -> str:
    """`text` without the signs that nobody sees (zero width, direction), so that what looks alike is alike."""
    return _INVISIBLE.sub("", text)


def is_reserved(name: str) -> bool:
    """Whether Windows keeps a name for itself: CON, NUL, COM1, «nul.txt»."""
    return bool(_RESERVED.match(name))


def name_key(name: str) -> str:
    """The same for names that some file system takes for one: whatever the case, composed or not."""
    return unicodedata.normalize("NFC", name).casefold()


def file_name(text: str) -> str:
    """`text` as a part of a file's name: what nobody sees left out, the signs and names that Windows refuses replaced,
    and not too long.
    """
    name = _NOT_IN_NAMES.sub("_", unicodedata.normalize("NFC", visible(text))).strip(" .")
    name = name[:LONGEST_NAME].rstrip(" .")
    return (f"_{name}" if is_reserved(name) else name) or "未命名"


def file_names(texts: Iterable[str]) -> dict[str, str]:
    """Each text and its `file_name`; of several that come to the same the later ones are numbered («某镇（2）»)."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for text in dict.fromkeys(texts):
        first = name = file_name(text)
        number = 1
        while name_key(name) in taken:
            number += 1
            name = f"{first}（{number}）"
        taken.add(name_key(name))
        names[text] = name
    return names


def _mode_of(path: Path) -> int:
    """The rights a plain `open` would have given, or those of the file that is replaced."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def refused(path: Path, error: OSError) -> OutputError:
    """Why nothing could be put at `path`, in our words."""
    place = Place(str(path))
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return OutputError(found("WJ681", place))
    return OutputError(found("WJ684", place, reason=_REASONS.get(error.errno or 0, "这个位置不能写入")))

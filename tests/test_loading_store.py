"""Writing: whole or not at all, and a Chinese answer when it cannot be."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from wenjian.errors import Exit, OutputError
from wenjian.loading import store
from wenjian.loading.store import LONGEST_NAME, NEW, file_name, file_names, make_folder, put_folder, write_atomically


def refusal(path: Path) -> str:
    with pytest.raises(OutputError) as raised:
        write_atomically(path, b"x")
    assert raised.value.exit is Exit.OUTPUT
    return str(raised.value)


def test_writes_and_replaces_and_makes_folders(tmp_path: Path) -> None:
    path = tmp_path / "结果" / "一" / "通知.docx"
    write_atomically(path, b"first")
    write_atomically(path, b"second")
    assert path.read_bytes() == b"second"
    assert [entry.name for entry in path.parent.iterdir()] == ["通知.docx"]


def test_the_file_is_readable_as_any_other(tmp_path: Path) -> None:
    write_atomically(tmp_path / "甲", b"")
    (tmp_path / "乙").write_bytes(b"")
    assert (tmp_path / "甲").stat().st_mode == (tmp_path / "乙").stat().st_mode


def test_a_folder_of_that_name(tmp_path: Path) -> None:
    (tmp_path / "通知.docx").mkdir()
    path = tmp_path / "通知.docx"
    assert (
        refusal(path)
        == f"{path}: 错误 WJ682: 同名的文件夹已经存在，无法保存为文件\n提示：请换一个文件名，或移走该文件夹。"
    )


def test_a_file_where_a_folder_is_needed(tmp_path: Path) -> None:
    (tmp_path / "结果").write_text("x")
    assert refusal(tmp_path / "结果" / "一" / "通知.docx") == (
        f"{tmp_path / '结果' / '一'}: 错误 WJ683: “结果”是一个文件，不能当文件夹用\n"
        "提示：请换一个文件夹名，或移走该文件。"
    )
    with pytest.raises(OutputError):
        make_folder(tmp_path / "结果")


def test_a_folder_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(**_: Any) -> tuple[int, str]:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", forbidden)
    path = tmp_path / "通知.docx"
    assert (
        refusal(path) == f"{path}: 错误 WJ681: 文件夹不可写，无法保存\n提示：请换一个文件夹，或请管理员开放写入权限。"
    )


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A folder that nobody may write to; root, who may write everywhere, becomes somebody else meanwhile."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)
        folder.rmdir()


def test_a_read_only_folder(read_only: Path) -> None:
    said = "错误 WJ681: 文件夹不可写，无法保存\n提示：请换一个文件夹，或请管理员开放写入权限。"
    assert refusal(read_only / "通知.docx") == f"{read_only / '通知.docx'}: {said}"
    assert said in refusal(read_only / "新" / "通知.docx")
    assert list(read_only.iterdir()) == []


def test_a_full_disk_leaves_the_old_file_and_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "通知.docx"
    write_atomically(path, b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert "错误 WJ684: 无法保存：磁盘已满" in refusal(path)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["通知.docx"]


def test_too_long_a_name(tmp_path: Path) -> None:
    assert "错误 WJ684: 无法保存：文件名太长" in refusal(tmp_path / ("长" * 200))


def test_a_folder_that_cannot_be_moved_into_place_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "示东县"
    put_folder(folder, {"一.txt": "旧".encode()})
    real = Path.rename

    def broken(self: Path, target: Path) -> Path:
        if self.name.startswith(NEW):
            raise OSError(errno.EIO, "Input/output error")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", broken)
    with pytest.raises(OutputError, match="WJ684"):
        put_folder(folder, {"一.txt": "新".encode(), "二.txt": b"2"})
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("一.txt", "旧".encode())]
    assert [path.name for path in tmp_path.iterdir()] == ["示东县"]


def test_a_folder_takes_along_what_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "示东县"
    put_folder(folder, {"一.txt": "旧".encode(), "三.txt": b"3"})
    (folder / "附图").mkdir()
    (folder / "附图/图.txt").write_bytes(b"p")
    put_folder(folder, {"一.txt": "新".encode()}, [(folder / "一.txt", "一（手改1）.txt"), (folder / "附图", "附图")])
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert found == {"一.txt": "新".encode(), "一（手改1）.txt": "旧".encode(), "附图/图.txt": b"p"}


def test_of_two_runs_that_write_a_folder_none_shows_half_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one writes its files, the other writes and moves its own into place."""
    path, files = tmp_path / "鲁山县", {"1.txt": b"1", "2.txt": b"2"}
    writing = vars(store)["_write_through"]
    first, other = os.getpid(), os.getpid() + 1

    def interrupted(one: Path, data: bytes) -> None:
        writing(one, data)
        if os.getpid() == first and one.name == "1.txt":
            monkeypatch.setattr(os, "getpid", lambda: other)
            put_folder(path, files)

    monkeypatch.setattr(store, "SYNCED_AT_ONCE", 1)
    monkeypatch.setattr(store, "_write_through", interrupted)
    put_folder(path, files)
    assert {one.name: one.read_bytes() for one in path.iterdir()} == files
    assert [one.name for one in tmp_path.iterdir()] == ["鲁山县"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("石桥镇民政所", "石桥镇民政所"),
        ("石桥\u200b镇\ufeff", "石桥镇"),
        ("\u202e石桥镇", "石桥镇"),
        ("甲/乙:丙", "甲_乙_丙"),
        ("石桥镇. .", "石桥镇"),
        ("石桥镇 \u200b", "石桥镇"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("Com1 .镇", "_Com1 .镇"),
        ("LPT\u00b9", "_LPT\u00b9"),
        ("CONTACT", "CONTACT"),
        ("COM10", "COM10"),
        ("\u200b", "未命名"),
        ("镇" * (LONGEST_NAME - 1) + ".民政所", "镇" * (LONGEST_NAME - 1)),
    ],
)
def test_a_name_is_one_on_every_system(text: str, name: str) -> None:
    assert file_name(text) == name


def test_names_of_several_stay_apart() -> None:
    texts = ["甲/乙", "甲:乙", "甲_乙", "Aux", "AUX", "石桥镇", "石桥\u200b镇", "石桥镇"]

    assert file_names(texts) == {
        "甲/乙": "甲_乙",
        "甲:乙": "甲_乙（2）",
        "甲_乙": "甲_乙（3）",
        "Aux": "_Aux",
        "AUX": "_AUX（2）",
        "石桥镇": "石桥镇",
        "石桥\u200b镇": "石桥镇（2）",
    }

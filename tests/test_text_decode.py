"""Encodings of text files."""

from __future__ import annotations

import pytest

from wenjian.errors import UnreadableInput
from wenjian.text.decode import decode

TEXT = "鲁山县民政局文件\n鲁民字〔2022〕22号"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.replace("\n", "\r\n").encode(), "utf-8"),
    ],
)
def test_decode(data: bytes, encoding: str) -> None:
    assert decode(data) == (TEXT, encoding)


@pytest.mark.parametrize("data", [b"\x00\x01\x02", b"\x89PNG\r\n\x1a\n\x00", b"\xff\xff\xff\xff", b"\xff\xfea"])
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableInput) as raised:
        decode(data, "图.txt")
    assert str(raised.value) == (
        "图.txt: 错误 WJ104: 不是文字文件，读不出内容\n提示：请用WPS或记事本打开，另存为.docx或.txt。"
    )

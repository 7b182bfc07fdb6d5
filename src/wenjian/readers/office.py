"""Old and other office formats → documents: LibreOffice, where it is installed, converts them to docx or xlsx first."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from wenjian.errors import UnreadableInput
from wenjian.model.catalogue import found
from wenjian.model.document import Document
from wenjian.model.finding import Finding, Place
from wenjian.package import open_package
from wenjian.readers.kinds import SAME, kind_of
from wenjian.readers.reading import Reading

SAVE_AS_DOCX = "请在WPS中打开，另存为.docx。"
SAVE_AS_XLSX = "请在WPS中打开，另存为.xlsx。"

_SECONDS = 120
_LARGEST_RESULT = 200 << 20
_BOUNDS = "-c 0", "-d 4194304", "-f 2097152"
"""No image of its memory, 4 GB of memory (in kB), files of 1 GB (in half kB), as ulimit takes them."""
_TRIED = "; ".join(f"(ulimit {bound}) 2>/dev/null && ulimit {bound}" for bound in _BOUNDS)
_BOUNDED = ("/bin/sh", "-c", f'{_TRIED}; exec "$@"', "sh")
"""What starts LibreOffice with these bounds; one that the system does not let be set is tried in a shell of its own,
for it would end the shell.
"""
_ZIPPED = (".odt", ".ods")
_USUAL_PLACES = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>\
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>\
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">\
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">\
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">\
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>1</value></prop>\
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>\
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>\
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>\
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""
"""The settings of every conversion: no macros, no updating of links, and a proxy that leads nowhere."""


def find_libreoffice() -> str:
    """The path of LibreOffice's program, "" when there is none on the search path or in the usual places."""
    for name in ("soffice.com", "soffice", "libreoffice"):
        path = shutil.which(name)
        if path and Path(path).is_absolute():  # Windows looks first in the folder one works in, where a stranger's lie
            return path
    return next((place for place in _USUAL_PLACES if Path(place).is_file()), "")


def read_text_document(data: bytes, name: str) -> Reading:
    """A .doc, .wps, .rtf or .odt file through LibreOffice; the conversion is reported (WJ147).

    Raises UnreadableInput (WJ105): LibreOffice is not there or does not get on with the file, or the bytes show none
    of these kinds; LibreOffice would read anything as text. Raises BrokenPackage for an .odt built to harm.
    """
    from wenjian.readers.docx import read_docx

    return _converted(data, name, "docx", SAVE_AS_DOCX, read_docx)


def read_sheet_document(data: bytes, name: str) -> Reading:
    """An .xls, .et or .ods file through LibreOffice. Raises UnreadableInput as read_text_document does."""
    from wenjian.readers.xlsx import read_xlsx

    return _converted(data, name, "xlsx", SAVE_AS_XLSX, read_xlsx)


def _converted(data: bytes, name: str, wanted: str, save_as: str, reader: Callable[[bytes, str], Reading]) -> Reading:
    place = Place(name)
    suffix = Path(name).suffix.lower()
    kind = kind_of(data)
    if kind not in ("", SAME.get(suffix, suffix)):
        suffix = kind
    if kind in _ZIPPED:
        open_package(data)  # a bomb is refused before LibreOffice unpacks it
    if not kind:
        way_out = f"内容不是{suffix}文件，可能加了密码或已损坏。{save_as}"
        raise UnreadableInput(found("WJ105", place, suffix=suffix, way_out=way_out))
    program = find_libreoffice()
    if not program:
        raise UnreadableInput(found("WJ105", place, suffix=suffix, way_out=save_as))
    result = convert(program, data, kind, wanted)
    if result is None:
        way_out = f"LibreOffice没有转换成功，文件可能加了密码或已损坏。{save_as}"
        raise UnreadableInput(found("WJ105", place, suffix=suffix, way_out=way_out))
    advice = "自动编号、表格和版面可能与原件不同，请对照原件核对。"
    note = found("WJ147", place, fact=f"这是{suffix}文件", how="已由LibreOffice转换后读取", advice=advice)
    return with_note(reader(result, name), note)


def with_note(reading: Reading, note: Finding) -> Reading:
    """The reading with a finding before those of its first document."""

    def documents() -> tuple[Document, ...]:
        first, *others = reading.documents()
        return (replace(first, findings=(note, *first.findings)), *others)

    return replace(reading, documents=documents)


def convert(program: str, data: bytes, kind: str, wanted: str) -> bytes | None:
    """The file `data` of kind ".doc", ".xls" … as "docx" or "xlsx", made by LibreOffice in a profile and folder of its
    own; None when it makes nothing within 120 seconds. What LibreOffice puts down on its way goes with the folder.
    """
    with tempfile.TemporaryDirectory(prefix="wenjian-", ignore_cleanup_errors=True) as folder:
        profile = Path(folder, "profile")
        (profile / "user").mkdir(parents=True)
        Path(folder, "temporary").mkdir()
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        source, out = Path(folder, f"source{kind}"), Path(folder, "out")
        source.write_bytes(data)
        command = [program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"]
        command += [f"-env:UserInstallation={profile.as_uri()}", "--convert-to", wanted, "--outdir", str(out)]
        _run([*command, str(source)], folder)
        result = out / f"source.{wanted}"
        if not result.is_file() or result.stat().st_size > _LARGEST_RESULT:
            return None
        return result.read_bytes()


def _run(command: list[str], folder: str) -> None:
    """Runs LibreOffice in `folder` to its end, at most 120 seconds; the processes it starts end with it, also when the
    user breaks off.
    """
    temporary = dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(Path(folder, "temporary")))
    try:
        program = subprocess.Popen(  # noqa: S603 - LibreOffice as found by us, on a file of our own naming
            [*(_BOUNDED if os.name == "posix" else ()), *command],
            cwd=folder,  # where a crash leaves its traces
            env={**os.environ, **temporary},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return
    try:
        program.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        _end(program)
    except BaseException:
        _end(program)
        raise


def _end(program: subprocess.Popen[bytes]) -> None:
    """Ends a program with all that it started."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
    program.kill()
    program.wait()


TEXT_SUFFIXES = (".doc", *(suffix for suffix, kind in SAME.items() if kind == ".doc"), ".rtf", ".odt", ".ott")
SHEET_SUFFIXES = (".xls", *(suffix for suffix, kind in SAME.items() if kind == ".xls"), ".ods", ".ots")

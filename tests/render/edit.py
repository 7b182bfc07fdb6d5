"""Edits a docx in LibreOffice as a clerk would, and saves it as docx. Run by a Python that has LibreOffice's `uno`:

edit.py OLD NEW PROFILE '[["replace", "旧", "新"], ["delete", "段首"], ["insert", "段首", "新段"], …]'
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK  # type: ignore[import-not-found]


def option(name: str, value: object) -> Any:
    return PropertyValue(Name=name, Value=value)


def connected(profile: str) -> tuple[subprocess.Popen[bytes], Any]:
    pipe = f"wenjian{Path(profile).name}"
    command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{profile}"]
    program = subprocess.Popen([*command, f"--accept=pipe,name={pipe};urp;"])
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            return program, resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001 - until it listens
            time.sleep(0.5)
    program.kill()
    raise SystemExit("LibreOffice does not answer")


def cursor_at(document: Any, words: str) -> Any:
    """A cursor at the beginning of the paragraph that begins with `words`."""
    paragraphs = document.Text.createEnumeration()
    while paragraphs.hasMoreElements():
        paragraph = paragraphs.nextElement()
        if hasattr(paragraph, "String") and paragraph.String.startswith(words):
            return document.Text.createTextCursorByRange(paragraph.Start)
    raise SystemExit(f"no paragraph begins with {words}")


def edit(document: Any, kind: str, words: str, other: str = "") -> None:
    if kind == "replace":
        search = document.createReplaceDescriptor()
        search.SearchString, search.ReplaceString = words, other
        if not document.replaceAll(search):
            raise SystemExit(f"{words} not found")
        return
    cursor = cursor_at(document, words)
    if kind == "delete":
        cursor.gotoEndOfParagraph(True)
        cursor.goRight(1, True)
        cursor.String = ""
    elif kind == "insert":
        cursor.gotoEndOfParagraph(False)
        document.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
        document.Text.insertString(cursor, other, False)
    elif kind == "split":
        cursor.goRight(cursor_text(document, words).index(other) + len(other), False)
        document.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    elif kind == "join":
        cursor.gotoEndOfParagraph(False)
        cursor.goRight(1, True)
        cursor.String = ""


def cursor_text(document: Any, words: str) -> str:
    cursor = cursor_at(document, words)
    cursor.gotoEndOfParagraph(True)
    return str(cursor.String)


def main(old: str, new: str, profile: str, edits: str) -> None:
    program, context = connected(profile)
    try:
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        document = desktop.loadComponentFromURL(f"file://{old}", "_blank", 0, (option("Hidden", True),))
        for each in json.loads(edits):
            edit(document, *each)
        document.storeToURL(f"file://{new}", (option("FilterName", "MS Word 2007 XML"),))
        document.close(True)
        desktop.terminate()
        program.wait(60)
    finally:
        program.kill()


main(*sys.argv[1:])

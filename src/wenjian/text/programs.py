"""What `re` makes of a pattern, as plain values that can be written down, and the pattern that they give again.

Compiling takes a hundred times as long as reading what was compiled. `re` has no door for that, so this goes through
the parts that `re.compile` is made of; where a Python has other parts, patterns are compiled as ever. A program must
come from this module: like the bytecode of Python, one that was tampered with can do harm.
"""

from __future__ import annotations

import re
import sys
import zlib
from base64 import b64decode, b64encode
from contextlib import suppress
from importlib import import_module
from typing import Any, TypeAlias

Program: TypeAlias = list[Any]
"""Flags, number of groups, name → number of each group that has a name, the code deflated and in Base64."""

_CODE_BYTES = 4


def this_python() -> str:
    """What a program depends on beside its pattern; programs of another Python are never run. Empty where this one
    does not say.
    """
    with suppress(ImportError, AttributeError):
        engine = import_module("_sre")
        return f"{sys.version} {sys.byteorder} {engine.MAGIC} {engine.CODESIZE}"
    return ""


def program_of(pattern: str, flags: int) -> Program | None:
    """What the pattern is compiled to; None where this Python does not show it. Raises re.error as `re` does."""
    with suppress(ImportError, AttributeError, TypeError, ValueError):
        parsed = import_module("re._parser").parse(pattern, flags)
        code = import_module("re._compiler")._code(parsed, flags)  # noqa: SLF001 — there is no other way to it
        told = b"".join(int(step).to_bytes(_CODE_BYTES, "little") for step in code)
        state = parsed.state
        packed = b64encode(zlib.compress(told, 1)).decode()
        return [int(flags | state.flags), state.groups - 1, dict(state.groupdict), packed]
    return None


def pattern_of(pattern: str, program: Program) -> re.Pattern[str] | None:
    """The pattern that a program was made of; None where it is no program."""
    with suppress(ImportError, AttributeError, TypeError, ValueError, RuntimeError, OverflowError, zlib.error):
        flags, groups, names, packed = program
        told = memoryview(zlib.decompress(b64decode(packed, validate=True)))
        by_number: list[str | None] = [None] * (groups + 1)
        for name, number in names.items():
            by_number[number] = name
        code = told.cast("I").tolist() if sys.byteorder == "little" else _steps(told)
        made: re.Pattern[str] = import_module("_sre").compile(pattern, flags, code, groups, names, tuple(by_number))
        return made
    return None


def _steps(told: memoryview) -> list[int]:
    return [int.from_bytes(told[at : at + _CODE_BYTES], "little") for at in range(0, len(told), _CODE_BYTES)]

"""Tasks for the tests of `wenjian.work`; functions of a module, as processes need them."""

from __future__ import annotations

import os
import signal
from pathlib import Path


def prepared(recipe: int) -> int:
    return recipe * 100


def add(task: int, common: int) -> int:
    return common + task


def ends_at_three(task: int, common: int) -> int:
    """The process that is given 3 is killed, whenever it is given it."""
    if task == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return common + task


def ends_once(task: tuple[int, Path], common: int) -> int:
    """The first process that is given a task whose file is there is killed."""
    number, mark = task
    if mark.exists():
        mark.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    return common + number

"""Bounded time: what hostile input may take before a test calls it endless.

Only a rule that runs away takes so long. How fast reading is, and how it grows with length, is for `benchmarks/`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

MOST_SECONDS = 30.0
"""Of the processor, and of this thread alone: other work of the machine or of the process does not count."""


@contextmanager
def in_bounded_time() -> Iterator[None]:
    begun = time.thread_time()
    yield
    assert time.thread_time() - begun < MOST_SECONDS

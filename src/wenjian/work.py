"""Many tasks done by many workers: in this process, in processes of this machine, or on a Dask cluster.

Whoever does them, it is an executor of `concurrent.futures`; the answers are the same, and only few of them are under
way at any time. Workers write nothing and need no file of this machine: what is the same for all tasks goes to each of
them once, a task brings the rest, and an answer comes back as a value.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import pickle
import signal
import threading
import time
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from typing import Any, Generic, TypeVar

from wenjian import __version__
from wenjian.errors import ClusterError
from wenjian.model.catalogue import found
from wenjian.model.finding import Place

C = TypeVar("C")
T = TypeVar("T")
R = TypeVar("R")

AHEAD = 2
"""Tasks that are under way, or done and not yet taken, for each worker."""
RETRIES = 3
"""How often a cluster tries a task again whose worker was lost."""
PATIENCE = 60.0
"""Seconds that a cluster may be without any worker."""
_COLLECTED_AFTER = 50_000
"""Objects made and not yet gone after which the collector of garbage looks for rings."""
_CONNECT = 15
_LOOK_AGAIN = 5.0


@dataclass(frozen=True)
class Work(Generic[C, T, R]):
    """What workers do. `recipe` is sent to each once; what `prepare` makes of it there, `do` is given with every task.
    Both are functions of a module, and `do` catches what may go wrong with a task.
    """

    prepare: Callable[[Any], C]
    do: Callable[[T, C], R]
    recipe: Any


@dataclass(frozen=True)
class Where:
    """By whom: `jobs` processes of this machine (None: one for each processor; 1: this process), or the workers of the
    Dask scheduler at the address `cluster`. `method` is how processes are started, None as Python does it here.
    """

    jobs: int | None = None
    cluster: str = ""
    method: str | None = None


@dataclass(frozen=True)
class Lost:
    """The answer on a task whose worker ended without one whenever it was tried."""

    reason: str = "处理它的进程被中止了，可能是内存不够"


def answers(
    work: Work[C, T, R], tasks: Iterable[T], where: Where, common: C | None = None
) -> Generator[tuple[int, R | Lost], None, None]:
    """(position of the task, answer) in the order in which they are ready; who stops asking closes it, and what is
    under way is given up. `common` is what `prepare` makes, where that is at hand already. Raises ClusterError
    (WJ976–WJ978).
    """
    if where.cluster:
        yield from _on_cluster(work, tasks, where.cluster)
        return
    jobs = where.jobs or os.cpu_count() or 1
    common = work.prepare(work.recipe) if common is None else common
    _settle()
    if jobs == 1:
        yield from ((number, work.do(task, common)) for number, task in enumerate(tasks))
        return
    yield from _in_processes(work, tasks, common, jobs, where.method)


def in_order(numbered: Iterable[tuple[int, R]]) -> Iterator[R]:
    """The answers in the order of their tasks, held back until it is their turn."""
    early: dict[int, R] = {}
    turn = 0
    for number, answer in numbered:
        early[number] = answer
        while turn in early:
            yield early.pop(turn)
            turn += 1


def _flow(
    numbered: Iterator[tuple[int, T]], submit: Callable[[T], Future[R]], room: Callable[[], int]
) -> Iterator[tuple[int, T, Future[R]]]:
    """Each task with its future once that is done; no more than `room` are handed out and not yet given."""
    held: dict[Future[R], tuple[int, T]] = {}
    while True:
        most = room()
        while len(held) < most and (one := next(numbered, None)) is not None:
            held[submit(one[1])] = one
        if not held:
            return
        for future in wait(held, timeout=_LOOK_AGAIN, return_when=FIRST_COMPLETED).done:
            yield *held.pop(future), future


# processes of this machine

_prepared: dict[str, Any] = {}
"""What this process was given for all tasks; a forked process has its parent's."""
_preparing = threading.Lock()
_numbers = count()


def _in_processes(
    work: Work[C, T, R], tasks: Iterable[T], common: C, jobs: int, method: str | None
) -> Iterator[tuple[int, R | Lost]]:
    """When a process is killed, what was under way is done again, one task after the other: whoever kills it a second
    time is lost, the others are not.
    """
    key = f"{os.getpid()}-{next(_numbers)}"
    _prepared[key] = common
    numbered = iter(enumerate(tasks))

    def pool(size: int) -> ProcessPoolExecutor:
        context = multiprocessing.get_context(method)
        return ProcessPoolExecutor(size, context, initializer=_start, initargs=(key, work.prepare, work.recipe))

    try:
        while True:
            again: list[tuple[int, T]] = []
            workers = pool(jobs)
            try:
                yield from _until_broken(workers, numbered, (key, work.do), jobs, again)
            finally:
                workers.shutdown(cancel_futures=True)
            for number, task in sorted(again, key=lambda one: one[0]):
                with pool(1) as alone:
                    try:
                        yield number, alone.submit(_do, key, work.do, task).result()
                    except BrokenProcessPool:
                        yield number, Lost()
            if not again:
                return
    finally:
        del _prepared[key]


def _until_broken(
    workers: ProcessPoolExecutor,
    numbered: Iterator[tuple[int, T]],
    work: tuple[str, Callable[[T, Any], R]],
    jobs: int,
    again: list[tuple[int, T]],
) -> Iterator[tuple[int, R]]:
    """The answers until all are there or a process is killed; then `again` holds what has none."""

    def submit(task: T) -> Future[R]:
        key, do = work
        try:
            return workers.submit(_do, key, do, task)
        except BrokenProcessPool as problem:
            refused: Future[R] = Future()
            refused.set_exception(problem)
            return refused

    for number, task, future in _flow(numbered, submit, lambda: 0 if again else AHEAD * jobs):
        if isinstance(future.exception(), BrokenProcessPool):
            again.append((number, task))
        else:
            yield number, future.result()


def _start(key: str, prepare: Callable[[Any], Any], recipe: Any) -> None:
    """Make a process ready. It leaves Ctrl-C to its parent, and ends when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if key not in _prepared:
        _prepared[key] = prepare(recipe)
    _settle()


def _settle() -> None:
    """What is ready now lives as long as the process: the collector of garbage need not walk through it with each of
    many tasks, which takes a tenth of their time.
    """
    gc.freeze()
    gc.set_threshold(_COLLECTED_AFTER)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(key: str, do: Callable[[T, Any], R], task: T) -> R:
    return do(task, _prepared[key])


# a Dask cluster


def _on_cluster(work: Work[C, T, R], tasks: Iterable[T], address: str) -> Iterator[tuple[int, R | Lost]]:
    """A task that was under way on workers which another killed is blamed with it: whoever is lost is tried once more,
    alone.
    """
    place = Place(address)
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise ClusterError(found("WJ976", place)) from None
    for name in ("distributed", "distributed.client", "distributed.core", "distributed.comm"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # it speaks English, and of what we say ourselves
    try:
        warnings.filterwarnings("ignore", module="distributed")  # likewise
        connect: Any = Client  # untyped, and not there where clusters are not used
        client = connect(address, timeout=_CONNECT, set_as_default=False)
    except (OSError, ValueError, TypeError, RuntimeError):
        raise ClusterError(found("WJ977", place, reason="连接不上")) from None
    with client:
        crew = _Crew(client, place)
        crew.check_programs()
        recipe = pickle.dumps((__version__, work.prepare, work.recipe))
        key = f"wenjian-{sha256(recipe).hexdigest()}"
        common = client.submit(_same, recipe, key=key)
        executor = client.get_executor(retries=RETRIES, pure=False)

        def submit(task: T) -> Future[R]:
            future: Future[R] = executor.submit(_do_there, key, common, work.do, task)
            return future

        def problem_of(future: Future[R]) -> BaseException | None:
            if future.cancelled():
                raise ClusterError(found("WJ977", place, reason="连接断开了"))
            problem = future.exception()
            if isinstance(problem, (ImportError, AttributeError)):
                raise ClusterError(found("WJ978", place, version=__version__)) from problem
            return problem

        again: list[tuple[int, T]] = []
        for number, task, future in _flow(iter(enumerate(tasks)), submit, crew.room):
            if isinstance(problem_of(future), KilledWorker):
                again.append((number, task))
            else:
                yield number, future.result()
        for number, _, future in _flow(iter(sorted(again, key=lambda one: one[0])), submit, lambda: 1):
            if isinstance(problem_of(future), KilledWorker):
                yield number, Lost("处理它的工作机一再中断")
            else:
                yield number, future.result()


@dataclass
class _Crew:
    """The workers of a cluster, asked for again from time to time: they come and go."""

    client: Any
    place: Place
    threads: int = 0
    asked: float = field(default=-1e9)
    seen: float = field(default_factory=time.monotonic)

    def room(self) -> int:
        """How many tasks may be under way. Raises ClusterError (WJ977) when the cluster is gone, or has been without
        any worker for long.
        """
        now = time.monotonic()
        if now - self.asked >= _LOOK_AGAIN:
            self.threads, self.asked = self._threads(), now
        if self.threads:
            self.seen = now
        elif now - self.seen > PATIENCE:
            raise ClusterError(found("WJ977", self.place, reason="没有一台工作机"))
        return AHEAD * max(self.threads, 1)

    def _threads(self) -> int:
        if self.client.status not in {"running", "connecting"}:
            raise ClusterError(found("WJ977", self.place, reason="连接断开了"))
        try:
            return sum(self.client.nthreads().values())
        except (OSError, ValueError, RuntimeError):
            raise ClusterError(found("WJ977", self.place, reason="连接断开了")) from None

    def check_programs(self) -> None:
        """Raises ClusterError (WJ978) where a worker has not this version of the program."""
        try:
            versions = set(self.client.run(program_version).values())
        except Exception as problem:  # whatever a worker answers that cannot even import us
            raise ClusterError(found("WJ978", self.place, version=__version__)) from problem
        if not versions <= {__version__}:
            raise ClusterError(found("WJ978", self.place, version=__version__))


def program_version() -> str:
    """The version of the program, as a worker of a cluster has it."""
    return __version__


def _same(recipe: bytes) -> bytes:
    return recipe


def _do_there(key: str, recipe: bytes, do: Callable[[T, Any], R], task: T) -> R:
    """`do` on a worker of a cluster, which prepares what is the same for all tasks when it sees the first one."""
    with _preparing:
        if key not in _prepared:
            version, prepare, common = pickle.loads(recipe)  # noqa: S301 — from the client that sends this very call
            if version != __version__:
                raise ClusterError(found("WJ978", version=version))
            _prepared.clear()  # a worker outlives the run that it served
            _prepared[key] = prepare(common)
        prepared = _prepared[key]
    return do(task, prepared)

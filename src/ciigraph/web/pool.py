"""SPARQL on the embedded store in processes that are started when they are needed and killed when a query runs away."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from asyncio.subprocess import PIPE
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from ciigraph.errors import StoreError
from ciigraph.graph.store import current_generation
from ciigraph.web.engine import REFUSALS, Answer, EvaluationError, TooBusyError, TooSlowError
from ciigraph.web.worker import FRAME

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import AsyncIterator

    from ciigraph.web.engine import Question
    from ciigraph.web.settings import Settings

#: Processes that wait for queries even when there are none.
_READY = 2
#: Seconds after which a query steps back behind shorter ones, and how far (nice levels).
_PATIENCE, _STEP_BACK = 1.0, 10
#: How much longer than its evaluation the transfer of a result may take, in all.
_TRANSFER = 4


class _Worker:
    """A process of ``worker``."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.worn = False  # in the midst of a result: of no use for the next query
        self.stepped_back = False

    @classmethod
    async def start(cls, settings: Settings) -> _Worker:
        limits = (str(settings.memory_limit), str(_TRANSFER * settings.time_limit + 5))
        command = (sys.executable, "-P", "-m", "ciigraph.web.worker", *limits)
        return cls(await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, limit=2**20))

    async def ask(self, question: dict[str, object]) -> None:
        """Send a question.

        Raises:
            EvaluationError: the process is gone.
        """
        assert self.process.stdin is not None
        self.worn = True
        try:
            self.process.stdin.write(json.dumps(question).encode() + b"\n")
            await self.process.stdin.drain()
        except ConnectionError as error:
            raise EvaluationError("the query process ended unexpectedly; try again") from error

    async def frame(self) -> tuple[bytes, bytes]:
        """The next frame: its letter and what it holds.

        Raises:
            UnansweredError: the process refused, or ended for lack of memory.
        """
        assert self.process.stdout is not None
        try:
            letter, length = FRAME.unpack(await self.process.stdout.readexactly(FRAME.size))
            payload = await self.process.stdout.readexactly(length)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise EvaluationError("the query needed more memory than this server gives it; narrow it") from error
        if letter == b"X":
            self.worn = False
            told = json.loads(payload)
            raise REFUSALS[told["kind"]](told["message"])
        if letter == b"E":
            self.worn = False
        return letter, payload

    def step_back(self) -> None:
        """Let other processes go first from now on."""
        self.stepped_back = True  # for good: only root can raise a priority again
        if hasattr(os, "setpriority"):
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.process.pid, _STEP_BACK)

    async def kill(self) -> None:
        """End the process."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()


class Pool:
    """See ``engine.Engine``. Each query has a process to itself while it runs."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._idle: list[_Worker] = []
        self._turns = asyncio.Semaphore(settings.workers)
        self._started: set[_Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False

    async def start(self) -> None:
        """Start the processes that the first queries will need."""
        current_generation(self._settings.store)
        self._idle += [await self._new() for _ in range(min(_READY, self._settings.workers))]

    async def stop(self) -> None:
        """End all processes."""
        self._stopping = True
        for task in [*self._tasks]:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for worker in [*self._started]:
            await self._end(worker)
        self._idle.clear()

    @asynccontextmanager
    async def answer(self, question: Question) -> AsyncIterator[Answer]:
        """See ``engine.Engine.answer``."""
        generation = current_generation(self._settings.store)
        if generation is None:
            raise StoreError(f"{self._settings.store}: there is no store any more")
        try:
            async with asyncio.timeout(self._settings.queue_limit):
                await self._turns.acquire()
        except TimeoutError:
            raise TooBusyError("too many queries at once; try again in a moment") from None
        try:
            worker = self._idle.pop() if self._idle else await self._new()
            try:
                async with asyncio.timeout(_TRANSFER * self._settings.time_limit):
                    yield await self._begin(worker, question, str(generation))
            except TimeoutError:
                raise TooSlowError("the result was fetched too slowly") from None
            finally:
                self._take_back(worker)
        finally:
            self._turns.release()

    async def _begin(self, worker: _Worker, question: Question, generation: str) -> Answer:
        await worker.ask(
            {
                "generation": generation,
                "query": question.query,
                "solutions": question.solutions,
                "graph": question.graph,
                "default": question.default_graphs,
                "named": question.named_graphs,
                "limit": self._settings.result_limit,
            }
        )
        clock = _Clock(worker, self._settings.time_limit)
        _, media_type = await clock.frame()
        return Answer(media_type.decode(), self._parts(clock))

    @staticmethod
    async def _parts(clock: _Clock) -> AsyncIterator[bytes]:
        while True:
            letter, payload = await clock.frame()
            if letter == b"E":
                return
            yield payload

    def _take_back(self, worker: _Worker) -> None:
        if worker.worn or worker.stepped_back or worker.process.returncode is not None:
            with contextlib.suppress(ProcessLookupError):
                worker.process.kill()
            refilling = asyncio.create_task(self._replace(worker))
            self._tasks.add(refilling)
            refilling.add_done_callback(self._tasks.discard)
        else:
            self._idle.append(worker)

    async def _replace(self, worker: _Worker) -> None:
        """End a process and start another, so that the next query need not wait for that."""
        await self._end(worker)
        with contextlib.suppress(EvaluationError):
            while len(self._idle) < min(_READY, self._settings.workers) and not self._stopping:
                self._idle.append(await self._new())

    async def _new(self) -> _Worker:
        worker = await _Worker.start(self._settings)
        self._started.add(worker)
        try:
            await worker.frame()  # it is ready; its start is no part of a query's time
        except BaseException:
            await self._end(worker)
            raise
        return worker

    async def _end(self, worker: _Worker) -> None:
        self._started.discard(worker)
        await asyncio.shield(worker.kill())


class _Clock:
    """Reads frames of a worker and counts the time that this takes, not the time that the client takes."""

    def __init__(self, worker: _Worker, limit: float) -> None:
        self._worker, self._limit, self._left = worker, limit, limit

    async def frame(self) -> tuple[bytes, bytes]:
        """The next frame.

        Raises:
            TooSlowError: the time is over.
            UnansweredError: as ``_Worker.frame``.
        """
        loop = asyncio.get_running_loop()
        start = loop.time()
        patience = None
        if not self._worker.stepped_back:
            patience = loop.call_later(max(0.0, _PATIENCE - (self._limit - self._left)), self._worker.step_back)
        try:
            async with asyncio.timeout(self._left):
                return await self._worker.frame()
        except TimeoutError:
            raise TooSlowError(f"the query took longer than {self._limit:g} s, the limit of this server") from None
        finally:
            self._left = max(0.0, self._left - (loop.time() - start))
            if patience is not None:
                patience.cancel()

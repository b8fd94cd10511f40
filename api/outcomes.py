"""Shows what commands have come to: one look at the register answers all that wait."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from starlette.concurrency import run_in_threadpool

from api.rights import NOTHING
from domain.log.register import Register
from domain.log.submission import Outcome
from projections.findings.attached import Attaching
from projections.kinds import Row
from projections.london import london_day
from projections.reads import Reads
from projections.view import View

Json = dict[str, Any]
Place = tuple[UUID, int]


class Waiting(NamedTuple):
    """A command's outcome on its way to be shown as a thing of a noun."""

    noun: str
    outcome: Outcome
    future: asyncio.Future[Json]


class Outcomes:
    """Reads what was written, each as it stood at its own position.

    The writer answers a batch at once, so that many wait here together. What nobody
    has changed since is read for all of them in one transaction; a thing that has
    moved on, or one whose links were renamed, is read alone as it was.
    """

    def __init__(
        self, register: Register, reads: Reads, attach: Attaching, *, far: bool
    ) -> None:
        self._register = register
        self._reads = reads
        self._attach = attach
        # A query of PostgreSQL is a journey: the event loop does not wait for it.
        self._far = far
        self._waiting: list[Waiting] = []
        self._task: asyncio.Task[None] | None = None

    async def shown(self, noun: str, outcome: Outcome) -> Json:
        """The thing that a command is about, as it then stood."""
        loop = asyncio.get_running_loop()
        self._waiting.append(Waiting(noun, outcome, loop.create_future()))
        future = self._waiting[-1].future
        if self._task is None:
            # It starts when all that were told together have come here.
            self._task = loop.create_task(self._serve())
        return await future

    def at_its_position(self, noun: str, outcome: Outcome) -> Json:
        """One thing as it stood at the position of its outcome."""
        stream = str(outcome.stream)
        with self._reads.at(NOTHING, outcome.position) as view:
            rows = view.rows(noun, [stream])
            if rows:
                return self._whole(view, noun, rows)
        # It was said of days that are over: this is how it was on the first of them.
        last = self._register.reading.history(outcome.stream)[-1]
        day = last.envelope.effective_on
        with self._reads.at(NOTHING, outcome.position, day) as view:
            return self._whole(view, noun, view.rows(noun, [stream]))

    def _whole(self, view: View, noun: str, rows: Sequence[Row]) -> Json:
        """One thing with the findings on it."""
        things = view.rendered(noun, rows)
        self._attach(view, noun, rows, things)
        return things[0]

    async def _serve(self) -> None:
        try:
            while self._waiting:
                waiting, self._waiting = self._waiting, []
                if self._far:
                    told = await run_in_threadpool(self._look, waiting)
                else:
                    told = self._look(waiting)
                for one, answer in zip(waiting, told, strict=True):
                    _tell(one.future, answer)
        finally:
            self._task = None

    def _look(self, waiting: Sequence[Waiting]) -> list[Json | Exception]:
        try:
            standing = self._standing(waiting)
        except Exception as error:  # noqa: BLE001 - each caller is told
            return [error] * len(waiting)
        return [
            standing.get(_place(one.outcome)) or self._alone(one) for one in waiting
        ]

    def _alone(self, one: Waiting) -> Json | Exception:
        try:
            return self.at_its_position(one.noun, one.outcome)
        except Exception as error:  # noqa: BLE001 - its caller is told
            return error

    def _standing(self, waiting: Sequence[Waiting]) -> dict[Place, Json]:
        """Those things that still stand as they did at their positions."""
        first = min(one.outcome.position for one in waiting)
        last = max(one.outcome.position for one in waiting)
        nouns = defaultdict[str, dict[str, Outcome]](dict)
        for noun, outcome, _ in waiting:
            nouns[noun][str(outcome.stream)] = outcome
        found: dict[Place, Json] = {}
        with self._reads.since(last, NOTHING) as view:
            recorded_at = self._register.reading.recorded_at
            if first < last and london_day(recorded_at(first)) != view.pin.recorded_on:
                return {}
            for noun, outcomes in nouns.items():
                rows, things, newest = view.standing(noun, sorted(outcomes))
                for row, thing in zip(rows, things, strict=True):
                    outcome = outcomes[thing["id"]]
                    same = thing["version"] == outcome.version
                    if same and newest <= outcome.position:
                        self._attach(view, noun, (row,), (thing,))
                        found[_place(outcome)] = thing
        return found


def _place(outcome: Outcome) -> Place:
    """What an outcome is of: a command that changed nothing shares its position."""
    return outcome.stream, outcome.position


def _tell(future: asyncio.Future[Json], answer: Json | Exception) -> None:
    if future.done():  # its caller has gone away
        return
    if isinstance(answer, Exception):
        future.set_exception(answer)
    else:
        future.set_result(answer)

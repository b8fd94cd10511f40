"""Two ways to run the acts of an import: for good, or as a rehearsal."""

import time
from collections.abc import Iterable, Mapping
from typing import Protocol
from uuid import UUID

from domain.event import Claim
from domain.log.batch import Batch
from domain.log.desk import Act, WritingDesk
from domain.log.register import Register
from domain.log.states import States
from domain.log.submission import Asker, Outcome, Receipt, Submission

CREATED = 201
LONGEST_PAUSE = 0.1
# How many claims one statement asks for: databases limit their parameters.
ASKED = 400


class Run(Protocol):
    """Runs one act after another. Raises what an act refuses."""

    def __call__(self, act: Act, hints: Iterable[UUID] = ()) -> Outcome:
        """Decides on fresh states; `hints` are streams that the act will read."""
        ...


class Recording:
    """Each act is one command to the writer, beside whatever else it serves.

    Where others write as well, it waits after each act for as long as the act took:
    they then have the log half of the time, however the machine deals out its lock.
    A receipt is kept with the first act: by it the same request is known again.
    """

    def __init__(
        self, register: Register, asker: Asker, receipt: Receipt | None = None
    ) -> None:
        self._register = register
        self._asker = asker
        self._receipt = receipt
        self._head: int | None = None

    def __call__(self, act: Act, hints: Iterable[UUID] = ()) -> Outcome:
        """Has the act decided and recorded."""
        wrote = 0

        def counted(desk: WritingDesk) -> UUID:
            nonlocal wrote
            stream = act(desk)
            wrote = len(desk.recorded)
            return stream

        receipt, self._receipt = self._receipt, None
        began = time.perf_counter()
        outcome = self._register.submit(
            Submission(
                counted, self._asker, CREATED, receipt=receipt, hints=tuple(hints)
            )
        )
        if self._head is not None and outcome.position > self._head + wrote:
            time.sleep(min(time.perf_counter() - began, LONGEST_PAUSE))
        self._head = outcome.position
        return outcome


class Rehearsal:
    """The same acts on the same desk, as if each had been recorded; none is.

    It sees the register as it stood when the rehearsal began, takes no lock, and
    lets later acts see what earlier ones decided.
    """

    def __init__(self, register: Register, asker: Asker) -> None:
        self._register = register
        self._asker = asker
        head = register.reading.head()
        states = States(register.reading, size=50_000)
        self._fresh = set[UUID]()
        self._held = dict[Claim, UUID | None]()
        self._batch = Batch(
            head,
            lambda stream: None if stream in self._fresh else states.get(stream, head),
            self._holder,
            register.reading.stream_at,
        )

    def knows(
        self,
        fresh: Iterable[UUID],
        kind: str,
        claimed: Iterable[str],
        held: Mapping[str, UUID],
    ) -> None:
        """Spares it looking: what is fresh is not there, and who holds which claims."""
        self._fresh.update(fresh)
        self._held.update({Claim(kind, value): held.get(value) for value in claimed})

    def _holder(self, claim: Claim) -> UUID | None:
        if claim in self._held:
            return self._held[claim]
        found = holders(self._register, claim.kind, [claim.value])
        return found.get(claim.value)

    def __call__(self, act: Act, hints: Iterable[UUID] = ()) -> Outcome:  # noqa: ARG002
        """Decides, and keeps it in memory only."""
        submission = Submission(act, self._asker, CREATED)
        now = self._register.sources.clock()
        desk = WritingDesk(self._batch, submission, now, self._register.policy_id)
        stream = act(desk)
        desk.accept()
        return Outcome(stream, desk.version(stream), self._batch.head, CREATED)


def holders(register: Register, kind: str, values: Iterable[str]) -> Mapping[str, UUID]:
    """Who holds claims of a kind, as the log stands: an act may find it otherwise."""
    wanted = list(values)
    found: dict[str, UUID] = {}
    for start in range(0, len(wanted), ASKED):
        asked = wanted[start : start + ASKED]
        marks = ", ".join("?" * len(asked))
        sql = f"SELECT value, stream FROM claims WHERE kind = ? AND value IN ({marks})"  # noqa: S608
        for value, stream in register.store.query(sql, [kind, *asked]):
            found[value] = UUID(stream)
    return found

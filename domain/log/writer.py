"""The writer: one thread a process that locks first, then decides, then commits."""

import queue
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from time import perf_counter
from typing import Any, NamedTuple
from uuid import UUID

from domain.errors import Refusal
from domain.event import Recorded
from domain.facts.erasure import ErasureCarriedOut
from domain.log.batch import Batch, Batched
from domain.log.committing import Accepted, commit, holder_in, rows_of, tail
from domain.log.delivery import deliver
from domain.log.desk import WritingDesk
from domain.log.faults import fault
from domain.log.keys import KeyStore
from domain.log.mapper import FactMapper
from domain.log.reading import Reading
from domain.log.receipts import ReceiptBook, Receipts
from domain.log.shelf import Shelf
from domain.log.states import States
from domain.log.store import Store, Writing
from domain.log.submission import Outcome, Submission

MOST = 256


class Parts(NamedTuple):
    """What a writer works with."""

    store: Store
    reading: Reading
    mapper: FactMapper
    keys: KeyStore
    policy: UUID
    clock: Callable[[], datetime]
    after_commit: Sequence[Callable[[int], None]]
    watchers: Sequence[Callable[[Batched], None]] = ()


class Writer:
    """Takes what waits, holds the lock of the log, decides on fresh states, commits.

    Every stream that a decision reads is fresh, on any number of processes, because
    the log's tail is applied after the lock is taken. A refused command is dropped
    and its neighbours are untouched.
    """

    def __init__(self, parts: "Parts") -> None:
        self._store = parts.store
        self._reading = parts.reading
        self._mapper = parts.mapper
        self._keys = parts.keys
        self._policy = parts.policy
        self._clock = parts.clock
        self._after_commit = parts.after_commit
        self._book = ReceiptBook()
        self._watchers = parts.watchers
        self._states = States(parts.reading, size=50_000)
        self._head = parts.reading.head()
        self._last = self._last_moment()
        self._waiting: queue.SimpleQueue[Submission | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def put(self, submission: Submission) -> None:
        """Hands a command over; its future is done once it is on disk or refused."""
        self._waiting.put(submission)

    def close(self) -> None:
        """Finishes what waits, then stops."""
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        while True:
            batch, more = self._take()
            if batch:
                self._serve(batch)
            if not more:
                return

    def _take(self) -> tuple[list[Submission], bool]:
        """What waits, at most MOST, and whether the writer goes on afterwards."""
        first = self._waiting.get()
        if first is None:
            return [], False
        batch = [first]
        while len(batch) < MOST:
            try:
                following = self._waiting.get_nowait()
            except queue.Empty:
                break
            if following is None:
                return batch, False
            batch.append(following)
        return batch, True

    def _serve(self, submissions: list[Submission]) -> None:
        for submission in submissions:  # cold streams load before the lock is taken
            for stream in submission.hints:
                self._states.get(stream, self._head)
        answers: list[tuple[Submission, Outcome | BaseException]]
        try:
            answers = self._write(submissions)
        except BaseException as error:  # noqa: BLE001 - every waiting caller is told
            self._forget()
            answers = [(submission, error) for submission in submissions]
        else:
            self._announce()
        deliver(answers)

    def _write(
        self, submissions: list[Submission]
    ) -> list[tuple[Submission, Outcome | BaseException]]:
        begun = perf_counter()
        with self._store.writing() as writing:
            locked = perf_counter()
            self._follow(writing)
            now = max(self._clock(), self._last)
            batch = Batch(
                self._head,
                self._load,
                holder_in(writing),
                self._locate,
                Shelf(writing, now),
            )
            receipts = Receipts(writing, submissions)
            answers: list[tuple[Submission, Outcome | BaseException]] = []
            accepted: list[Accepted] = []
            for submission in submissions:
                answer = self._decide(batch, submission, now, receipts, accepted)
                answers.append((submission, answer))
            commit(writing, accepted)
            self._book.keep(writing, receipts, now)
        self._head, self._last = batch.head, now if accepted else self._last
        self._reading.remember([row for one in accepted for row in one.rows])
        for stream, known in batch.states.items():
            self._states.put(stream, known)
        waited, held = locked - begun, perf_counter() - locked
        self._tell(Batched(len(submissions), self._waiting.qsize(), waited, held))
        return answers

    def _decide(
        self,
        batch: Batch,
        submission: Submission,
        now: datetime,
        receipts: Receipts,
        accepted: list[Accepted],
    ) -> Outcome | BaseException:
        """One command's outcome; a refusal or a fault of its own stays its own."""
        try:
            earlier = receipts.recall(submission)
            if earlier is not None:
                return earlier
            desk = WritingDesk(batch, submission, now, self._policy)
            stream = submission.act(desk)
            rows = rows_of(desk, self._mapper, self._keys)
        except Refusal as refusal:
            return refusal
        except Exception as error:  # noqa: BLE001
            # Its caller is told and the others go on. The message stays out of the
            # log: it may quote what a person wrote.
            fault("command failed", error, request=str(submission.asker.request))
            return error
        if desk.recorded or desk.on_shelf:
            desk.accept()
        outcome = Outcome(
            stream=stream,
            version=desk.version(stream),
            position=batch.head,
            status=submission.status if desk.recorded else 200,
            secret=desk.secret,
        )
        accepted.append(Accepted(desk, outcome, rows))
        receipts.add(submission, outcome)
        return outcome

    def _follow(self, writing: Writing) -> None:
        """Applies what other processes wrote since the head that is known here."""
        for recorded in tail(writing, self._head, self._mapper):
            self._states.follow(recorded)
            self._head = recorded.position
            self._last = max(self._last, recorded.envelope.recorded_at)
            self._heed(recorded)

    def _heed(self, recorded: Recorded[Any]) -> None:
        """Lets go of a key that another process destroyed."""
        if isinstance(recorded.fact, ErasureCarriedOut) and recorded.fact.subject:
            self._keys.drop(recorded.fact.subject)

    def _load(self, stream: UUID) -> Any:
        return self._states.get(stream, self._head)

    def _locate(self, position: int) -> tuple[UUID, str] | None:
        return self._reading.stream_at(position)

    def _last_moment(self) -> datetime:
        if not self._head:
            return datetime.min.replace(tzinfo=UTC)
        return self._reading.recorded_at(self._head)

    def _forget(self) -> None:
        """After a failed commit nobody knows what stands: start from the log again."""
        self._states.clear()
        self._head = 0
        try:
            self._head = self._reading.head()
            self._last = self._last_moment()
        except Exception as error:  # noqa: BLE001 - said, and tried again
            fault("the log cannot be read", error)

    def _tell(self, batched: Batched) -> None:
        """Tells whoever watches; what is on disk stands whatever they make of it."""
        for told in self._watchers:
            try:
                told(batched)
            except Exception as error:  # noqa: BLE001 - said, and left at that
                fault("a watcher failed", error)

    def _announce(self) -> None:
        """Tells the read side and the sealer; both would find out by themselves."""
        for told in self._after_commit:
            try:
                told(self._head)
            except Exception as error:  # noqa: BLE001 - it will ask again
                fault("a follower failed; it catches up when it is asked", error)

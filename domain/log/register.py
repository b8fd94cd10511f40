"""The register: one log with its writer, its reading side, its sealer and its keys."""

import asyncio
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID, uuid4, uuid5

from eventsourcing.application import Application
from eventsourcing.persistence import ApplicationRecorder, JSONTranscoder, Mapper
from typing_extensions import override

from domain.aggregate import Aggregate
from domain.contract.commands import AdoptContract, RegisterContract
from domain.contract.contract import Contract
from domain.event import Fact
from domain.facts.register import RegisterOpened
from domain.key import LONDON
from domain.log.admitting import admit
from domain.log.batch import Batched
from domain.log.blobs import Incoming, let_go, stage, sweep
from domain.log.desk import Act, WritingDesk
from domain.log.erasing import finish_erasures, remember_erasures
from domain.log.fields import Sealer as FieldSealer
from domain.log.followers import Follower
from domain.log.home import Home, empty_store, migrate, open_store
from domain.log.keys import KeyStore
from domain.log.mapper import FactMapper
from domain.log.opening import open_log, record_opening
from domain.log.reading import Reading
from domain.log.sealing import LINGER, Sealer
from domain.log.signer import EVERY, Signer
from domain.log.signer import Parts as SignerParts
from domain.log.signing_key import KeyFolder
from domain.log.submission import Outcome, Submission
from domain.log.writer import Parts, Writer
from domain.occasion import Command, Dated, Occasion
from domain.place import Place

__all__ = [
    "Decision",
    "Home",
    "Register",
    "Sources",
    "begin",
    "decide",
    "init_register",
    "migrate",
]

Decision = Callable[[Any, Any, Occasion], Sequence[Fact | Dated]]


@dataclass(frozen=True, slots=True)
class Sources:
    """Where time, ids and salts come from: injected, so that a run can be repeated."""

    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    new_id: Callable[[], UUID] = uuid4
    salt: Callable[[int], bytes] = os.urandom


class Register(Application[UUID]):
    """One authority's register, opened before by `init_register`."""

    name = "register"

    def __init__(self, home: Home, sources: Sources | None = None) -> None:
        self.home = home
        self.sources = sources or Sources()
        self.keys = KeyStore(home.key_store)
        self.store = open_store(home)
        self.log_id = open_log(self.store)
        super().__init__({"PERSISTENCE_MODULE": "eventsourcing.popo"})
        self.reading = Reading(self.store, self._facts, self.log_id)
        self.ledger = Sealer(self.store, self.log_id)
        finish_erasures(self.reading, self.keys)
        remember_erasures(self.reading, self.keys)
        sweep(self.store)
        self.policy_id = uuid5(self.log_id, "policy")
        self._after_commit: list[Callable[[int], None]] = []
        self._watchers: list[Callable[[Batched], None]] = []
        self._follower = Follower("sealer", self.ledger.step, linger=LINGER)
        self._after_commit.append(lambda _: self._follower.wake())
        parts = SignerParts(self.store, self.reading, self.ledger, self.log_id)
        self.signer = Signer(parts, KeyFolder(home.signer_of(self.log_id)))
        self._signing: Follower | None = None
        self.writer = Writer(
            Parts(
                self.store,
                self.reading,
                self._facts,
                self.keys,
                self.policy_id,
                self.sources.clock,
                self._after_commit,
                self._watchers,
            )
        )

    @override
    def construct_recorder(self) -> ApplicationRecorder:
        return cast("ApplicationRecorder", self.store)

    @override
    def construct_mapper(self) -> Mapper[UUID]:
        sealer = FieldSealer(self.log_id, self.keys)
        self._facts = FactMapper(self.construct_transcoder(), sealer, self.sources.salt)
        return self._facts

    def after_commit(self, told: Callable[[int], None]) -> None:
        """Calls `told` with the head after each commit, before callers are answered."""
        self._after_commit.insert(0, told)

    def watch(self, told: Callable[[Batched], None]) -> None:
        """Calls `told` with what each batch was like, once it is on disk."""
        self._watchers.append(told)

    def sign_unasked(self) -> None:
        """Has checkpoints signed within a minute of each entry, if the key is here."""
        if self._signing is None and self.signer.folder.key() is not None:
            signing = Follower(
                "signer", self.signer.sign_what_is_new, every=EVERY, linger=EVERY
            )
            self._after_commit.append(lambda _: signing.wake())
            self._signing = signing

    def submit(self, submission: Submission) -> Outcome:
        """Has a command decided and recorded, and waits. Raises its Refusal."""
        future: Future[Outcome] = Future()
        submission.future = future
        self.writer.put(submission)
        return future.result()

    async def submitted(self, submission: Submission) -> Outcome:
        """The same for an event loop, which is not kept waiting."""
        submission.loop = asyncio.get_running_loop()
        submission.future = submission.loop.create_future()
        self.writer.put(submission)
        outcome: Outcome = await submission.future
        return outcome

    def file(self, submission: Submission, blob: Incoming) -> Outcome:
        """Has a file kept with the document that the submission's act enters.

        Its bytes are in the store before the writer takes the lock for the command:
        nobody waits for them. Raises the act's Refusal; then they are gone again.
        """
        try:
            stage(self.store, blob)
            outcome = self.submit(submission)
        except BaseException:
            let_go(self.store, blob.sha256)
            raise
        if outcome.replayed:
            let_go(self.store, blob.sha256)
        return outcome

    def forget(self, submission: Submission) -> Outcome:
        """Has an erasure carried out: afterwards no file of the register holds it.

        The submission's act is `carry_out_erasure`; raises what that refuses. Sent
        again, it finishes what a failure after the commit left undone. The read side
        has to drop its copy as well, which it does when it meets the event.
        """
        outcome = self.submit(submission)
        erasure = next(iter(self.reading.history(outcome.stream))).fact
        if erasure.subject is not None:
            self.keys.destroy(erasure.subject, outcome.position)
        self.store.scrub()
        remember_erasures(self.reading, self.keys, outcome.position - 1)
        return outcome

    @override
    def close(self) -> None:
        """Finishes what waits, seals the rest, and lets go of everything."""
        if self.closing.is_set():
            return
        self.closing.set()
        self.writer.close()
        self._follower.close()
        try:
            while self.ledger.step():
                pass
            if self._signing is not None:
                self._signing.close()
        finally:
            self.signer.folder.close()
            super().close()
            self.store.close()


def init_register(
    home: Home, origin: str, authority: str, sources: Sources | None = None
) -> UUID:
    """Makes the tables and opens an empty register; the id of its log."""
    given = sources or Sources()
    with empty_store(home) as store:
        log_id, now = given.new_id(), given.clock()
        sealer = FieldSealer(log_id, KeyStore(home.key_store))
        mapper = FactMapper(JSONTranscoder(), sealer, given.salt)
        today = now.astimezone(LONDON).date()
        fact = RegisterOpened(origin=origin, authority=authority, opened_on=today)
        record_opening(store, mapper, log_id, fact, now)
    return log_id


def decide(
    kind: type[Aggregate[Any]],
    named: str | UUID,
    decision: Decision,
    command: Command,
    operation: str,
) -> Act:
    """One decision on one stream."""

    def act(desk: WritingDesk) -> UUID:
        stream, state = admit(desk, operation, kind, named)
        if command.moves_its_thing:
            desk.authorise(operation, desk.place(command))
        desk.match(stream)
        desk.record(kind, stream, decision(state, command, desk.occasion(command)))
        return stream

    return act


def begin(
    kind: type[Aggregate[Any]],
    stream: UUID,
    decision: Callable[[Any, Occasion], Sequence[Fact | Dated]],
    command: Command,
    operation: str,
) -> Act:
    """A decision that opens a new stream."""

    def act(desk: WritingDesk) -> UUID:
        desk.authorise(operation, place_to_be(desk, command))
        desk.record(kind, stream, decision(command, desk.occasion(command)))
        return stream

    return act


def place_to_be(desk: WritingDesk, command: Command) -> Place:
    """Where the thing that a command makes will lie."""
    if isinstance(command, RegisterContract | AdoptContract):
        return Contract.place_to_be(command, desk.acting_for)
    return desk.place(command)

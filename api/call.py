"""One request of somebody known: what they ask for, and how it is answered."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import Depends, Path, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import Scope

from api.caller import Caller
from api.findings_told import ALSO_OTHERS, is_told, untold
from api.idempotency import receipt_of, version_of
from api.models import MODELS
from api.naming import read_id
from api.replies import command_reply
from api.rights import reach_through
from domain.aggregate import Aggregate
from domain.errors import Stale
from domain.event import Fact
from domain.log.admitting import admit
from domain.log.desk import Act, WritingDesk
from domain.log.register import Decision, begin, decide
from domain.log.submission import Outcome, Receipt, Submission
from domain.occasion import Command, Dated, Occasion
from domain.operations import OPERATIONS
from projections.change_control.beside import BESIDE
from projections.sharing import as_shared, is_shared_with
from projections.view import View

T = TypeVar("T")
Opening = Callable[[Any, Occasion], Sequence[Fact | Dated]]
# An act on a stream: it records there and elsewhere, all or nothing.
ActOn = Callable[[WritingDesk, UUID, Any], None]


class Call(Caller):
    """A request with who sends it. Commands and questions are answered from here."""

    __slots__ = ()

    def new_stream(self) -> UUID:
        """The id of what is about to be made."""
        return self.service.register.sources.new_id()

    async def decide(
        self,
        kind: type[Aggregate[Any]],
        named: str,
        decision: Decision,
        command: Command,
    ) -> Response:
        """Has something decided on one thing; the reply is the thing as it then is."""
        thing = read_id(kind, named)
        hints = (thing,) if isinstance(thing, UUID) else ()
        act = decide(kind, thing, decision, command, self.operation)
        return await self.submit(kind, act, hints=hints)

    async def begin(
        self, kind: type[Aggregate[Any]], decision: Opening, command: Command
    ) -> Response:
        """Has something new entered; the reply is the new thing."""
        self.refuse_match()
        stream = self.new_stream()
        act = begin(kind, stream, decision, command, self.operation)
        return await self.submit(kind, act, status=201)

    async def begin_act(
        self, kind: type[Aggregate[Any]], act: ActOn, command: Command
    ) -> Response:
        """Has something new entered by an act that asks what other things are like."""
        self.refuse_match()
        stream = self.new_stream()

        def whole(desk: WritingDesk) -> UUID:
            desk.authorise(self.operation, desk.place(command))
            act(desk, stream, command)
            return stream

        return await self.submit(kind, whole, status=201)

    def refuse_match(self) -> None:
        """Refuses If-Match where something new is entered. Raises Stale."""
        if "if-match" in self.headers:
            raise Stale("there is nothing yet that If-Match could match; leave it out")

    async def beforehand(self, answer: Callable[[], T]) -> T:
        """Looks something up before an act, which asks again for what can change."""
        return await run_in_threadpool(answer)

    async def act(
        self, kind: type[Aggregate[Any]], named: str, act: ActOn, command: Command
    ) -> Response:
        """Has an act carried out that begins at one thing and may touch others."""
        thing = read_id(kind, named)

        def whole(desk: WritingDesk) -> UUID:
            stream, _ = admit(desk, self.operation, kind, thing)
            desk.match(stream)
            act(desk, stream, command)
            return stream

        return await self.submit(kind, whole)

    async def begin_at(
        self,
        at: tuple[type[Aggregate[Any]], str],
        kind: type[Aggregate[Any]],
        decision: Callable[[UUID, Any, Occasion], Sequence[Fact]],
        command: Command,
    ) -> Response:
        """Has something new entered that hangs on a thing, which does not move by it.

        Who may do that is asked of the thing, and so is If-Match.
        """
        parent, thing = at[0], read_id(*at)
        stream = self.new_stream()

        def act(desk: WritingDesk) -> UUID:
            home, _ = admit(desk, self.operation, parent, thing)
            desk.match(home)
            desk.record(kind, stream, decision(home, command, desk.occasion(command)))
            return stream

        return await self.submit(kind, act, status=201, collection=f"/v1/{kind.noun}")

    async def submit(  # noqa: PLR0913 - all by name
        self,
        kind: type[Aggregate[Any]],
        act: Act,
        *,
        status: int = 200,
        hints: tuple[UUID, ...] = (),
        shown: Callable[[Outcome], dict[str, Any]] | None = None,
        collection: str | None = None,
    ) -> Response:
        """Has an act decided and recorded, and answers with what it is about.

        `shown` shows it otherwise than a read of its kind would; `collection` is where
        a new thing is, if not where it was asked for.
        """
        submission = self.submission(act, status=status, hints=hints)
        outcome = await self.service.register.submitted(submission)
        if shown is not None:
            thing = await self.elsewhere(lambda: shown(outcome))
        elif outcome.replayed:
            thing = await self.elsewhere(lambda: self.written(kind.noun, outcome))
        else:
            thing = await self.service.outcomes.shown(kind.noun, outcome)
            if self.operation in ALSO_OTHERS and not self.is_told():
                thing = self._as_shared(kind.noun, untold(thing))
        return command_reply(thing, outcome, collection or self.scope["path"])

    def submission(
        self, act: Act, *, status: int = 200, hints: tuple[UUID, ...] = ()
    ) -> Submission:
        """An act with all that the request's headers ask of it."""
        # That a key is none is said before that nobody has read such a version.
        receipt = self._receipt()
        return Submission(
            act,
            self.asker,
            status=status,
            if_match=version_of(self.headers),
            receipt=receipt,
            on_behalf_of=self.on_behalf_of,
            hints=hints,
        )

    def written(self, noun: str, outcome: Outcome) -> dict[str, Any]:
        """The thing as it stood when the command was recorded.

        Who did it may see it; who sends it again may see it if that is so still.
        """
        if outcome.replayed:
            today = self.service.today()
            seen = reach_through(self.principal(), f"get_{noun}", today)
            with self.service.reading(seen, outcome.position) as view:
                return self.one(view, noun, str(outcome.stream))
        return self.service.outcomes.at_its_position(noun, outcome)

    def one(self, view: View, noun: str, named: str) -> dict[str, Any]:
        """One thing with the findings on it, which are not told to everybody.

        Raises NotFound.
        """
        row = view.row(noun, named)
        things = view.rendered(noun, [row])
        if is_told(self.principal(), view, noun, row, self.service.today()):
            self.service.attach(view, noun, (row,), things)
            return things[0]
        beside = dict.fromkeys(BESIDE) if noun == "change" else {}
        return {**things[0], "findings": None, **beside}

    def _as_shared(self, noun: str, thing: dict[str, Any]) -> dict[str, Any]:
        """What somebody did, as that person will read it."""
        seen = reach_through(self.principal(), f"get_{noun}", self.service.today())
        known = is_shared_with(seen) and noun in MODELS
        return as_shared(MODELS[noun], thing, seen) if known else thing

    def is_told(self) -> bool:
        """Whether who did what others may do as well is one who lists findings."""
        held = self.principal().holding(self.service.today())
        return any(grant.role in OPERATIONS["list_findings"] for grant in held)

    def _receipt(self) -> Receipt | None:
        mac = self.service.register.keys.mac
        scope = self.scope
        return receipt_of(self.headers, mac, scope["method"], scope["path"], self.body)


def call_of(scope: Scope) -> Call:
    """The call that a request is. Raises Unauthenticated and TooMany."""
    return Call(scope["app"].state.service, scope)


def _asked(request: Request) -> Call:
    return call_of(request.scope)


Asked = Annotated[Call, Depends(_asked)]
# What the path names: an id or a reference.
Named = Annotated[str, Path(alias="id")]

"""Several commands in one request: all of them happen, for one reason, or none does."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final, Literal, NoReturn, TypeVar
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response
from typing_extensions import override

from api.call import Call
from api.idempotency import version_of
from api.refusals import Fault, Invalid
from api.validation import fit
from domain.aggregate import Aggregate
from domain.errors import Refusal, RuleBroken
from domain.log.desk import Act, WritingDesk
from domain.log.submission import Outcome, Submission
from domain.occasion import Command
from domain.place import Place
from domain.values import Words

T = TypeVar("T")
Json = dict[str, Any]
FEWEST, MOST = 2, 500
# What the batch says for all of its commands that do not say it themselves.
SHARED: Final = (
    "reason",
    "effective_on",
    "effective_until",
    "source_document",
    "on_behalf_of",
)


class BatchedCommand(BaseModel):
    """A command as it would be sent alone.

    `if_match` is the ETag of the thing as it was read, as a header would say it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    method: Literal["POST"]
    path: Annotated[str, Field(max_length=300)]
    body: Json = Field(default_factory=dict)
    if_match: Annotated[str, Field(max_length=30)] | None = None


class CarryOutBatch(Command):
    """Asks for several commands at once, for one reason.

    What the batch says of reason, days, source and deputy holds for each of its
    commands that does not say it itself.
    """

    reason: Words = Field()
    commands: Annotated[
        tuple[BatchedCommand, ...],
        Field(strict=False, min_length=FEWEST, max_length=MOST),
    ]

    @property
    def shared(self) -> Json:
        """What is said for all commands."""
        return self.model_dump(mode="json", include=set(SHARED), exclude_none=True)


class Step(Call):
    """One command of a batch: what its operation would do is kept, and not yet done."""

    __slots__ = (
        "batch_id",
        "index",
        "is_new",
        "kind",
        "named",
        "path",
        "planned",
        "stream",
    )

    def __init__(
        self, outer: Call, batch_id: UUID, index: int, asked: BatchedCommand
    ) -> None:
        self.service = outer.service
        self.asker = outer.asker
        self.scope = outer.scope
        self.take_on(outer)
        self.batch_id = batch_id
        self.index = index
        self.path = asked.path
        self.headers = {} if asked.if_match is None else {"if-match": asked.if_match}
        self.is_new = False
        self.named: str | None = None
        self.kind: type[Aggregate[Any]] | None = None
        self.planned: Act | None = None
        self.stream: UUID | None = None

    async def plan(self, route: Any, values: Json, said: Json) -> None:
        """Has the operation of the command say what it would do. Raises its refusal."""
        wanted: type[Command] | None = getattr(route, "command", None)
        if wanted is None or wanted is CarryOutBatch:
            self._refuse()
        self.operation = route.name
        command = fit(wanted, said)
        self.on_behalf_of = command.on_behalf_of
        self.named = values.get("id")
        arguments = {"thing" if n == "id" else n: v for n, v in values.items()}
        await route.endpoint(call=self, command=command, **arguments)

    def carry_out(self, desk: WritingDesk) -> UUID:
        """Does what was planned; the stream that it is about."""
        if self.planned is None:
            raise AssertionError(self.path)
        desk.turn_to(version_of(self.headers), self.on_behalf_of)
        self.stream = self.planned(desk)
        return self.stream

    @override
    def new_stream(self) -> UUID:
        self.is_new = True
        return stream_of(self.batch_id, self.index)

    @override
    async def submit(
        self,
        kind: type[Aggregate[Any]],
        act: Act,
        *,
        status: int = 200,
        hints: tuple[UUID, ...] = (),
        shown: Callable[[Outcome], Json] | None = None,
        collection: str | None = None,
    ) -> Response:
        if shown is not None:
            self._refuse()
        self.kind, self.planned = kind, act
        return Response()

    @override
    def submission(
        self, act: Act, *, status: int = 200, hints: tuple[UUID, ...] = ()
    ) -> Submission:
        self._refuse()

    @override
    async def here(self, answer: Callable[[], T]) -> T:
        self._refuse()

    @override
    async def elsewhere(self, answer: Callable[[], T]) -> T:
        self._refuse()

    def _refuse(self) -> NoReturn:
        detail = f"{self.path} cannot be one of several: send it alone"
        raise RuleBroken(detail, rule="batch-command")


def stream_of(batch_id: UUID, index: int) -> UUID:
    """The id of what a command makes: that of the batch and its place in it."""
    return uuid5(batch_id, str(index))


async def planned(
    call: Call, batch_id: UUID, shared: Json, commands: Sequence[BatchedCommand]
) -> list[Step]:
    """What each command would do. Raises the first refusal, with its place.

    `shared` is said for all that do not say it themselves.
    """
    routes = call.scope["app"].state.switchboard
    steps = []
    for index, asked in enumerate(commands):
        step = Step(call, batch_id, index, asked)
        try:
            route, values = routes.route("POST", asked.path)
            await step.plan(route, values, {**shared, **asked.body})
        except Refusal as refusal:
            raise _placed(refusal, step) from None
        steps.append(step)
    return steps


def whole(batch_id: UUID, steps: list[Step]) -> Act:
    """All commands as one act: what the first of them refuses refuses the batch."""

    def act(desk: WritingDesk) -> UUID:
        desk.authorise("create_batch", Place())
        for step in steps:
            try:
                step.carry_out(desk)
            except Refusal as refusal:
                raise _placed(refusal, step) from None
        return batch_id

    return act


def _placed(refusal: Refusal, step: Step) -> Refusal:
    """A refusal that says which of the commands it is about."""
    place, which = f"/commands/{step.index}", f"commands[{step.index}] {step.path}"
    if isinstance(refusal, Invalid):
        faults = [
            Fault(f"{place}/body{fault.pointer}", fault.message)
            for fault in refusal.faults
        ]
        return Invalid(faults, f"{which}: {refusal.detail}")
    inside = f"/body{refusal.pointer}" if refusal.pointer else ""
    refusal.pointer = place + inside
    refusal.detail = f"{which}: {refusal.detail}"
    return refusal

"""What people do in the story: the operations of the API, asked for in their names."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

import orjson
from starlette.responses import Response
from typing_extensions import override

from api.call import Call
from api.demo.stage import Stage
from api.operation import Operation
from api.validation import fit
from domain.aggregate import Aggregate
from domain.facts.risk_work import part_id
from domain.log.desk import Act
from domain.log.submission import Outcome
from domain.plan.plan import Plan
from domain.rights import SYSTEM, Principal
from domain.risk.risk import Risk

T = TypeVar("T")
Said = Mapping[str, Any]


class Deed(Call):
    """A request of somebody in the story; nobody reads its reply."""

    __slots__ = ("made", "stage", "tell", "who")

    def __init__(self, stage: Stage, who: str, route: Operation, made: str) -> None:
        self.service = stage.service
        self.scope = {
            "route": route,
            "method": "POST",
            "path": route.path,
            "query_string": b"",
        }
        self.operation = route.name
        self.headers = {}
        self.body = b""
        self.on_behalf_of = None
        self._head = None
        self.asker = stage.asker(who)
        self.stage = stage
        self.who = who
        self.made = made
        # What the reply would say: nobody reads it but who is given a key.
        self.tell: Callable[[], dict[str, Any]] = dict

    @override
    def principal(self) -> Principal:
        player = self.stage.players.get(self.who)
        if player is None:
            return SYSTEM
        return self.service.access.principal(player, self.head)

    @override
    def new_stream(self) -> UUID:
        return self.stage.new(self.made)

    @override
    async def here(self, answer: Callable[[], T]) -> T:
        return answer()

    @override
    async def elsewhere(self, answer: Callable[[], T]) -> T:
        return answer()

    @override
    async def look(self, answer: Callable[[], T]) -> T:
        return answer()

    @override
    async def submit(
        self,
        kind: type[Aggregate[Any]],
        act: Act,
        *,
        status: int = 200,
        hints: tuple[UUID, ...] = (),
        shown: Callable[[Outcome], dict[str, Any]] | None = None,
        collection: str | None = None,
    ) -> Response:
        submission = self.submission(act, status=status, hints=hints)
        outcome = self.stage.register.submit(submission)
        # What is no stream of its own is known by its position: a place, a part.
        place = outcome.position
        part = part_id(outcome.stream, place) if kind in (Plan, Risk) else place
        self.stage.things.setdefault(self.made, part)
        self.stage.things[f"last of {self.made}"] = place
        if shown is not None:
            self.tell = partial(shown, outcome)
        return Response()


async def perform(
    stage: Stage, who: str, operation: str, thing: str, said: Said
) -> None:
    """Has somebody do one thing, by the name that it has in the public contract.

    `makes` is what the story calls what comes of it, if that is not the thing itself;
    "last of" a thing is where the last of its entries stands. Raises what is refused.
    """
    meant = dict(stage.meant(said))
    route = stage.operations[operation]
    deed = Deed(stage, who, route, meant.pop("makes", thing))
    if operation == "create_import":
        await _bring_in(deed, route, meant)
    elif operation == "create_key":
        await _ask(deed, route, thing, {"account_id": stage.things[thing]})
        stage.let_in(thing, deed.tell()["key"])
    elif operation == "create_link":
        await _ask(deed, route, thing, meant)
        stage.open_link(thing, deed.tell()["link"])
    else:
        await _ask(deed, route, thing, meant)


async def _ask(deed: Deed, route: Operation, thing: str, said: dict[str, Any]) -> None:
    if route.command is None:
        raise AssertionError(route.name)
    command = fit(route.command, said)
    deed.on_behalf_of = command.on_behalf_of
    named = {"thing": str(deed.stage.things[thing])} if "{id}" in route.path else {}
    await route.endpoint(call=deed, command=command, **named)


async def _bring_in(deed: Deed, route: Operation, said: dict[str, Any]) -> None:
    """A file: its bytes are the body, and what is said of it stands in the query.

    Raises ValueError if it was not taken whole.
    """
    deed.body = said.pop("file").encode()
    asked = {"file_name": deed.made, **said}
    deed.scope["query_string"] = urlencode(asked).encode()
    kind = "application/json" if deed.made.endswith(".json") else "text/csv"
    deed.headers = {"content-type": kind}
    report = orjson.loads((await route.endpoint(call=deed)).body)
    if report["counts"]["refused"]:
        message = f"{deed.made} was not taken whole: {report['faults']}"
        raise ValueError(message)

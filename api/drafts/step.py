"""A command that has waited as a draft, on its way to the writer."""

from collections.abc import Callable
from typing import Any, NoReturn
from uuid import UUID

from starlette.responses import Response
from typing_extensions import override

from api.batch import BatchedCommand, Step
from api.call import Call
from api.drafts.commands import no_draft, no_such_draft
from domain.log.desk import Act, WritingDesk
from domain.log.shelf import ShelvedDraft
from domain.log.submission import Outcome

Json = dict[str, Any]


class FromDraft(Step):
    """What a draft asks for: sent like the command that it is."""

    __slots__ = ("collection", "hints", "status")

    def __init__(self, outer: Call, draft: ShelvedDraft) -> None:
        asked = BatchedCommand(method="POST", path=draft.path)
        super().__init__(outer, draft.id, 0, asked)
        self.headers = outer.headers
        self.status = 200
        self.hints: tuple[UUID, ...] = ()
        self.collection: str | None = None

    async def send(self, call: Call, draft: ShelvedDraft) -> Response:
        """Has it done, and the draft gone, both or neither."""
        planned, kind = self.planned, self.kind
        if planned is None or kind is None:
            raise AssertionError(draft.path)

        def act(desk: WritingDesk) -> UUID:
            stream = planned(desk)
            if desk.shelf.find(draft.account, draft.id) is None:
                raise no_such_draft(str(draft.id))
            desk.shelve(lambda shelf: shelf.remove(draft.id))
            return stream

        where = self.collection or draft.path
        return await call.submit(
            kind, act, status=self.status, hints=self.hints, collection=where
        )

    @override
    async def submit(
        self,
        kind: Any,
        act: Act,
        *,
        status: int = 200,
        hints: tuple[UUID, ...] = (),
        shown: Callable[[Outcome], Json] | None = None,
        collection: str | None = None,
    ) -> Response:
        self.status, self.hints, self.collection = status, hints, collection
        return await super().submit(kind, act, shown=shown)

    @override
    def _refuse(self) -> NoReturn:
        raise no_draft(self.path)

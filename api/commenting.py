"""Comments: the same operation on everything that people talk about."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from api.call import Asked, Named
from domain.described import Comment, Described


def add_comment(router: APIRouter, kind: type[Described[Any]]) -> None:
    """Adds the operation that says something of one thing of a kind."""

    @router.post(
        "/{id}/comment",  # noqa: FAST003 - Named is it
        name=f"comment_{kind.noun}",
        description=f"Says something of one {kind.noun}, which stays as it is.",
    )
    async def comment(call: Asked, thing: Named, command: Comment) -> Response:
        return await call.decide(kind, thing, kind.comment, command)

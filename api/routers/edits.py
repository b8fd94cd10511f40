"""Lists that were exported, changed in a spreadsheet program and sent back."""

from collections.abc import Sequence
from typing import Any

from starlette.responses import Response

from api.call import Asked
from api.edits.edits import answer_edit
from api.file_operation import DRY_RUN, SHEET, TEXT_ASKED, FileOperation, in_query
from api.operation import operations
from api.refusals import NotJsonMedia
from api.workbook import MEDIA
from domain.errors import Stale

Json = dict[str, Any]
MEDIAS = (MEDIA, "application/octet-stream")


class EditOperation(FileOperation):
    """The way back of a list that was changed."""

    asked: Sequence[Json] = (
        in_query("reason", "Why the list was changed.", {**TEXT_ASKED, "minLength": 1})
        | {"required": True},
        in_query("file_name", "What the file is called.", TEXT_ASKED),
        DRY_RUN,
    )


router = operations("/edits", "edits")


async def create_edit(call: Asked) -> Response:
    """Takes back a list that was exported as .xlsx and changed; all of it or nothing.

    Each changed cell becomes the command that changes its field, with the version of
    the row as its If-Match; a dry run shows them, as a batch would take them. What is
    not changed in a list, such as a term of a live contract, is told in its cell.
    """
    if "if-match" in call.headers:
        raise Stale("each row has its version in the sheet; leave If-Match out")
    media = call.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media not in MEDIAS:
        raise NotJsonMedia(f"send the workbook with one of: {', '.join(MEDIAS)}")
    return await answer_edit(call)


router.add_api_route(
    "",
    create_edit,
    methods=["POST"],
    route_class_override=EditOperation,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {media: {"schema": SHEET} for media in MEDIAS},
        }
    },
)

"""Imports: files of notices, taken in whole, and what came of each."""

from collections.abc import Sequence
from typing import Any

from starlette.responses import Response

from api.call import Asked
from api.file_import import SHEET_MEDIA, import_file
from api.file_operation import DRY_RUN, SHEET, TEXT_ASKED, FileOperation, in_query
from api.file_options import AS_JSON, SHEETS
from api.imports.contracts_finder import MAX_ROWS
from api.imports.job import KIND
from api.operation import operations
from api.readings import add_readings

Json = dict[str, Any]
JSON = "application/json"

_TABLES = {
    "columns": "Which field a column, by its name or letter, holds.",
    "contracts": "Which contracts the file means by these names.",
    "suppliers": "Which organisations the file means by these names.",
    "owners": "Which accounts the file means by these names.",
    "scores": 'What scores stand for: {"Red": {"likelihood": 5, "impact": 4}}.',
    "likelihood": 'Which step of 1 to 5 a word is: {"Probable": 4}.',
    "impact": 'Which step of 1 to 5 a word is: {"Serious": 4}.',
}


def _table(name: str, description: str) -> Json:
    said = f"A JSON object. {description}"
    return in_query(name, said, {"type": "string", "contentMediaType": JSON})


class ImportOperation(FileOperation):
    """The import of a file."""

    asked: Sequence[Json] = (
        in_query(
            "kind",
            "What the file holds.",
            {"enum": [*AS_JSON, *SHEETS], "default": KIND},
        ),
        in_query(
            "source",
            "Where it comes from: notices are no longer listed against the earlier"
            " file of the same source. By default its commonest buyer.",
            TEXT_ASKED,
        ),
        in_query("file_name", "What the file is called.", TEXT_ASKED),
        DRY_RUN,
        in_query(
            "sheet", "The name of the sheet; by default the likeliest.", TEXT_ASKED
        ),
        in_query(
            "header_row",
            "In which row the columns are named, 0 for none. By default it is found.",
            {"type": "integer", "minimum": 0, "maximum": 99999},
        ),
        in_query(
            "contract",
            'What all rows are about that name no contract: one, or "council".',
            TEXT_ASKED,
        ),
        in_query("scheme", "What the scores of the file are called.", TEXT_ASKED),
        *(_table(name, description) for name, description in _TABLES.items()),
    )


_NOTICES: Json = {
    "type": "object",
    "description": "A file of Contracts Finder notices, as its exporter writes it.",
    "properties": {
        "meta": {"type": "object"},
        "contracts": {
            "type": "array",
            "minItems": 1,
            "maxItems": MAX_ROWS,
            "items": {"type": "object"},
        },
    },
    "required": ["contracts"],
}

router = operations("/imports", "imports")


async def create_import(call: Asked) -> Response:
    """Takes a file into the register, or says what would come of it.

    Notices of Contracts Finder, or a sheet of contracts, risks, issues, actions,
    subcontractors or payments. Each row is taken once, however often it comes. Rows
    that cannot be taken are told as faults, and the others are taken. What differs
    from the register is told with the commands that would settle it, and changes
    nothing. The report on risks, issues or releases is read again by whoever brought
    the file: it counts what may be restricted one day.
    """
    return await call.elsewhere(lambda: import_file(call))


router.add_api_route(
    "",
    create_import,
    methods=["POST"],
    status_code=201,
    route_class_override=ImportOperation,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                JSON: {"schema": _NOTICES},
                **{media: {"schema": SHEET} for media in SHEET_MEDIA},
            },
        }
    },
)
add_readings(router, "import", "imports")

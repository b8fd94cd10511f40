"""Replies with a paper, in the form that was asked for."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from starlette.responses import Response

from api.papers import excel, word
from api.papers.paper import Paper
from api.papers.press import MEDIA as PDF
from api.papers.press import press
from api.replies import clocked
from api.time_travel import Clocks
from api.told_file import ToldFile
from api.workbook import MEDIA as WORKBOOK
from projections.view import View

Printed = Callable[[Paper], bytes]


class Form(NamedTuple):
    """A kind of file that papers come in."""

    media: str
    made: Printed


FORMS: Mapping[str, Form] = {
    "pdf": Form(PDF, lambda paper: press().print(paper)),
    "docx": Form(word.MEDIA, word.document_of),
    "xlsx": Form(WORKBOOK, excel.workbook_of),
}


def paper_reply(
    view: View, clocks: Clocks, named: str, form: str, paper: Paper
) -> Response:
    """A paper as a file, named after what it is and where it was read."""
    headers = clocked(view, clocks) | {
        "Cache-Control": "no-store",
        "Content-Disposition": (
            f'attachment; filename="{named}-{view.position}.{form}"'
        ),
    }
    media, made = FORMS[form]
    return ToldFile(made(paper), headers, media, map(repr, paper.blocks))

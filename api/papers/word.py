"""Papers as Word documents, to be worked on: headings, tables with heads, no pictures.

What a picture shows is said in words; the table beside it says it all. The same paper
gives the same bytes.
"""

import io
import re
import zipfile
from datetime import UTC
from typing import Any, Final

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from api.papers.blocks import Block, Drawing, Heading, Listing, Table, Text
from api.papers.paper import Paper
from api.papers.words import said

MEDIA: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What XML 1.0 has no place for.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The first moment that a zip file can name.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def document_of(paper: Paper) -> bytes:
    """The paper as a Word document."""
    document: Any = Document()
    _set_up(document, paper)
    document.add_heading(_xml(paper.title), 0)
    document.add_paragraph(_xml(paper.subject))
    head = [("Authority", paper.stand.authority), ("Circulation", paper.fields.marking)]
    head += [*paper.fields.printed(), ("Known at", paper.stand.known_at)]
    head += [("True on", paper.stand.true_on), ("Head code", paper.stand.code)]
    _add_rows(document, ["This paper", "As said"], [list(row) for row in head])
    for block in paper.blocks:
        _add(document, block)
    into = io.BytesIO()
    document.save(into)
    return _undated(into.getvalue())


def _set_up(document: Any, paper: Paper) -> None:
    moment = paper.stand.recorded_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    told = document.core_properties
    told.title, told.author = _xml(f"{paper.title}: {paper.subject}"), "Counterfoil"
    told.language, told.last_modified_by, told.revision = "en-GB", "Counterfoil", 1
    told.created = told.modified = moment
    document.styles["Normal"].font.size = Pt(10)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.8)
    section.header.paragraphs[0].text = _xml(paper.fields.marking)
    section.footer.paragraphs[0].text = _xml(paper.stand.foot)


def _add(document: Any, block: Block) -> None:
    match block:
        case Heading(text=text, level=level):
            document.add_heading(_xml(text), level)
        case Text(text=text):
            document.add_paragraph(_xml(text))
        case Listing(items=items):
            for item in items:
                document.add_paragraph(_xml(item), style="List Bullet")
        case Drawing(alt=alt):
            document.add_paragraph(_xml(f"Picture: {alt}"))
        case Table(rows=[], empty=empty):
            document.add_paragraph(_xml(empty))
        case Table(columns=columns, rows=rows):
            heads = [column.head for column in columns]
            _add_rows(document, heads, [[said(cell) for cell in row] for row in rows])


def _add_rows(document: Any, heads: list[str], rows: list[list[str]]) -> None:
    """A table whose heads are said again on each page, and to whoever listens."""
    table = document.add_table(len(rows) + 1, len(heads), "Table Grid")
    # Asked for once: the library works out all cells for each that it is asked for.
    cells: Any = table._cells  # noqa: SLF001 - it has no other list
    for cell, head in zip(cells, heads, strict=False):
        cell.text = ""
        cell.paragraphs[0].add_run(_xml(head)).bold = True
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - no other way
    texts = (text for row in rows for text in row)
    for cell, text in zip(cells[len(heads) :], texts, strict=True):
        cell.text = _xml(text)
    document.add_paragraph()


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _undated(made: bytes) -> bytes:
    """The same file without the moment at which each of its parts was written."""
    into = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made)) as parts,
        zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as undated,
    ):
        for part in parts.infolist():
            undated.writestr(
                zipfile.ZipInfo(part.filename, _EPOCH),
                parts.read(part),
                zipfile.ZIP_DEFLATED,
            )
    return into.getvalue()

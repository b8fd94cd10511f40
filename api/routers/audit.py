"""The auditor's questions, each with the proof that its answer is complete."""

from hashlib import sha256

from fastapi import APIRouter
from starlette.responses import Response

from api.audit.answering import answer_file, answer_page
from api.call import Asked, Call
from api.operation import operations
from api.query import read_query
from api.rights import require
from projections.audit.catalogue import QUESTIONS
from projections.audit.question import Question

router = operations("/audit", "audit")
FORMS = {
    "csv": "as a CSV file",
    "xlsx": "as an Excel workbook",
    "ndjson": "as lines of JSON",
}


def _add(router: APIRouter, question: Question) -> None:
    """Adds a question as JSON, page by page, and whole as each kind of file."""
    path, name = f"/{question.name}", question.operation

    @router.get(path, name=name, description=question.about)
    async def answer(call: Asked) -> Response:
        return await call.elsewhere(lambda: answer_page(call, question))

    for form in FORMS:
        _add_file(router, question, form)


def _add_file(router: APIRouter, question: Question, form: str) -> None:
    about = f"{question.about.removesuffix('.')}, {FORMS[form]}."
    name = f"{question.operation}_{form}"

    @router.get(f"/{question.name}.{form}", name=name, description=about)
    async def answer(call: Asked) -> Response:
        return await call.elsewhere(lambda: answer_file(call, question, form))


@router.get("/reads/checkpoint", name="get_audit_reads_checkpoint")
async def get_reads_checkpoint(call: Asked) -> Response:
    """The head of the log of reads, signed: a C2SP checkpoint of its own name."""
    return await call.elsewhere(lambda: _checkpoint(call))


def _checkpoint(call: Call) -> Response:
    require(call.principal(), call.right, call.service.today())
    read_query(call.query, frozenset())
    note = call.service.read_log.sign(call.service.register.signer.folder)
    headers = {
        "Register-Position": str(call.head),
        "Cache-Control": "private, no-cache",
        "ETag": f'"{sha256(str(note).encode()).hexdigest()}"',
    }
    return Response(str(note), 200, headers, "text/plain; charset=utf-8")


for each in QUESTIONS.values():
    _add(router, each)

"""The auditor's questions, each with the proof that its answer is complete."""

from fastapi import APIRouter
from starlette.responses import Response

from api.audit.answering import answer_file, answer_page
from api.call import Asked
from api.operation import operations
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


for each in QUESTIONS.values():
    _add(router, each)

"""Documents: kept as files, linked, or known by their fingerprint alone."""

from starlette.responses import Response

from api.call import Asked, Named
from api.commenting import add_comment
from api.filing import Arrived, FileOperation, keep_file, send_file
from api.naming import read_id, read_name
from api.operation import operations
from api.readings import add_readings
from api.replies import command_reply
from domain.described import EnterInError, Restore
from domain.document.commands import (
    ApproveDisposal,
    CorrectDocument,
    DescribeDocument,
    FingerprintDocument,
    LinkDocument,
    RejectDisposal,
    RequestDisposal,
)
from domain.document.document import Document
from domain.log.filing import dispose_document

router = operations("/documents", "documents")


async def create_document(call: Asked, incoming: Arrived) -> Response:
    """Keeps a file of at most 25 MiB: the body is the file itself.

    What is said of it stands in the query; the media type in Content-Type.
    """
    return await call.elsewhere(lambda: keep_file(call, incoming))


router.add_api_route(
    "",
    create_document,
    methods=["POST"],
    status_code=201,
    route_class_override=FileOperation,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/octet-stream": {
                    "schema": {"type": "string", "format": "binary", "minLength": 1}
                }
            },
        }
    },
)


@router.post("/link", status_code=201)
async def link_document(call: Asked, command: LinkDocument) -> Response:
    """Keeps where a document lies, which version is meant, and of what day."""
    return await call.begin(Document, Document.link, command)


@router.post("/fingerprint", status_code=201)
async def fingerprint_document(call: Asked, command: FingerprintDocument) -> Response:
    """Keeps by what a file is recognised that lies elsewhere."""
    return await call.begin(Document, Document.fingerprint, command)


@router.post("/{id}/describe")
async def describe_document(
    call: Asked, thing: Named, command: DescribeDocument
) -> Response:
    """Says anew what the document is, who is to have it, and until when."""
    return await call.decide(Document, thing, Document.describe, command)


@router.post("/{id}/correct")
async def correct_document(
    call: Asked, thing: Named, command: CorrectDocument
) -> Response:
    """Puts right what was recorded wrongly; the history keeps what was wrong."""
    return await call.decide(Document, thing, Document.correct, command)


@router.post("/{id}/enter-in-error")
async def enter_in_error_document(
    call: Asked, thing: Named, command: EnterInError
) -> Response:
    """Takes a document that is none out of lists; its file stays until disposed of."""
    return await call.decide(Document, thing, Document.enter_in_error, command)


@router.post("/{id}/restore")
async def restore_document(call: Asked, thing: Named, command: Restore) -> Response:
    """Brings back a document that was taken out as entered in error."""
    return await call.decide(Document, thing, Document.restore, command)


@router.post("/{id}/request-disposal")
async def request_disposal_document(
    call: Asked, thing: Named, command: RequestDisposal
) -> Response:
    """Asks that the file be disposed of; somebody else has to agree."""
    return await call.decide(Document, thing, Document.request_disposal, command)


@router.post("/{id}/reject-disposal")
async def reject_disposal_document(
    call: Asked, thing: Named, command: RejectDisposal
) -> Response:
    """Says no to the disposal, and why; the file stays."""
    return await call.decide(Document, thing, Document.reject_disposal, command)


@router.post("/{id}/approve-disposal")
async def approve_disposal_document(
    call: Asked, thing: Named, command: ApproveDisposal
) -> Response:
    """Lets the file go: afterwards no file of the register holds its bytes."""
    reading = call.service.register.reading
    act = dispose_document(reading, read_id(Document, thing), command)
    submission = call.submission(act)

    def dispose() -> Response:
        register = call.service.register
        outcome = register.submit(submission)
        register.store.scrub()
        document = call.written(Document.noun, outcome)
        return command_reply(document, outcome, call.scope["path"])

    return await call.elsewhere(dispose)


@router.get("/{id}/content")
async def get_document_content(call: Asked, thing: Named) -> Response:
    """The file itself, to be saved and not shown."""
    named = read_name(Document.prefix, thing)
    return await call.elsewhere(lambda: send_file(call, named))


add_comment(router, Document)
add_readings(router, "document", "documents")

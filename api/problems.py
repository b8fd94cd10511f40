"""Every refusal as RFC 9457 problem details: what, why, and the way out."""

from collections.abc import Mapping, Sequence

import orjson
from pydantic import BaseModel, Field
from starlette.responses import Response

from api.refusals import (
    Failure,
    Fault,
    Invalid,
    NoSuchPath,
    NotJson,
    NotJsonMedia,
    TooLarge,
    TooMany,
    WrongMethod,
)
from domain import errors
from domain.errors import Refusal

MEDIA = "application/problem+json"
RETRY_AFTER = 2

STATUS: Mapping[type[Refusal], int] = {
    NotJson: 400,
    errors.Unauthenticated: 401,
    errors.NotAllowed: 403,
    errors.NotFound: 404,
    errors.NotKept: 404,
    errors.Unsigned: 404,
    NoSuchPath: 404,
    WrongMethod: 405,
    errors.AlreadyTaken: 409,
    errors.Stale: 412,
    TooLarge: 413,
    NotJsonMedia: 415,
    Invalid: 422,
    errors.KeyReused: 422,
    errors.OverridesLater: 422,
    errors.RuleBroken: 422,
    errors.UnknownReference: 422,
    TooMany: 429,
    Failure: 500,
    errors.Unavailable: 503,
}


class ProblemError(BaseModel):
    """One thing to mend: where, as a JSON pointer into the request, and how."""

    pointer: str = Field(examples=["/current/likelihood"])
    message: str = Field(examples=["Input should be less than or equal to 5"])


class Problem(BaseModel):
    """Why a request was refused. Nothing was written."""

    type: str = Field(
        description="Opens a page that explains the rule.",
        examples=["/problems/risk-closed"],
        json_schema_extra={"format": "uri-reference"},
    )
    title: str = Field(examples=["A rule of the register forbids this"])
    status: int = Field(examples=[422], ge=400, le=599)
    detail: str = Field(
        examples=["the risk is closed; reopen it before you assess it"],
        description="What was refused, why, and what would make it acceptable.",
    )
    errors: list[ProblemError] = Field(
        description="What to mend, field by field; empty if no one field is to blame."
    )
    rule: str = Field(examples=["INV-R1"])
    request_id: str = Field(json_schema_extra={"format": "uuid"})


def status_of(refusal: Refusal) -> int:
    """The HTTP status of a refusal: that of the nearest class in the table."""
    return next((STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS), 422)


def problem(refusal: Refusal, request_id: str) -> Response:
    """The reply that says why nothing was done."""
    status = status_of(refusal)
    content = {
        "type": f"/problems/{refusal.named_rule}",
        "title": refusal.title,
        "status": status,
        "detail": refusal.detail,
        "errors": [fault._asdict() for fault in _faults(refusal)],
        "rule": refusal.named_rule,
        "request_id": request_id,
    }
    return Response(
        orjson.dumps(content),
        status_code=status,
        headers=_headers(refusal, status),
        media_type=MEDIA,
    )


def _faults(refusal: Refusal) -> Sequence[Fault]:
    if refusal.faults:
        return [Fault(*each) for each in refusal.faults]
    if refusal.pointer is not None:
        return (Fault(refusal.pointer, refusal.detail),)
    return ()


def _headers(refusal: Refusal, status: int) -> dict[str, str]:
    headers = {"Cache-Control": "no-store"}
    if status == 401:  # noqa: PLR2004
        headers["WWW-Authenticate"] = 'Bearer realm="counterfoil"'
    elif isinstance(refusal, WrongMethod):
        headers["Allow"] = refusal.allowed
    elif isinstance(refusal, TooMany):
        headers["Retry-After"] = str(refusal.wait)
    elif status == 503:  # noqa: PLR2004
        headers["Retry-After"] = str(RETRY_AFTER)
    return headers

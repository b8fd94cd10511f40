"""The OpenAPI document: what FastAPI knows, and the conventions of every operation."""

import warnings
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.warnings import UnsupportedFieldAttributeWarning

from api.answers import answers_of
from api.examples.common import EXAMPLES
from api.operation import Operation
from api.parameters import parameters_of
from api.problems import Problem
from api.schemas.common import components

ABOUT = """\
The register of a public commissioner: contracts, risks, issues and changes, every
entry kept, nothing ever altered. Every command says what was asked for, by whom and
why; every question may be asked as of any day. Errors are RFC 9457 problems whose
`type` opens a page that explains the rule.
"""
Json = dict[str, Any]
# Seconds of work, and all applications of a process have the same routes.
_DOCUMENT: Json = {}

_ALWAYS = {
    401: "Nobody known is asking.",
    422: "The request does not fit the operation, or a rule forbids it.",
    429: "Too many requests from one caller.",
    500: "The fault is the service's own; nothing was written.",
    503: "The register cannot do it now; send the same request again.",
}
_OF_COMMANDS = {
    400: "The body is not JSON, or not one JSON text with one meaning.",
    403: "The caller may see the thing and may not do this to it.",
    404: "No such thing, or none that the caller may know of.",
    409: "Something else already has what must be unique.",
    412: "The thing has moved on since the version in If-Match.",
    413: "The body is larger than this operation takes.",
    415: "The body is not sent as application/json.",
}
_OF_QUESTIONS = {
    403: "The caller may not ask this.",
    404: "No such thing, or none that the caller may know of.",
}


def document_of(app: FastAPI) -> Json:
    """The whole document, made when it is first asked for, of every app the same."""
    if not _DOCUMENT:
        _DOCUMENT.update(_describe(app))
    return _DOCUMENT


def _describe(app: FastAPI) -> Json:
    with warnings.catch_warnings():
        # FastAPI gives every body an alias and says so in silence; commands are built
        # here, where it would be told of as a mistake.
        warnings.simplefilter("ignore", UnsupportedFieldAttributeWarning)
        document = get_openapi(
            title="Counterfoil",
            version=app.version,
            description=ABOUT,
            routes=app.routes,
            tags=app.openapi_tags,
        )
    for route in app.routes:
        if isinstance(route, Operation) and route.include_in_schema:
            for method in route.methods or ():
                operation = document["paths"][route.path_format][method.lower()]
                _complete(operation, route, method)
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas.update(components())
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= problem.pop("$defs")
    schemas["Problem"] = problem
    document["components"]["securitySchemes"] = {
        "key": {
            "type": "http",
            "scheme": "bearer",
            "description": "An API key: `cf_<key id>_<secret>`; for one's own return"
            " the secret of a link, too: `cl_<link id>_<secret>`.",
        }
    }
    document["security"] = [{"key": []}]
    return document


def _complete(operation: Json, route: Operation, method: str) -> None:
    """Adds to one operation what is the same for all of its kind."""
    operation["parameters"] = parameters_of(route, method)
    successes = answers_of(route)
    refusals = _ALWAYS | (_OF_COMMANDS if method == "POST" else _OF_QUESTIONS)
    operation["responses"] = successes | {
        str(status): _refusal(status, why) for status, why in sorted(refusals.items())
    }
    example = EXAMPLES.get(route.name)
    if example is not None and "requestBody" in operation:
        body = operation["requestBody"]["content"]["application/json"]
        body["examples"] = {"example": {"value": example}}


def _refusal(status: int, why: str) -> Json:
    headers: Json = {
        "Request-Id": _header("The id of the request, for whoever is asked.")
    }
    if status in {429, 503}:
        headers["Retry-After"] = _header("Seconds to wait.", "integer")
    if status == 401:  # noqa: PLR2004
        headers["WWW-Authenticate"] = _header("How to say who asks.")
    schema = {"$ref": "#/components/schemas/Problem"}
    content = {"application/problem+json": {"schema": schema}}
    return {"description": why, "headers": headers, "content": content}


def _header(description: str, kind: str = "string") -> Json:
    return {"description": description, "schema": {"type": kind}}

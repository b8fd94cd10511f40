"""The parameters of every operation: in its path, its query and its headers."""

from collections.abc import Iterator
from typing import Any

from api.audit.taking import parameters_of_audit
from api.models import MODELS, is_json, noun_of
from api.operation import Operation
from api.parameters_of_questions import ASKED, PAPER
from api.parameters_of_questions import WHOLE as WHOLE_ANSWERS
from api.schemas.ledger import LEDGER
from projections.audit.catalogue import BY_OPERATION
from projections.filters import sortable
from projections.flags import NAMED_FLAGS
from projections.kinds import COUNT, DAY, FLAG, MONEY, SCORE, WHOLE, Kind
from projections.model import Model
from projections.pages import MOST

Json = dict[str, Any]

# No control characters: nobody types one.
_TEXT: Json = {"type": "string", "pattern": r"^[^\x00-\x1f\x7f]*$"}
_DATE: Json = {"type": "string", "format": "date"}
_NAMED = (
    r"^([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    r"|[A-Z]{1,4}-[1-9][0-9]{0,14})$"
)
_KNOWN_AT = (
    r"^([1-9][0-9]{0,14}|checkpoint:[1-9][0-9]{0,14}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2}))$"
)
_NUMBER: Json = {"type": "integer"}
PAPERS = frozenset({"pdf", "docx"})
# Questions that take what the list of a kind of thing takes.
_LISTED = {"get_risk_register": "risk", "get_change_log": "change"}


def _asked(name: str, description: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "description": description, "schema": schema}


_KNOWN: Json = _asked(
    "known_at",
    "As the register knew it then: a moment, a position or checkpoint:<size>.",
    {
        "type": "string",
        "pattern": _KNOWN_AT,
        "examples": ["2026-11-21T17:00:00Z", "1187"],
    },
)


def parameters_of(route: Operation, method: str) -> list[Json]:
    """What one operation takes besides its body."""
    if route.name in LEDGER:
        return [*_path(route), *LEDGER[route.name][0]]
    if (question := BY_OPERATION.get(route.right)) is not None:
        return parameters_of_audit(question, paged=route.form is None)
    asked = () if noun_of(route) == "draft" else _query(route)
    usual = _headers(route) if method == "POST" else asked
    return [*_path(route), *usual, *getattr(route, "asked", ())]


def _path(route: Operation) -> Iterator[Json]:
    if "{id}" in route.path:
        yield {
            "name": "id",
            "in": "path",
            "required": True,
            "description": "The id, or the reference that the register gave.",
            "schema": {"type": "string", "pattern": _NAMED, "examples": ["R-1187"]},
        }
    if "{position}" in route.path:
        yield {
            "name": "position",
            "in": "path",
            "required": True,
            "description": "A position of the log, counted from 1.",
            "schema": {"type": "integer", "minimum": 1},
        }


def _headers(route: Operation) -> Iterator[Json]:
    yield _header(
        "Idempotency-Key",
        "Makes the command happen once: for 24 hours the same key with the same body"
        " gives the same reply, marked Idempotency-Replayed.",
        {"type": "string", "pattern": "^[!-~]([ -~]{0,253}[!-~])?$"},
    )
    versioned = route.path == "/v1/return" or route.path.startswith("/v1/policy/")
    if "{id}" in route.path or versioned:
        yield _header(
            "If-Match",
            "The ETag as it was read; refused if the thing has moved on.",
            {"type": "string", "pattern": '^"[1-9][0-9]{0,14}"$'},
        )


def _query(route: Operation) -> Iterator[Json]:
    if route.name == "stream_events":
        yield from _events(route)
        return
    if route.right != "get_diff":  # which asks for two instants
        yield _KNOWN
    yield _asked("effective_on", "As it was true on that day.", _DATE)
    noun = _LISTED.get(route.right, noun_of(route))
    if noun in MODELS and (route.right.startswith("list_") or route.right in _LISTED):
        if route.form is None:
            yield from _pages()
        yield from _list(MODELS[noun])
    if noun == "event":
        yield from _events(route)
    yield from _of_question(route)
    if route.form in PAPERS or route.right == "get_exit_report":
        yield from PAPER


def _of_question(route: Operation) -> Iterator[Json]:
    """What a question takes that is no list of one kind of thing."""
    asked = ASKED.get(route.right, ())
    if asked and route.form is None and route.right not in WHOLE_ANSWERS:
        yield from _pages()
    yield from asked
    if route.right == "get_risk_around":
        yield _asked("date", "The end of which day.", _DATE) | {"required": True}


def _events(route: Operation) -> Iterator[Json]:
    yield _asked("cursor", "The position after which to go on.", {"type": "string"})
    if route.name == "list_events":
        limits = {"type": "integer", "minimum": 1, "maximum": MOST, "default": 50}
        yield _asked("limit", "How many at once.", limits)
    else:
        yield _header("Last-Event-ID", "The position to resume after.", _NUMBER)
    uuid = {"type": "string", "format": "uuid"}
    yield _asked("stream", "Only of the thing with this id.", uuid)
    yield _asked("noun", "Only of these kinds of things.", _several(_TEXT))
    yield _asked("fact", "Only these facts.", _several(_TEXT))
    yield _asked("by", "Only by these accounts.", _several(uuid))


def _several(schema: Json) -> Json:
    return {"type": "array", "items": schema}


def _pages() -> Iterator[Json]:
    limits = {"type": "integer", "minimum": 1, "maximum": MOST, "default": 50}
    yield _asked("limit", "How many at once.", limits)
    yield _asked("cursor", "`next` of the page before.", _TEXT)


def _list(model: Model) -> Iterator[Json]:
    orders = [sign + field for field in sortable(model) for sign in ("", "-")]
    yield _asked(
        "sort",
        "The field to sort by; with a minus the highest comes first.",
        {"type": "string", "enum": orders, "default": "-born_at"},
    )
    yield _asked(
        "within",
        "mine: only your portfolio, or what your grants are for; outside_scope then"
        " says what that leaves out.",
        {"type": "string", "enum": ["all", "mine"], "default": "all"},
    )
    yield _asked(
        "q",
        "Words, or how they begin, in its title, name or number: all of them, without"
        " regard to case, diacritics and punctuation.",
        _TEXT,
    )
    for name, kind in {"in_error": FLAG, **model.columns}.items():
        yield from _filters(name, kind)
    for name in NAMED_FLAGS.get(model.noun, ()):
        said = name.replace("_", " ")
        yield _asked(name, f"Only those of which {said} is so.", _several(_value(FLAG)))
    fields = _several({"enum": list(model.columns)})
    yield _asked("unknown", "Fields of which nothing is known.", fields)


def _filters(name: str, kind: Kind) -> Iterator[Json]:
    if is_json(kind) or kind is MONEY:
        return
    schema = _value(kind)
    yield _asked(name, f"Only those with one of these as {name}.", _several(schema))
    if kind in (DAY, WHOLE, COUNT, SCORE):
        yield _asked(f"{name}_from", f"{name} at least this.", schema)
        yield _asked(f"{name}_to", f"{name} at most this.", schema)


def _value(kind: Kind) -> Json:
    if kind is FLAG:
        return {"type": "boolean"}
    if kind is DAY:
        return _DATE
    return _NUMBER if kind in (WHOLE, COUNT, SCORE) else _TEXT


def _header(name: str, description: str, schema: Json) -> Json:
    return {"name": name, "in": "header", "description": description, "schema": schema}

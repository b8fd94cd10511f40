"""One record's history: each entry with what it changed, and both clocks."""

from typing import Any, Final

from starlette.responses import Response

from api.call import Call
from api.models import MODELS
from api.naming import REFERENCE
from api.pages.clocks import KNOWN_AT, TRUE_ON, PageClocks
from api.pages.entries import entries_of
from api.pages.frame import may
from api.pages.page import Pages
from api.pages.rendering import show
from api.query import read_query
from api.readings import opened
from domain.errors import NotFound
from projections.history import history
from projections.view import View

Json = dict[str, Any]
AT_ONCE: Final = 50
_NOUNS = {model.prefix: noun for noun, model in MODELS.items()}

pages = Pages()


@pages.page("/records/{reference}", right="list_events")
async def get_record(call: Call, reference: str) -> Response:
    """All that was recorded of one thing, the newest first."""
    return await call.elsewhere(lambda: _record(call, reference))


def _record(call: Call, reference: str) -> Response:
    query = read_query(call.query, frozenset({KNOWN_AT, TRUE_ON, "before"}))
    clocks = PageClocks.of(call.service, query.single)
    noun = noun_of(reference)
    before = _before(query.single.get("before"))
    with opened(call, clocks.read) as view:
        told = history(view, noun, reference)
        older = [one for one in told if before is None or one["position"] < before]
        shown = [*reversed(older[-AT_ONCE:])]
        return show(
            call,
            view,
            clocks,
            "record.html",
            noun=noun,
            reference=reference,
            title=_title(view, noun, reference),
            total=len(told),
            entries=entries_of(view, shown),
            older=shown[-1]["position"] if len(older) > AT_ONCE else None,
            as_data=f"/v1/{_collection(noun)}/{reference}/history",
            paper=_paper(call, noun, reference),
        )


def record_page(call: Call, clocks: PageClocks, reference: str | None) -> str | None:
    """The page of a record; None for who may not read what was recorded of it."""
    prefix = (reference or "").partition("-")[0]
    if prefix not in _NOUNS or not may(call, "list_events"):
        return None
    return clocks.href(f"/records/{reference}")


def noun_of(reference: str) -> str:
    """What kind of thing a reference names. Raises NotFound for none."""
    prefix = reference.partition("-")[0]
    if not REFERENCE.fullmatch(reference) or prefix not in _NOUNS:
        raise NotFound(f"{reference[:60]} is no reference such as R-1187")
    return _NOUNS[prefix]


def _paper(call: Call, noun: str, reference: str) -> str | None:
    """The paper on which a change is decided, for who may read it."""
    if noun != "change" or not may(call, "get_decision_paper"):
        return None
    return f"/v1/changes/{reference}/decision-paper.pdf"


def _before(text: str | None) -> int | None:
    is_number = text is not None and text.isascii() and text.isdecimal()
    return int(text[:15]) if text is not None and is_number else None


def _title(view: View, noun: str, reference: str) -> str | None:
    thing = view.known(noun, reference)
    label = view.labels(noun, [thing]).get(thing, {})
    called = (label.get(name) for name in ("title", "name", "file_name"))
    return next((name for name in called if name), None)


def _collection(noun: str) -> str:
    """How the API calls things of a noun."""
    return noun if noun in {"distress", "feedback"} else f"{noun}s"

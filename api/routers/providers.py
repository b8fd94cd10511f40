"""A provider as a whole: one call for the organisation and all that it does."""

from typing import Any

from starlette.responses import Response

from api.call import Asked, Call, Named
from api.models import plural_of
from api.naming import read_name
from api.operation import operations
from api.query import CLOCKS, read_query
from api.readings import found
from api.refusals import Fault, Invalid
from api.replies import list_reply
from api.rights import reach_through
from domain.operations import OPERATIONS
from domain.rights import Reach
from projections.nouns.organisation import ORGANISATION
from projections.provider import SECTIONS, provider
from projections.provider import Asked as Question
from projections.view import View

Json = dict[str, Any]
router = operations("/providers", "questions")


@router.get("/{id}")
async def get_provider(call: Asked, thing: Named) -> Response:
    """One provider: its contracts and terms, risks, issues, documents, distress."""
    return await call.elsewhere(lambda: _one(call, thing))


def _one(call: Call, named: str) -> Response:
    query = read_query(call.query, CLOCKS | {"within"})
    within = query.single.get("within", "all")
    if within not in ("all", "mine"):
        raise Invalid([Fault("/within", "is all or mine")])
    clocks = call.service.travel.read(query.single)
    asked = Question(
        named=read_name(ORGANISATION.prefix, named),
        seen={noun: _reach(call, noun) for noun in SECTIONS},
        within=call.mine() if within == "mine" else None,
    )

    def look(seen: View) -> Json:
        return provider(seen, asked)

    view, whole = found(call, clocks, look)
    return list_reply(call.if_none_match, view, clocks, whole, _named_in(whole))


def _reach(call: Call, noun: str) -> Reach | None:
    """What the caller reads of a noun: by the grants that allow its list, if any do."""
    principal, today = call.principal(), call.service.today()
    operation = f"list_{plural_of(noun)}"
    rule = OPERATIONS[operation]
    if not any(grant.role in rule for grant in principal.holding(today)):
        return None
    return reach_through(principal, operation, today)


def _named_in(whole: Json) -> list[Json]:
    """Everything in it that may name people."""
    lists = [part["items"] for part in whole.values() if _is_section(part)]
    return [whole["organisation"], *(one for items in lists for one in items)]


def _is_section(part: Any) -> bool:
    return isinstance(part, dict) and "items" in part

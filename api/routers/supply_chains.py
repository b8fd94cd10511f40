"""Questions across all supply chains."""

from collections.abc import Mapping

from starlette.responses import Response

from api.call import Asked, Call
from api.naming import read_name
from api.operation import operations
from api.pictures.asking import asked_of, drawn_for, read_drawn
from api.pictures.drawing import drawn
from api.pictures.telling import titled
from api.query import CLOCKS, read_query
from api.readings import opened
from api.replies import clocked
from api.rights import require
from api.spreadsheet import safe
from domain.contract.contract import Contract
from domain.errors import RuleBroken
from projections.chain.columns import named_contracts
from projections.chain.formats import FORMATS, table
from projections.chain.graph import chain_graph
from projections.chain.picture.picture import picture

router = operations("/supply-chain", "questions")
ASKED = CLOCKS | {"format", "contract", "service", "tier", "depth"}
CSV, SVG = "csv", "svg"
FORMS = sorted({*FORMATS, CSV, SVG})
DIGITS = 3


@router.get("/graph")
async def get_supply_chain_graph(call: Asked) -> Response:
    """Contracts, organisations and the seats between them, as a graph or drawn."""
    answer = _drawn if _is_drawn(call) else _graph
    return await call.elsewhere(lambda: answer(call))


def _graph(call: Call) -> Response:
    asked = read_query(call.query, ASKED).single
    clocks = call.service.travel.read(asked)
    form = asked.get("format", "json")
    if form not in FORMS:
        detail = f"format is one of {', '.join(FORMS)}"
        raise RuleBroken(detail, rule="graph-question", pointer="/format")
    with opened(call, clocks) as view:
        contracts: list[str] | None = None
        if (named := asked.get("contract")) is not None:
            contracts = [view.known("contract", read_name(Contract.prefix, named))]
        if (service := asked.get("service")) is not None:
            found = named_contracts(view, service)
            contracts = [c for c in found if contracts is None or c in contracts]
        tier, depth = (_whole(asked, name) for name in ("tier", "depth"))
        graph = chain_graph(view, contracts, tier=tier, depth=depth)
        headers = clocked(view, clocks) | {"Cache-Control": "no-store"}
    if form == CSV:
        return Response(table(graph, safe), 200, headers, "text/csv")
    media, write = FORMATS[form]
    return Response(write(graph), 200, headers, media)


def _is_drawn(call: Call) -> bool:
    """Whether the graph is asked for as a picture, which takes more parameters."""
    said = read_query(call.query, frozenset({"format"}), filters=True)
    return said.single.get("format") == SVG


def _drawn(call: Call) -> Response:
    # Who may not ask at all is told so before what they ask is looked at.
    require(call.principal(), call.right, call.service.today())
    query = read_drawn(call.query, frozenset({"format"}))
    clocks = call.service.travel.read(query.single)
    with opened(call, clocks) as view:
        seen = drawn_for(call, view, query)
        asked = asked_of(call, seen, query)
        found = picture(seen, asked)
        content = drawn(found, asked.lens, titled(found))
        headers = clocked(view, clocks) | {"Cache-Control": "no-store"}
    return Response(content, 200, headers, "image/svg+xml")


def _whole(asked: Mapping[str, str], name: str) -> int | None:
    said = asked.get(name)
    if said is None:
        return None
    if not (said.isascii() and said.isdecimal() and 1 <= len(said) <= DIGITS):
        detail = f"{name} is a whole number from 1, the tier of the lead"
        raise RuleBroken(detail, rule="graph-question", pointer=f"/{name}")
    return int(said)

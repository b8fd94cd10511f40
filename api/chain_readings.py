"""Questions about one supply chain: as it stands, as a file, and its history."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from starlette.responses import Response

from api.call import Call
from api.naming import read_name
from api.query import CLOCKS, read_query
from api.readings import found
from api.replies import list_reply, thing_reply
from api.spreadsheet import File, Path, columns_of, days_of, file_reply
from domain.contract.contract import Contract
from domain.event import Recorded
from projections.chain.page import supply_chain
from projections.chain.reading import read_chain
from projections.history import told
from projections.nouns.seat import SEAT
from projections.view import View

Json = dict[str, Any]
# What a file says beside the fields of a seat.
FOLLOWING: Sequence[Path] = (
    ("organisation", "name"),
    ("tier",),
    *(
        (name, part)
        for name in ("value", "retained", "retained_at_most")
        for part in ("amount", "currency", "vat_basis")
    ),
    ("cumulative_days",),
    *(("terms_verdict", part) for part in ("finding", "days", "source", "why")),
    *(("minimum_set", part) for part in ("known", "of", "missing")),
    *(
        (name, part)
        for name in ("issue_route", "exit_arrangement")
        for part in ("description", "state")
    ),
)
_IN_PARTS = frozenset(
    f"{name}{end}"
    for name in ("issue_route", "exit_arrangement")
    for end in ("", "_defined_in")
)


async def answer_chain(call: Call, named: str) -> Response:
    """One chain, cut down to who asks."""

    def answer() -> Response:
        clocks = call.service.travel.read(read_query(call.query, CLOCKS).single)
        name = read_name(Contract.prefix, named)
        view, chain = found(call, clocks, lambda seen: supply_chain(seen, name))
        return thing_reply(call.if_none_match, view, clocks, chain)

    return await call.elsewhere(answer)


async def answer_chain_file(call: Call, named: str, form: str) -> Response:
    """The seats of one chain as a file."""

    def answer() -> Response:
        clocks = call.service.travel.read(read_query(call.query, CLOCKS).single)
        name = read_name(Contract.prefix, named)
        view, chain = found(call, clocks, lambda seen: supply_chain(seen, name))
        fields = [c for c in columns_of(SEAT) if c[0] not in _IN_PARTS]
        file = File(
            "supply-chain",
            [*fields, *FOLLOWING],
            days_of(SEAT),
            iter([*chain["seats"], *chain["past_seats"]]),
        )
        return file_reply(view, clocks, form, file)

    return await call.elsewhere(answer)


async def answer_chain_history(call: Call, named: str) -> Response:
    """Everything recorded of one chain and returned of its seats, oldest first."""

    def answer() -> Response:
        clocks = call.service.travel.read(read_query(call.query, CLOCKS).single)
        name = read_name(Contract.prefix, named)
        view, entries = found(call, clocks, lambda seen: chain_history(seen, name))
        content = {"items": entries, "position": view.position}
        return list_reply(call.if_none_match, view, clocks, content, entries)

    return await call.elsewhere(answer)


def chain_history(view: View, named: str) -> list[Json]:
    """Every event of a chain and of the returns of its seats. Raises NotFound."""
    view.known("contract", named)
    read = read_chain(view, named)
    streams = [UUID(read.root), *(UUID(seat["id"]) for seat in read.seats)]
    events: list[Recorded[Any]] = [
        event for one in streams for event in view.log.history(one, view.position)
    ]
    events.sort(key=lambda event: event.position)
    return told(view, events)

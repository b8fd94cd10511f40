"""The return of whoever holds places in chains: read, sent, and a concern raised."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from starlette.responses import Response

from api.call import Call
from api.query import CLOCKS, read_query
from api.readings import opened
from api.replies import thing_reply
from api.rights import NOTHING, reach_through
from api.standing import contracts_of, standing
from api.supply_chain import whole_version
from domain.errors import NotFound, RuleBroken
from domain.facts.supply_chain import chain_of
from domain.issue.issue import Issue
from domain.link.link import ReturnLink
from domain.log.desk import WritingDesk
from domain.log.mapper import moment
from domain.log.submission import Outcome
from domain.place import Place
from domain.returning.commands import Concern, RaiseConcern, SendReturn
from domain.returning.returning import Held, raise_concern, send_return
from domain.rights import acts_for
from domain.supply_chain.supply_chain import SupplyChain
from projections.chain.own import Opens, own_places
from projections.chain.reading import called
from projections.view import View

Json = dict[str, Any]
READ = "get_return"
_OF_ISSUE = ("id", "reference", "version", "title", "status", "contract_id")
# Each place with where it lies for rights.
Places = Mapping[UUID, tuple[Held, Place]]


async def answer_return(call: Call) -> Response:
    """The places of whoever asks, with what there is to answer for each."""

    def answer() -> Response:
        clocks = call.service.travel.read(read_query(call.query, CLOCKS).single)
        with opened(call, clocks) as view:
            page = _page(view, _link(call))
            return thing_reply(call.if_none_match, view, clocks, page)

    return _unkept(await call.elsewhere(answer))


async def answer_send(call: Call, command: SendReturn) -> Response:
    """Has a return recorded; the reply shows the places as they then stand.

    By a link the return is what it was given out for: it opens nothing more.
    """
    contracts = await call.elsewhere(lambda: _contracts(call))
    issues = [call.new_stream() for _ in command.concerns]
    # Read now: by the time of the reply a link is over.
    seen = reach_through(call.principal(), READ, call.service.today())
    link = _link(call)

    def act(desk: WritingDesk) -> UUID:
        places = _places(desk, contracts)
        named = [one.seat_id for one in command.seats]
        worried = [one.seat_id for one in command.concerns]
        _admit(desk, call.operation, places, [*named, *worried])
        _match(desk, places)
        send_return(desk, {s: held for s, (held, _) in places.items()}, command)
        if link is not None:
            answered = places if command.nothing_changed else named
            close = link.close(tuple(answered), all_alike=command.nothing_changed)
            desk.record(ReturnLink, link.stream, close)
        # Last of all: between what others see of a return nothing is missing.
        _raise(desk, issues, command.concerns, places, command)
        return desk.asker.account

    def shown(outcome: Outcome) -> Json:
        with call.service.reading(seen, outcome.position) as view:
            return _page(view, link)

    return _unkept(await call.submit(ReturnLink, act, shown=shown))


async def answer_concern(call: Call, command: RaiseConcern) -> Response:
    """Has a concern raised as an issue on the contract of the place."""
    call.refuse_match()
    contracts = await call.elsewhere(lambda: _contracts(call))
    issue = call.new_stream()

    def act(desk: WritingDesk) -> UUID:
        places = _places(desk, contracts)
        _admit(desk, call.operation, places, [command.seat_id])
        _raise(desk, [issue], [command], places, command)
        return issue

    def shown(outcome: Outcome) -> Json:
        with call.service.reading(NOTHING, outcome.position) as view:
            raised = view.rendered("issue", view.rows("issue", [str(issue)]))[0]
        return _receipt(raised, command)

    return await call.submit(
        Issue, act, status=201, shown=shown, collection="/v1/issues"
    )


def _unkept(reply: Response) -> Response:
    """A reply that is kept nowhere on its way: it names whom to turn to."""
    reply.headers["Cache-Control"] = "no-store"
    return reply


def _link(call: Call) -> ReturnLink | None:
    """The link by which somebody comes, None for who has an account."""
    if call.asker.link is None:
        return None
    return call.service.access.link(call.asker.link)


def _page(view: View, link: ReturnLink | None) -> Json:
    """The places with what there is to answer for each, and until when."""
    whose = sorted(str(one) for one in view.reach.acts_for)
    opens: Opens = link.opens if link else lambda _: True
    return {
        **own_places(view, opens, by_link=link is not None),
        "organisations": [called(view, one) for one in whose],
        "answer_until": moment(link.expires_at) if link else None,
        "position": view.position,
    }


def _receipt(raised: Json, command: Concern) -> Json:
    """What whoever raised a concern gets: how to ask after it, and who is not told."""
    told = {name: raised[name] for name in _OF_ISSUE}
    return told | {"confidential_from": list(command.confidential_from)}


def _contracts(call: Call) -> list[str]:
    return contracts_of(call, acts_for(call.principal(), call.service.today()))


def _places(desk: WritingDesk, contracts: Sequence[str]) -> Places:
    """The places of whoever comes; by a link those alone that it opens."""
    link = None if desk.asker.link is None else desk.read(ReturnLink, desk.asker.link)
    return {
        held.seat.id: (held, place)
        for whose in sorted(acts_for(desk.principal(), desk.today))
        for held, place in standing(desk, whose, contracts)
        if link is None or link.opens(place.organisations | place.chain)
    }


def _admit(
    desk: WritingDesk, operation: str, places: Places, named: Iterable[UUID]
) -> None:
    """Refuses what is no place of whoever comes. Raises NotFound and RuleBroken."""
    mine = acts_for(desk.principal(), desk.today)
    desk.authorise(operation, Place(organisations=mine, shared=True))
    for seat in named:
        if seat not in places:
            raise NotFound(f"you have no place {seat} in a chain today")
    for _, place in places.values():
        desk.authorise(operation, place)
    if not places:
        detail = "you have no place in a chain today; ask who sent you here"
        raise RuleBroken(detail, rule="no-place")


def _match(desk: WritingDesk, places: Places) -> None:
    """Refuses who last saw the chains of these places otherwise. Raises Stale."""
    streams = {chain_of(held.contract) for held, _ in places.values()}
    chains = (desk.read(SupplyChain, stream) for stream in streams)
    desk.match_version(sum(whole_version(desk, chain) for chain in chains))


def _raise(
    desk: WritingDesk,
    issues: Sequence[UUID],
    concerns: Sequence[Concern],
    places: Places,
    command: RaiseConcern | SendReturn,
) -> None:
    occasion = desk.occasion(command)
    for issue, concern in zip(issues, concerns, strict=True):
        raise_concern(desk, issue, places[concern.seat_id][0], concern, occasion)

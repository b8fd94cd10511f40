"""What an account holds: shown, handed over, and counted where it is closed."""

from uuid import UUID

from starlette.responses import Response

from api.call import Call
from api.naming import read_id, read_name
from api.query import CLOCKS, read_query
from api.readings import found
from api.replies import list_reply
from domain.account import Account, CloseAccount
from domain.handing_over import Candidates, HandOver, close_account, hand_over
from domain.log.admitting import admit
from domain.log.desk import WritingDesk
from domain.rights import SYSTEM, Reach, reach
from domain.succession import GIVING
from projections.holdings import Holding, holdings
from projections.view import View

KINDS = {kind.noun: kind for kind in GIVING}


async def answer_holdings(call: Call, named: str) -> Response:
    """What an account holds, of what the caller may know of."""
    return await call.elsewhere(lambda: _holdings(call, named))


async def answer_hand_over(call: Call, named: str, command: HandOver) -> Response:
    """Hands over what an account holds; the reply is that account."""
    account = read_id(Account, named)
    candidates = await call.elsewhere(lambda: _candidates(call, account))

    def act(desk: WritingDesk) -> UUID:
        stream, _ = admit(desk, call.operation, Account, account)
        desk.match(stream)
        hand_over(desk, stream, command, candidates)
        return stream

    return await call.submit(Account, act)


async def answer_close(call: Call, named: str, command: CloseAccount) -> Response:
    """Closes an account; the reply says what it still holds."""
    account = read_id(Account, named)
    candidates = await call.elsewhere(lambda: _candidates(call, account))

    def act(desk: WritingDesk) -> UUID:
        stream, _ = admit(desk, call.operation, Account, account)
        desk.match(stream)
        close_account(desk, stream, command, candidates)
        return stream

    return await call.submit(Account, act)


def _candidates(call: Call, named: str | UUID) -> Candidates:
    """What the account seems to hold; the act looks at each of them afresh."""
    seen = reach(SYSTEM, call.service.today())
    with call.service.reading(seen) as view:
        account = view.things.find(view.connection, "account", str(named))
        held = holdings(view, account or "", seen)
    return {
        kind: [UUID(one.id) for one in held if one.noun == noun]
        for noun, kind in KINDS.items()
    }


def _holdings(call: Call, named: str) -> Response:
    clocks = call.service.travel.read(read_query(call.query, CLOCKS).single)
    name = read_name(Account.prefix, named)

    def look(seen: View) -> list[Holding]:
        # Of all that is not restricted; of that, where the caller is a reader.
        whole = Reach(seen.reach.account, everything=True)
        return holdings(seen, seen.known("account", name), whole)

    view, held = found(call, clocks, look)
    items = [one._asdict() for one in held]
    content = {"items": items, "position": view.position}
    return list_reply(call.if_none_match, view, clocks, content, items)

"""Accounts: who may do what."""

from starlette.responses import Response

from api.call import Asked, Named
from api.handing_over import answer_close, answer_hand_over, answer_holdings
from api.operation import operations
from api.readings import add_readings
from domain.account import (
    Account,
    CloseAccount,
    GrantAccount,
    InviteAccount,
    RevokeGrant,
)
from domain.delegation import Delegate, EndDelegation
from domain.emergency import BreakGlass, SealAccount
from domain.handing_over import HandOver

router = operations("/accounts", "accounts")


@router.post("", status_code=201)
async def create_account(call: Asked, command: InviteAccount) -> Response:
    """Opens an account for somebody, who may do nothing yet."""
    return await call.begin(Account, Account.invite, command)


@router.post("/{id}/grant")
async def grant_account(call: Asked, thing: Named, command: GrantAccount) -> Response:
    """Lets the account act in a role and a scope."""
    return await call.decide(Account, thing, Account.grant, command)


@router.post("/{id}/revoke")
async def revoke_account(call: Asked, thing: Named, command: RevokeGrant) -> Response:
    """Takes a grant back, named by its id, from this moment on."""
    return await call.decide(Account, thing, Account.revoke, command)


@router.post("/{id}/delegate")
async def delegate_account(call: Asked, thing: Named, command: Delegate) -> Response:
    """Lets a deputy act in the name of this account, under the deputy's own."""
    return await call.decide(Account, thing, Account.delegate, command)


@router.post("/{id}/end-delegation")
async def end_delegation_account(
    call: Asked, thing: Named, command: EndDelegation
) -> Response:
    """Takes a delegation back, named by its id, from this moment on."""
    return await call.decide(Account, thing, Account.end_delegation, command)


@router.post("/{id}/hand-over")
async def hand_over_account(call: Asked, thing: Named, command: HandOver) -> Response:
    """Hands what the account holds over to another, all of it in one act."""
    return await answer_hand_over(call, thing, command)


@router.post("/{id}/close")
async def close_account(call: Asked, thing: Named, command: CloseAccount) -> Response:
    """Closes the account: it may do nothing any more. Says what it still holds."""
    return await answer_close(call, thing, command)


@router.post("/{id}/break-glass")
async def break_glass_account(
    call: Asked, thing: Named, command: BreakGlass
) -> Response:
    """Opens an account that lies ready for an emergency, for 1 to 24 hours.

    Until then it reads everything, restricted records included, and administers.
    """
    return await call.decide(Account, thing, Account.break_glass, command)


@router.post("/{id}/seal")
async def seal_account(call: Asked, thing: Named, command: SealAccount) -> Response:
    """Ends the use of an emergency account; said by another, it was looked at."""
    return await call.decide(Account, thing, Account.seal, command)


@router.get("/{id}/holdings")
async def get_account_holdings(call: Asked, thing: Named) -> Response:
    """What the account holds: contracts, risks and their parts, issues, changes."""
    return await answer_holdings(call, thing)


add_readings(router, "account", "accounts")

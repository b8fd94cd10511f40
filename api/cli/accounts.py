"""People who may come in, and the one who may in an emergency."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

import typer

from api.cli.people import asker, found_account
from api.cli.words import Data, Keys, fail
from api.opening import EVERYTHING, home_of, opened
from domain.account import Account, GrantAccount, InviteAccount
from domain.emergency import BreakGlass, SealAccount
from domain.facts.account import Role
from domain.log.desk import Act, WritingDesk
from domain.log.register import Decision, Home, decide
from domain.log.submission import Submission
from domain.occasion import Command
from domain.place import Place
from projections.view import View

accounts = typer.Typer(no_args_is_help=True)

PORTFOLIO = "portfolio"
NAMED = {"contracts": "contract", "organisations": "organisation"}
PARTS = ("contracts", "departments", "wards", "organisations", "services")


@accounts.command("create")
def create_account(  # noqa: PLR0913, PLR0917 - one parameter an option
    name: Annotated[str, typer.Argument(help="What the person is called.")],
    role: Annotated[Role, typer.Option(help="What they may do.", show_choices=True)],
    scope: Annotated[
        list[str] | None,
        typer.Option(
            help="What for: all, portfolio (a contract manager's own contracts), or"
            " departments=..., wards=..., services=..., contracts=C-12,"
            " organisations=O-3; may be given several times. By default all.",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[
        str | None, typer.Option(help="Up to how many pounds they may approve.")
    ] = None,
    email: Annotated[str | None, typer.Option(help="Their address.")] = None,
    data: Data = None,
    keys: Keys = None,
) -> None:
    """Opens an account for somebody, who may then act in a role.

    The last line is the account's id. A key to it is made by `counterfoil key create`.
    """
    said: dict[str, Any] = {"role": role, "scope": _scope(scope or ["all"])}
    if limit is not None:
        said["limit"] = {"amount": limit if "." in limit else f"{limit}.00"}
    invite = InviteAccount(name=name, email=email)
    with opened(home_of(data, keys)) as (register, _, reads):
        with reads.at(EVERYTHING) as view:
            grant = GrantAccount.model_validate(said | {"scope": _found(view, said)})
        stream = register.sources.new_id()
        register.submit(Submission(_account(stream, invite, grant), asker(), 201))
    typer.echo(f"Opened an account: {name}, {role.replace('_', ' ')}.")
    typer.echo(str(stream))


@accounts.command("break-glass")
def break_glass(
    name: Annotated[str, typer.Argument(help="Which: a name, an id or A-12.")],
    reason: Annotated[str, typer.Option(help="Why; auditors read it.")],
    hours: Annotated[int, typer.Option(min=1, max=24, help="For how long.")] = 4,
    data: Data = None,
    keys: Keys = None,
) -> None:
    """Opens an account that lies ready for an emergency, for some hours."""
    command = BreakGlass(reason=reason, hours=hours)
    until = _decided(home_of(data, keys), name, Account.break_glass, command)
    typer.echo(f"{name} is open until {until['emergency_until']}: it reads everything")
    typer.echo("and administers. Afterwards: counterfoil account seal, key rotate.")


@accounts.command("seal")
def seal(
    name: Annotated[str, typer.Argument(help="Which: a name, an id or A-12.")],
    reason: Annotated[str, typer.Option(help="What it was used for.")],
    data: Data = None,
    keys: Keys = None,
) -> None:
    """Ends the use of an emergency account, and says that it was looked at."""
    command = SealAccount(reason=reason)
    _decided(home_of(data, keys), name, Account.seal, command)
    typer.echo(f"{name} is sealed. Give it a new secret: counterfoil key rotate.")


def _decided(home: Home, name: str, decision: Decision, command: Command) -> Any:
    """Has something decided on an account; the account as it then is."""
    with opened(home) as (register, _, reads):
        with reads.at(EVERYTHING) as view:
            account = found_account(view, name)
        operation = f"{decision.__name__}_account"
        act = decide(Account, account, decision, command, operation)
        register.submit(Submission(act, asker()))
        with reads.at(EVERYTHING) as view:
            return view.one("account", str(account))


def _account(stream: UUID, invite: InviteAccount, grant: GrantAccount) -> Act:
    """Opens an account and grants a role, both or neither."""

    def act(desk: WritingDesk) -> UUID:
        desk.authorise("create_account", Place())
        desk.record(Account, stream, Account.invite(invite, desk.occasion(invite)))
        account = desk.read(Account, stream)
        desk.authorise("grant_account", account)
        desk.record(Account, stream, account.grant(grant, desk.occasion(grant)))
        return stream

    return act


def _scope(parts: list[str]) -> Any:
    """What was given on the command line, as the API takes it."""
    if parts == ["all"]:
        return "all"
    found: defaultdict[str, list[str]] = defaultdict(list)
    for part in parts:
        if part == PORTFOLIO:
            continue
        name, _, value = part.partition("=")
        if name not in PARTS or not value:
            fail(
                f"--scope {part}: say all, portfolio, or one of {', '.join(PARTS)}=..."
            )
        found[name].append(value)
    return dict(found)


def _found(view: View, said: Mapping[str, Any]) -> Any:
    """The scope with ids in place of references."""
    scope = said["scope"]
    if scope == "all":
        return scope
    named = {
        part: [view.one(noun, each)["id"] for each in scope[part]]
        for part, noun in NAMED.items()
        if part in scope
    }
    return {**scope, **named}

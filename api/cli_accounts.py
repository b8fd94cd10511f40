"""People who may come in, and the keys they come in with."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Annotated, Any
from uuid import UUID, uuid4

import typer

from api.auth import key_text
from api.cli_words import Data, Keys, fail
from api.opening import EVERYTHING, home_of, opened
from domain.account import Account, GrantAccount, InviteAccount
from domain.facts.account import Role
from domain.key import LONDON, IssueKey, Key
from domain.log.desk import Act, WritingDesk
from domain.log.register import Register, begin
from domain.log.submission import Asker, Submission
from domain.place import Place
from domain.rights import SYSTEM
from projections.pages import Question
from projections.view import View

accounts = typer.Typer(no_args_is_help=True)
keys = typer.Typer(no_args_is_help=True)

PORTFOLIO = "portfolio"
NAMED = {"contracts": "contract", "organisations": "organisation"}
PARTS = ("contracts", "departments", "wards", "organisations", "services")


def asker() -> Asker:
    """Whoever runs the command line, in a request of its own."""
    return Asker(SYSTEM.account, "cli", uuid4())


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


@keys.command("create")
def create_key(
    name: Annotated[str, typer.Argument(help="Whose: a name, an id or A-12.")],
    expires: Annotated[
        int | None, typer.Option(min=1, help="After how many days it opens no more.")
    ] = None,
    data: Data = None,
    keys: Keys = None,
) -> None:
    """Makes a key. It is shown once, alone on the last line, and kept nowhere."""
    with opened(home_of(data, keys)) as (register, _, reads):
        with reads.at(EVERYTHING) as view:
            account = _find(view, name)
        key = issued(register, account, _last_day(register, expires))
    typer.echo("Keep it: it is not shown again.")
    typer.echo(key)


def issued(register: Register, account: UUID, expires_on: date | None) -> str:
    """A new key of an account."""
    stream, secret = register.sources.new_id(), token_urlsafe(32)
    digest = sha256(secret.encode()).hexdigest()
    command = IssueKey(account_id=account, digest=digest, expires_on=expires_on)
    act = begin(Key, stream, Key.issue, command, "create_key")
    register.submit(Submission(act, asker(), 201))
    return key_text(stream, secret)


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


def _find(view: View, name: str) -> UUID:
    """The account that is called so, and no other."""
    page = view.page("account", Question(q=name, limit=200))
    called = [UUID(item["id"]) for item in page.items if item.get("name") == name]
    if len(called) == 1:
        return called[0]
    if called:
        listed = ", ".join(map(str, called))
        fail(f"{len(called)} accounts are called {name}; name one by its id: {listed}")
    return UUID(view.one("account", name)["id"])


def _last_day(register: Register, expires: int | None) -> date | None:
    if expires is None:
        return None
    today = register.sources.clock().astimezone(LONDON).date()
    return today + timedelta(days=expires)

"""The keys that people come in with: made and renewed at the register's machine."""

from datetime import date, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Annotated
from uuid import UUID

import typer

from api.auth import key_text
from api.cli.people import asker, found_account, named_or_only_key
from api.cli.words import Data, Keys
from api.opening import EVERYTHING, home_of, opened
from domain.key import LONDON, IssueKey, Key, RotateKey
from domain.log.register import Register, begin, decide
from domain.log.submission import Submission

keys = typer.Typer(no_args_is_help=True)


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
            account = found_account(view, name)
        key = issued(register, account, _last_day(register, expires))
    _show(key)


@keys.command("rotate")
def rotate_key(
    name: Annotated[
        str, typer.Argument(help="Which: its id, K-13, or whose only key it is.")
    ],
    old_for: Annotated[
        int | None,
        typer.Option(min=1, help="For how many hours the old secret still opens."),
    ] = None,
    data: Data = None,
    keys: Keys = None,
) -> None:
    """Gives a key a new secret, shown once. The old one opens nothing from then on."""
    with opened(home_of(data, keys)) as (register, _, reads):
        with reads.at(EVERYTHING) as view:
            stream = named_or_only_key(view, name)
        key = rotated(register, stream, old_for)
    _show(key)


def issued(register: Register, account: UUID, expires_on: date | None) -> str:
    """A new key of an account."""
    stream, (secret, digest) = register.sources.new_id(), _secret()
    command = IssueKey(account_id=account, digest=digest, expires_on=expires_on)
    act = begin(Key, stream, Key.issue, command, "create_key")
    register.submit(Submission(act, asker(), 201))
    return key_text(stream, secret)


def rotated(register: Register, stream: UUID, old_for: int | None) -> str:
    """The key with another secret; the old one opens for some hours, if at all."""
    secret, digest = _secret()
    until = None
    if old_for is not None:
        until = register.sources.clock() + timedelta(hours=old_for)
    command = RotateKey.model_construct(
        {"digest", "old_until"}, digest=digest, old_until=until
    )
    act = decide(Key, stream, Key.rotate, command, "rotate_key")
    register.submit(Submission(act, asker()))
    return key_text(stream, secret)


def _secret() -> tuple[str, str]:
    secret = token_urlsafe(32)
    return secret, sha256(secret.encode()).hexdigest()


def _show(key: str) -> None:
    typer.echo("Keep it: it is not shown again.")
    typer.echo(key)


def _last_day(register: Register, expires: int | None) -> date | None:
    if expires is None:
        return None
    today = register.sources.clock().astimezone(LONDON).date()
    return today + timedelta(days=expires)

"""API keys: a secret shown once; the register knows only its digest."""

from uuid import UUID

from starlette.responses import Response

from api.auth import key_text
from api.call import Asked, Named
from api.naming import read_id
from api.operation import operations
from api.readings import add_readings
from api.secret import new_secret, shown_once
from domain.key import IssueKey, Key, RevokeKey, RotateKey
from domain.log.register import begin, decide
from domain.occasion import Command
from domain.values import Day, Id, Moment

router = operations("/keys", "keys")


class NewKey(Command):
    """Gives out a key for an account; the reply shows its secret, this once."""

    account_id: Id
    expires_on: Day | None = None

    def issued(self, digest: str) -> IssueKey:
        """What the register is told: everything but the secret."""
        said = {field: getattr(self, field) for field in self.model_fields_set}
        return IssueKey(digest=digest, **said)


class NewSecret(Command):
    """Gives the key a new secret; the reply shows it, this once.

    The old one opens until `old_until`, or nothing from this moment on.
    """

    old_until: Moment | None = None

    def rotated(self, digest: str) -> RotateKey:
        """What the register is told: everything but the secret."""
        said = {field: getattr(self, field) for field in self.model_fields_set}
        return RotateKey(digest=digest, **said)


@router.post("", status_code=201)
async def create_key(call: Asked, command: NewKey) -> Response:
    """Gives out a key for an account; `key` is shown this once and kept nowhere."""
    secret, digest = new_secret()
    stream: UUID = call.service.register.sources.new_id()
    act = begin(Key, stream, Key.issue, command.issued(digest), call.operation)
    shown = shown_once(call, "key", secret, key_text)
    return await call.submit(Key, act, status=201, shown=shown)


@router.post("/{id}/rotate")
async def rotate_key(call: Asked, thing: Named, command: NewSecret) -> Response:
    """Gives the key a new secret; `key` is shown this once and kept nowhere."""
    secret, digest = new_secret()
    named, rotate = read_id(Key, thing), command.rotated(digest)
    act = decide(Key, named, Key.rotate, rotate, call.operation)
    shown = shown_once(call, "key", secret, key_text)
    return await call.submit(Key, act, shown=shown)


@router.post("/{id}/revoke")
async def revoke_key(call: Asked, thing: Named, command: RevokeKey) -> Response:
    """Takes the key out of use, from this moment on."""
    return await call.decide(Key, thing, Key.revoke, command)


add_readings(router, "key", "keys")

"""API keys: a secret shown once; the register knows only its digest."""

from hashlib import sha256
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from starlette.responses import Response

from api.auth import key_text
from api.call import Asked, Named
from api.operation import operations
from api.readings import add_readings
from domain.key import IssueKey, Key, RevokeKey
from domain.log.register import begin
from domain.log.submission import Outcome
from domain.occasion import Command
from domain.values import Day, Id

router = operations("/keys", "keys")


class NewKey(Command):
    """Gives out a key for an account; the reply shows its secret, this once."""

    account_id: Id
    expires_on: Day | None = None

    def issued(self, digest: str) -> IssueKey:
        """What the register is told: everything but the secret."""
        said = {field: getattr(self, field) for field in self.model_fields_set}
        return IssueKey(digest=digest, **said)


@router.post("", status_code=201)
async def create_key(call: Asked, command: NewKey) -> Response:
    """Gives out a key for an account; `key` is shown this once and kept nowhere."""
    secret = token_urlsafe(32)
    stream: UUID = call.service.register.sources.new_id()
    issue = command.issued(sha256(secret.encode()).hexdigest())
    act = begin(Key, stream, Key.issue, issue, call.operation)

    def shown(outcome: Outcome) -> dict[str, Any]:
        thing = call.written("key", outcome)
        # A request that is sent again finds the secret of the first no more.
        return thing if outcome.replayed else thing | {"key": key_text(stream, secret)}

    return await call.submit(Key, act, status=201, shown=shown)


@router.post("/{id}/revoke")
async def revoke_key(call: Asked, thing: Named, command: RevokeKey) -> Response:
    """Takes the key out of use, from this moment on."""
    return await call.decide(Key, thing, Key.revoke, command)


add_readings(router, "key", "keys")

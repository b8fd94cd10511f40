"""A council with its people: real keys, real requests, a real register behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from api.auth import key_text
from api.operation import Operation
from domain.account import Account, GrantAccount, InviteAccount
from domain.key import IssueKey, Key
from domain.log.register import Register, begin, decide
from domain.log.submission import Asker, Submission
from domain.rights import SYSTEM

Json = dict[str, Any]
_DOCUMENT: Json = {}


@dataclass(frozen=True)
class Person:
    """Somebody with an account and a key, and what they send."""

    account: UUID
    key: str
    client: TestClient

    def get(self, path: str, **more: Any) -> Response:
        """Asks a question."""
        return self.send("GET", path, **more)

    def post(self, path: str, body: Json | None = None, **more: Any) -> Response:
        """Sends a command."""
        return self.send("POST", path, json={} if body is None else body, **more)

    def upload(self, content: bytes, **said: str) -> Response:
        """Sends a file, with what is said of it."""
        media = {"Content-Type": said.pop("media", "application/pdf")}
        return self.send(
            "POST", "/v1/documents", content=content, params=said, headers=media
        )

    def file(self, content: bytes, **said: str) -> Json:
        """Files a document that has to be accepted, and returns it."""
        reply = self.upload(content, **said)
        assert reply.status_code == 201, reply.text
        filed: Json = reply.json()
        return filed

    def send(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> Response:
        """Sends a request with the person's key."""
        mine = {"Authorization": f"Bearer {self.key}", **(headers or {})}
        return self.client.request(method, path, headers=mine, **more)

    def make(self, path: str, body: Json) -> Json:
        """Enters something that has to be accepted, and returns it."""
        reply = self.post(path, body)
        assert reply.status_code in (200, 201), reply.text
        made: Json = reply.json()
        return made


class Council:
    """A register with people who are let in as they are named."""

    def __init__(self, register: Register, client: TestClient) -> None:
        self.register = register
        self.client = client

    def person(
        self, name: str, *roles: str, scope: Any = "all", **grant: Any
    ) -> Person:
        """A new account with these roles in one scope, and a key to it."""
        account = self._new_id()
        invite = InviteAccount(name=name)
        self._system(begin(Account, account, Account.invite, invite, "create_account"))
        for role in roles:
            self.grant(account, role=role, scope=scope, **grant)
        return Person(account, self.key(account), self.client)

    def grant(self, account: UUID, **said: Any) -> None:
        """Gives an account one more role."""
        grant = GrantAccount.model_validate(said)
        self._system(decide(Account, account, Account.grant, grant, "grant_account"))

    def key(self, account: UUID) -> str:
        """One more key of an account."""
        key, secret = self._new_id(), token_urlsafe(32)
        digest = sha256(secret.encode()).hexdigest()
        issue = IssueKey(account_id=account, digest=digest)
        self._system(begin(Key, key, Key.issue, issue, "create_key"))
        return key_text(key, secret)

    @property
    def app(self) -> FastAPI:
        """The service itself."""
        app = self.client.app
        assert isinstance(app, FastAPI)
        return app

    def operations(self) -> list[Operation]:
        """Every operation that it has."""
        return [route for route in self.app.routes if isinstance(route, Operation)]

    def document(self) -> Json:
        """The OpenAPI document: the same of every council, and a second's work."""
        if not _DOCUMENT:
            _DOCUMENT.update(self.client.get("/openapi.json").json())
        return _DOCUMENT

    def head(self) -> int:
        """The last position of the log."""
        return self.register.reading.head()

    def _new_id(self) -> UUID:
        return self.register.sources.new_id()

    def _system(self, act: Any) -> None:
        asker = Asker(SYSTEM.account, "system", self._new_id())
        self.register.submit(Submission(act, asker))

"""The opponent: FastAPI and SQLAlchemy, a row a risk, a history, and receipts.

Written as one would who means well: it authenticates (a key looked up is kept in
memory), validates, checks the role, If-Match and the Idempotency-Key, and does all its
writing in one transaction. `--queue N` hands that to N threads, so that requests wait
in line instead of fighting for the lock; without it each request takes a thread of the
pool, as FastAPI does with a plain `def`.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Annotated, Any, NamedTuple
from uuid import UUID, uuid4

from fastapi import Depends, FastAPI, Header, HTTPException, Request
from fastapi.responses import JSONResponse
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from scripts.bench.bodies import Assess
from scripts.bench.crud_tables import History, Key, Receipt, Risk, engine_of, now
from scripts.bench.serving import arguments, serve

ASSESSORS = frozenset({"contract_manager", "commissioner"})


class Caller(NamedTuple):
    """Who asks."""

    account: str
    role: str


class Asked(NamedTuple):
    """One request, with what its headers say."""

    caller: Caller
    risk_id: UUID
    command: Assess
    fingerprint: str
    key: str | None
    if_match: str | None


def application(engine: Engine, queue: int | None) -> FastAPI:
    """The service over a database."""
    app = FastAPI()
    sessions = sessionmaker(engine, expire_on_commit=False)
    known: dict[str, Caller] = {}

    async def asked(  # noqa: PLR0913, PLR0917 - FastAPI reads what a request says
        request: Request,
        risk_id: UUID,
        command: Assess,
        authorization: Annotated[str, Header()],
        idempotency_key: Annotated[str | None, Header(max_length=255)] = None,
        if_match: Annotated[str | None, Header()] = None,
    ) -> Asked:
        digest = sha256(authorization.removeprefix("Bearer ").encode()).hexdigest()
        if digest not in known:
            known[digest] = _caller(sessions, digest)
        caller = known[digest]
        if caller.role not in ASSESSORS:
            raise HTTPException(403, "your role does not allow this")
        said = f"{request.method} {request.url.path} ".encode() + await request.body()
        printed = sha256(said).hexdigest()
        return Asked(caller, risk_id, command, printed, idempotency_key, if_match)

    _add_route(app, sessions, asked, queue)
    return app


def _add_route(
    app: FastAPI,
    sessions: sessionmaker[Session],
    asked: Callable[..., Any],
    queue: int | None,
) -> None:
    given = Annotated[Asked, Depends(asked)]
    path = "/v1/risks/{risk_id}/assess"
    if queue is None:

        @app.post(path)
        def assess(request: given) -> JSONResponse:
            return _assess(sessions, request)

        return
    line = ThreadPoolExecutor(queue)

    @app.post(path)
    async def assess_in_line(request: given) -> JSONResponse:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(line, _assess, sessions, request)


def _caller(sessions: sessionmaker[Session], digest: str) -> Caller:
    with sessions() as session:
        key = session.get(Key, digest)
    if key is None:
        raise HTTPException(401, "send a valid key")
    return Caller(key.account, key.role)


def _assess(sessions: sessionmaker[Session], asked: Asked) -> JSONResponse:
    """Scores a risk: its row, its history and the receipt in one transaction."""
    with sessions() as session, session.begin():
        earlier = _earlier(session, asked)
        if earlier is not None:
            replayed = {"Idempotency-Replayed": "true"}
            return JSONResponse(earlier.body, earlier.status, replayed)
        risk = session.get(Risk, asked.risk_id, with_for_update=True)
        if risk is None:
            raise HTTPException(404, "there is no such risk")
        if asked.if_match and asked.if_match != f'"{risk.version}"':
            raise HTTPException(412, "it has changed since you read it")
        shown = _change(session, risk, asked)
        if asked.key is not None:
            session.add(_receipt(asked, shown))
    return JSONResponse(shown, headers={"ETag": f'"{shown["version"]}"'})


def _earlier(session: Session, asked: Asked) -> Receipt | None:
    if asked.key is None:
        return None
    receipt = session.get(Receipt, (asked.caller.account, asked.key))
    if receipt is not None and receipt.fingerprint != asked.fingerprint:
        raise HTTPException(422, "the same key came with another body")
    return receipt


def _change(session: Session, risk: Risk, asked: Asked) -> dict[str, Any]:
    before = risk.shown()
    for name in ("current", "inherent", "target"):
        if (score := getattr(asked.command, name)) is not None:
            setattr(risk, f"{name}_likelihood", score.likelihood)
            setattr(risk, f"{name}_impact", score.impact)
    risk.reason = asked.command.reason
    risk.updated_at, risk.updated_by = now(), asked.caller.account
    session.flush()
    after = risk.shown()
    session.add(
        History(
            risk_id=risk.id,
            version=risk.version,
            at=risk.updated_at,
            by=asked.caller.account,
            request=uuid4(),
            action="assess",
            before=before,
            after=after,
        )
    )
    return after


def _receipt(asked: Asked, shown: dict[str, Any]) -> Receipt:
    return Receipt(
        account=asked.caller.account,
        key=asked.key,
        fingerprint=asked.fingerprint,
        status=200,
        body=shown,
        at=now(),
    )


if __name__ == "__main__":
    parser = arguments()
    parser.add_argument("--database", required=True)
    parser.add_argument("--queue", type=int)
    told = parser.parse_args()
    serve(application(engine_of(told.database), told.queue), told.port)

"""The tables of the opponent: risks, their history, keys and receipts."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import JSON, DateTime, Engine, String, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

SCORES = tuple(
    f"{score}_{grade}"
    for score in ("current", "inherent", "target")
    for grade in ("likelihood", "impact")
)


class Base(DeclarativeBase):
    """All tables."""


class Risk(Base):
    """A risk as it stands."""

    __tablename__ = "risk"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(500))
    scope: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20), default="open")
    reason: Mapped[str | None] = mapped_column(default=None)
    current_likelihood: Mapped[int | None] = mapped_column(default=None)
    current_impact: Mapped[int | None] = mapped_column(default=None)
    inherent_likelihood: Mapped[int | None] = mapped_column(default=None)
    inherent_impact: Mapped[int | None] = mapped_column(default=None)
    target_likelihood: Mapped[int | None] = mapped_column(default=None)
    target_impact: Mapped[int | None] = mapped_column(default=None)
    updated_at: Mapped[datetime | None] = mapped_column(
        DateTime(timezone=True), default=None
    )
    updated_by: Mapped[str | None] = mapped_column(String(36), default=None)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own way

    def shown(self) -> dict[str, Any]:
        """The risk as a reply or a version of its history has it."""
        columns = self.__table__.columns.keys()
        shown = {name: getattr(self, name) for name in columns}
        changed = self.updated_at and self.updated_at.isoformat()
        return shown | {"id": str(self.id), "updated_at": changed}


class History(Base):
    """What each change made of a risk."""

    __tablename__ = "risk_history"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    risk_id: Mapped[UUID] = mapped_column(index=True)
    version: Mapped[int] = mapped_column()
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    by: Mapped[str] = mapped_column(String(36))
    request: Mapped[UUID]
    action: Mapped[str] = mapped_column(String(40))
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)


class Key(Base):
    """An API key: whose it is and what it allows."""

    __tablename__ = "api_key"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[str] = mapped_column(String(36))
    role: Mapped[str] = mapped_column(String(40))


class Receipt(Base):
    """What a request with an Idempotency-Key was answered."""

    __tablename__ = "receipt"

    account: Mapped[str] = mapped_column(String(36), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)


class Stocked(NamedTuple):
    """A database ready for load: a key that opens it and the risks it has."""

    key: str
    risks: list[UUID]


def engine_of(url: str, connections: int = 40) -> Engine:
    """Connections as a careful service opens them, each commit on disk."""
    if not url.startswith("sqlite"):
        url = str(make_url(url).set(drivername="postgresql+psycopg"))
        return create_engine(url, pool_size=connections, max_overflow=0)
    engine = create_engine(
        url, pool_size=connections, max_overflow=0, connect_args={"timeout": 30}
    )

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _: Any) -> None:
        # SQLAlchemy's recipe: begin ourselves, for writing, so that a transaction
        # never finds out too late that it cannot write.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    @event.listens_for(engine, "begin")
    def begun(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def stock(engine: Engine, risks: int) -> Stocked:
    """Makes the tables, and fills them with risks and a key."""
    Base.metadata.create_all(engine)
    secret, made = token_urlsafe(32), list(_risks(risks))
    digest = sha256(secret.encode()).hexdigest()
    with Session(engine) as session:
        session.add(Key(digest=digest, account=str(uuid4()), role="commissioner"))
        session.add_all(made)
        session.commit()
        return Stocked(secret, [risk.id for risk in made])


def now() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def _risks(count: int) -> Iterator[Risk]:
    for n in range(count):
        yield Risk(id=uuid4(), title=f"Agency {n} withdraws", scope="council")

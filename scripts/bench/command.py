"""A durable command over HTTP, against an honest opponent and against no work."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID, uuid4

from domain.log.register import Home, Register
from scripts.bench.crud_tables import engine_of, stock
from scripts.bench.load import Asked, drive
from scripts.bench.measuring import (
    NAMES,
    Effort,
    Figures,
    Row,
    Table,
    Target,
    interleaved,
)
from scripts.bench.people import commissioner_key, enter_risks
from scripts.bench.servers import Server, our_server, serving
from scripts.places import database, register_on

RISKS = 1_000
CLIENTS = (1, 16)
# How many threads the opponent hands its writing to: SQLite takes one writer at a
# time, PostgreSQL commits for many at once.
QUEUE = {"sqlite": 1, "postgres": 16}

NOOP, OURS, TWO = "no-op POST", "Counterfoil", "Counterfoil, 2 processes"
FAIR, PLAIN = "CRUD, queued", "CRUD, plain"
Found = Mapping[str, Mapping[str, float]]


def run(store: str, effort: Effort) -> Table:
    """All servers on one store, round by round."""
    with ExitStack() as stack:
        servers = {
            NOOP: stack.enter_context(_noop()),
            OURS: stack.enter_context(_ours(store)),
            FAIR: stack.enter_context(_crud(store, QUEUE[store])),
            PLAIN: stack.enter_context(_crud(store, None)),
        }
        if store == "postgres":
            servers[TWO] = stack.enter_context(_ours(store, workers=2))
        for asked in servers.values():
            drive(asked, 4, 1)  # connections, caches and statements are there
        ways = {
            f"{name}/{clients}": partial(_round, asked, clients, effort.seconds)
            for name, asked in servers.items()
            for clients in CLIENTS
        }
        found = interleaved(ways, effort.rounds)
    rows = [_row(name, found) for name in servers]
    title = f"A durable command over HTTP, {NAMES[store]}"
    head = (
        "server",
        "1 client, req/s",
        "16 clients, req/s",
        "p50 ms",
        "p99 ms",
        "CPU us",
        "to CRUD at 1",
        "to CRUD at 16",
        "to no-op at 16",
    )
    note = (
        "`POST /v1/risks/{id}/assess` on 1,000 risks at random, with a key and an"
        f" Idempotency-Key of its own each; {effort.rounds} rounds of"
        f" {effort.seconds:.0f} s. p50, p99 and CPU (microseconds of the server's"
        " processes a request) at 16 clients. CRUD is FastAPI and SQLAlchemy with a"
        " history table, keys in memory and receipts; queued: threads for writing,"
        f" {QUEUE[store]} of them, behind a queue; plain: a thread of FastAPI's pool a"
        " request."
    )
    return Table(title, head, rows, _targets(store, found), (note,))


def _round(asked: Asked, clients: int, seconds: float) -> Figures:
    return drive(asked, clients, seconds)._asdict()


def _row(name: str, found: Found) -> Row:
    one, many = found[f"{name}/1"], found[f"{name}/16"]
    cells = (
        f"{one['rate']:,.0f}",
        f"{many['rate']:,.0f}",
        f"{many['p50']:.1f}",
        f"{many['p99']:.1f}",
        f"{many['cpu']:,.0f}",
        f"{one['rate'] / found[f'{FAIR}/1']['rate']:.2f}",
        f"{many['rate'] / found[f'{FAIR}/16']['rate']:.2f}",
        f"{many['rate'] / found[f'{NOOP}/16']['rate']:.2f}",
    )
    return Row(name, cells)


def _targets(store: str, found: Found) -> list[Target]:
    def ratio(ours: str, other: str, clients: int, figure: str = "rate") -> float:
        mine, its = found[f"{ours}/{clients}"], found[f"{other}/{clients}"]
        return mine[figure] / its[figure]

    wanted = {"sqlite": 3.0, "postgres": 2.5}[store]
    targets = [
        Target("16 clients, to CRUD", wanted, ratio(OURS, FAIR, 16)),
        Target(
            "16 clients, p99 to CRUD", 0.6, ratio(OURS, FAIR, 16, "p99"), at_most=True
        ),
        Target("1 client, to CRUD", 1.2, ratio(OURS, FAIR, 1)),
        Target("16 clients, to a no-op", 0.25, ratio(OURS, NOOP, 16)),
    ]
    if store == "postgres":
        two = ratio(TWO, OURS, 16)
        targets.append(Target("2 processes to 1, 16 clients", 0.9, two))
    return targets


@contextmanager
def _noop() -> Iterator[Asked]:
    with serving(["-m", "scripts.bench.noop"]) as server:
        yield _assess(server, "none", [uuid4() for _ in range(RISKS)])


@contextmanager
def _ours(store: str, workers: int = 1) -> Iterator[Asked]:
    with register_on(store) as home:
        key, risks = _people(home)
        with our_server(home, workers) as server:
            yield _assess(server, key, risks)


def _people(home: Home) -> tuple[str, list[UUID]]:
    with closing(Register(home)) as register:
        return commissioner_key(register), enter_risks(register, RISKS)


@contextmanager
def _crud(store: str, queue: int | None) -> Iterator[Asked]:
    with ExitStack() as stack:
        if store == "sqlite":
            folder = stack.enter_context(TemporaryDirectory(prefix="counterfoil-"))
            url = f"sqlite:///{Path(folder) / 'crud.db'}"
        else:
            url, _ = stack.enter_context(database())
        engine = engine_of(url, connections=2)
        stocked = stock(engine, RISKS)
        engine.dispose()
        words = ["-m", "scripts.bench.crud", "--database", url]
        words += ["--queue", str(queue)] if queue else []
        server = stack.enter_context(serving(words))
        yield _assess(server, stocked.key, stocked.risks)


def _assess(server: Server, key: str, risks: list[UUID]) -> Asked:
    return Asked(server, key, "POST", [f"/v1/risks/{risk}/assess" for risk in risks])

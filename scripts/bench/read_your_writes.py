"""A risk is scored at one server and at once read at another."""

import http.client
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any
from uuid import UUID, uuid4

from domain.log.register import Home, Register
from scripts.bench.people import commissioner_key
from scripts.bench.servers import our_server

TIMES = 300
WARMING = 20
Json = Mapping[str, Any]


class Stale(AssertionError):
    """What had been acknowledged was not in what was read afterwards."""


class Client:
    """A connection to one server that stays open."""

    def __init__(self, port: int, key: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._headers = {"Authorization": f"Bearer {key}"}

    def ask(self, method: str, path: str, body: Json | None = None) -> Json:
        """A reply as JSON. Raises RuntimeError for any but a success."""
        headers = dict(self._headers)
        if body is not None:
            headers |= {
                "Content-Type": "application/json",
                "Idempotency-Key": str(uuid4()),
            }
        said = None if body is None else json.dumps(body)
        self._connection.request(method, path, said, headers)
        reply = self._connection.getresponse()
        content = reply.read()
        if reply.status >= http.client.BAD_REQUEST:
            raise RuntimeError(f"{reply.status} {content[:300]!r}")
        found: Json = json.loads(content)
        return found

    def close(self) -> None:
        """Lets go of the connection."""
        self._connection.close()


def written_here_read_there(home: Home, risk: UUID) -> dict[str, float]:
    """How long the GET took in which another server's POST was seen, in ms.

    Raises Stale if it ever was not seen.
    """
    with closing(Register(home)) as register:
        key = commissioner_key(register)
    with _client(home, key) as here, _client(home, key) as there:
        seen, idle = list[float](), list[float]()
        for turn in range(WARMING + TIMES):
            score = {"likelihood": 1 + turn % 5, "impact": 1 + turn // 5 % 5}
            said = {"current": score, "reason": "The second agency has closed"}
            path = f"/v1/risks/{risk}"
            written = here.ask("POST", f"{path}/assess", said)
            seen.append(_timed(there, path, written["version"]))
            idle.append(_timed(there, path, written["version"]))
    seen, idle = sorted(seen[WARMING:]), sorted(idle[WARMING:])
    return {
        "p50": seen[TIMES // 2],
        "p95": seen[TIMES * 95 // 100],
        "idle": idle[TIMES // 2],
        "count": TIMES,
    }


def _timed(there: Client, path: str, version: int) -> float:
    start = time.perf_counter()
    found = there.ask("GET", path)
    took = (time.perf_counter() - start) * 1000
    if found["version"] != version:
        raise Stale(f"version {version} was written, {found['version']} was read")
    return took


@contextmanager
def _client(home: Home, key: str) -> Iterator[Client]:
    with our_server(home) as server, closing(Client(server.port, key)) as client:
        yield client

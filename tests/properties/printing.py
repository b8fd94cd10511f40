"""Prints every kind of paper of a register, in this process or in another."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from starlette.testclient import TestClient

from api.app import create_app
from api.opening import opened
from domain.log.register import Home, Sources
from tests.conftest import Clock

ROOT = Path(__file__).parents[2]
FORMS = ("json", "pdf", "docx", "xlsx")


class Wanted(NamedTuple):
    """What is printed: of which contract and change, as known when, for which part."""

    contract: str
    change: str
    known_at: int
    part: str

    def paths(self) -> list[str]:
        """Where each paper is."""
        said = f"known_at={self.known_at}&effective_on=2026-11-21&meeting=Cabinet"
        said += "&part=II&exempt_paragraph=3" if self.part == "II" else "&part=I"
        exits = [f"contracts/{self.contract}/exit-report.{form}" for form in FORMS]
        others = ["risk-register.pdf", "change-log.pdf"]
        decision = [
            f"changes/{self.change}/decision-paper.{f}" for f in ("pdf", "docx")
        ]
        return [f"/v1/{path}?{said}" for path in (*exits, *others, *decision)]


def printed(home: Home, key: str, wanted: Wanted) -> dict[str, str]:
    """The SHA-256 of every paper, by its address."""
    headers, found = {"Authorization": f"Bearer {key}"}, dict[str, str]()
    with opened(home, Sources(Clock())) as (register, _, reads):
        client = TestClient(create_app(register, reads))
        for path in wanted.paths():
            reply = client.get(path, headers=headers)
            assert reply.status_code == 200, reply.text
            found[path] = sha256(reply.content).hexdigest()
    return found


def printed_elsewhere(
    home: Home, key: str, wanted: Wanted, environment: Mapping[str, str]
) -> dict[str, str]:
    """The same by a process of its own, which has another environment."""
    said = json.dumps([str(home.data), str(home.signer), key, wanted])
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-m", "tests.properties.printing", said],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Prints the papers that the only argument names, and tells their hashes."""
    data, signer, key, wanted = json.loads(sys.argv[1])
    home = Home(Path(data), signer=Path(signer))
    print(json.dumps(printed(home, key, Wanted(*wanted))))  # noqa: T201


if __name__ == "__main__":
    main()

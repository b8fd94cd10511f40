"""Draws an auditor's sample again, by hand: from a population, a root and a nonce.

    python3 redo_sample.py POPULATION.ndjson SIZE ROOT_HEX NONCE METHOD HOW_MANY

The population is `/v1/audit/population.ndjson`: lines with id, pence and stratum. It
uses nothing of the register, and prints the ids that were drawn, in order.
"""

import hashlib
import hmac
import json
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

Members = list[dict[str, Any]]


def number(seed: bytes, said: str) -> bytes:
    """HMAC-SHA256 of a text under a seed."""
    return hmac.new(seed, said.encode(), hashlib.sha256).digest()


def pence(members: Members) -> int:
    """What the members are worth; what is not known, or below 0, is worth nothing."""
    return sum(max(one["pence"] or 0, 0) for one in members)


def random(members: Members, many: int, seed: bytes) -> list[str]:
    """Those with the lowest numbers."""
    return sorted((one["id"] for one in members), key=lambda i: number(seed, i))[:many]


def monetary_unit(members: Members, many: int, seed: bytes) -> list[str]:
    """Those in whose pence a point lies: points stand evenly, from a drawn start."""
    total, first, drawn = pence(members), 0, list[str]()
    start = int.from_bytes(number(seed, "start"), "big") % max(total, 1)
    points = [(start + k * total) // many for k in range(many)]
    for one in members:
        until = first + max(one["pence"] or 0, 0)
        if any(first <= point < until for point in points):
            drawn.append(one["id"])
        first = until
    return drawn


def shares(weights: dict[str, int], many: int) -> dict[str, int]:
    """How many each stratum gets: whole parts first, then the largest remainders."""
    total = max(sum(weights.values()), 1)
    quota = {name: Fraction(many * each, total) for name, each in weights.items()}
    share = {name: int(exact) for name, exact in quota.items()}
    left = many - sum(share.values()) if sum(weights.values()) else 0
    for name in sorted(quota, key=lambda name: (share[name] - quota[name], name))[
        :left
    ]:
        share[name] += 1
    return share


def main() -> None:
    """Prints the sample."""
    file, size, root, nonce, method, many = sys.argv[1:]
    lines = map(json.loads, Path(file).read_text(encoding="utf-8").splitlines())
    strata: dict[str, Members] = {}
    for one in lines:
        if "id" in one:
            strata.setdefault(one["stratum"], []).append(one)
    said = f"counterfoil-sample/1\n{size}\n{root}\n{nonce}\n"
    seed = hashlib.sha256(said.encode()).digest()
    weigh, draw = (len, random) if method == "random" else (pence, monetary_unit)
    share = shares({name: weigh(some) for name, some in strata.items()}, int(many))
    for name in sorted(strata):
        own = number(seed, f"stratum {name}") if name else seed
        print(*draw(strata[name], share[name], own), sep="\n")


if __name__ == "__main__":
    main()

"""Drawing a sample that neither side can steer, and anybody can draw again by hand.

The seed is SHA-256 over four lines, each ended by a newline: `counterfoil-sample/1`,
the size of the log, the root over it in hex, and the auditor's nonce. Who keeps the
register does not know the nonce while the log can still be written to; who audits it
gives the nonce's hash away before the root is known. `scripts/redo_sample.py` is a page
of Python that does the same from a list of the population.
"""

import hmac
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from typing import Final, NamedTuple

METHODS: Final = ("random", "monetary_unit")
_SEED: Final = "counterfoil-sample/1"


class Member(NamedTuple):
    """One of a population: its id, its pence (None: not known), its stratum."""

    id: str
    pence: int | None = None
    stratum: str = ""


class Drawn(NamedTuple):
    """A member that was drawn, in which order, by what number, and how many times.

    Of a random sample the number is its HMAC in hex, of a monetary unit sample the
    first pound's pence that hit it; only there can one member be hit several times.
    """

    member: Member
    number: str
    hits: int = 1


def seed_of(size: int, root: bytes, nonce: str) -> bytes:
    """The seed: 32 bytes."""
    lines = (_SEED, str(size), root.hex(), nonce)
    return sha256("".join(f"{line}\n" for line in lines).encode()).digest()


def population_digest(members: Sequence[Member]) -> str:
    """SHA-256 over the members in order: id, pence or -, stratum, a line each."""
    told = (
        f"{m.id} {'-' if m.pence is None else m.pence} {m.stratum}\n" for m in members
    )
    return sha256("".join(told).encode()).hexdigest()


def draw(members: Sequence[Member], method: str, size: int, seed: bytes) -> list[Drawn]:
    """A sample of so many; each stratum has its share, by a seed of its own.

    Strata share by how many they hold, or by value where that is sampled by: each
    gets the whole part of its quota, and those with the largest rest one more, the
    earlier name first.
    """
    strata = defaultdict[str, list[Member]](list)
    for member in members:
        strata[member.stratum].append(member)
    of = _RANDOM if method == "random" else _MONETARY
    weights = {name: of.weight(some) for name, some in strata.items()}
    found: list[Drawn] = []
    for name, share in sorted(allotted(weights, size).items()):
        own = _hmac(seed, f"stratum {name}") if name else seed
        found += of.draw(strata[name], share, own)
    return found


def allotted(weights: Mapping[str, int], size: int) -> dict[str, int]:
    """How many of a sample each stratum gets: the method of the largest remainder."""
    total = sum(weights.values())
    if not total:
        return dict.fromkeys(weights, 0)
    quotas = {name: Fraction(size * weight, total) for name, weight in weights.items()}
    shares = {name: int(quota) for name, quota in quotas.items()}
    left = size - sum(shares.values())
    by_rest = sorted(quotas, key=lambda name: (shares[name] - quotas[name], name))
    for name in by_rest[:left]:
        shares[name] += 1
    return shares


def draw_random(members: Sequence[Member], size: int, seed: bytes) -> list[Drawn]:
    """Those whose HMAC-SHA256 under the seed is lowest: each set is as likely."""
    numbered = sorted((_hmac(seed, member.id).hex(), member) for member in members)
    return [Drawn(member, number) for number, member in numbered[:size]]


def draw_monetary(members: Sequence[Member], size: int, seed: bytes) -> list[Drawn]:
    """Each pound as likely as each other: systematic, from a start by the seed.

    With T pence in all, the start s is HMAC-SHA256(seed, "start") modulo T, and the
    points are (s + kT) // size for k from 0. A member is hit by each point that lies
    in its own pence, counted in order. What has no value or none above 0 has none.
    """
    total = _pence(members)
    if not (total and size):
        return []
    start = int.from_bytes(_hmac(seed, "start")) % total
    points = [(start + k * total) // size for k in range(size)]
    found: list[Drawn] = []
    first, at = 0, 0
    for member in members:
        until = first + max(member.pence or 0, 0)
        begun = at
        while at < size and points[at] < until:
            at += 1
        if at > begun:
            found.append(Drawn(member, str(points[begun]), at - begun))
        first = until
    return found


def _pence(members: Sequence[Member]) -> int:
    return sum(max(member.pence or 0, 0) for member in members)


def _hmac(seed: bytes, said: str) -> bytes:
    return hmac.digest(seed, said.encode(), "sha256")


class _Method(NamedTuple):
    weight: Callable[[Sequence[Member]], int]
    draw: Callable[[Sequence[Member], int, bytes], list[Drawn]]


_RANDOM: Final = _Method(len, draw_random)
_MONETARY: Final = _Method(_pence, draw_monetary)

"""By what a finding is known: its rule and what it is about, always the same."""

from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from pydantic_core import to_json

from projections.findings.catalogue import RULES
from projections.findings.gaps import WANTED, gap_rule

NOBODY = UUID(int=0)
# The bits of an id that say of which version it is, and of which variant.
_KIND_OF_ID = (0xF << 76) | (0x3 << 62)


def all_rules() -> list[str]:
    """The names of all rules, those that a field be known included."""
    asked = [gap_rule(noun, field) for noun in WANTED for field in WANTED[noun]]
    return [*(rule.id for rule in RULES), *asked]


@cache
def _mask(rule: str) -> int:
    digest = sha256(f"finding {rule}".encode()).digest()[:16]
    return int.from_bytes(digest) & ~_KIND_OF_ID


def finding_id(rule: str, subject: str | None) -> str:
    """The id of what a rule finds of a subject (of nobody's: None).

    From the id and the rule the subject can be told again: `subjects` does it.
    """
    thing = NOBODY if subject is None else UUID(subject)
    return str(UUID(int=thing.int ^ _mask(rule)))


def subjects(finding: UUID, rules: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    """What a finding with this id would be about, by each of some rules."""
    for rule in rules:
        thing = UUID(int=finding.int ^ _mask(rule))
        yield rule, None if thing == NOBODY else str(thing)


def evidence(because: Any) -> str:
    """What a finding was judged by, in short: other values give another."""
    return sha256(to_json(because)).hexdigest()[:16]

"""What the decisions on a risk check, whichever of them it is."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from domain.errors import RuleBroken
from domain.facts.risk import Dimensions, Scope
from domain.values import Score


class Hanging(Protocol):
    """What names the thing that a risk hangs on."""

    @property
    def contract_id(self) -> UUID | None:
        """A contract."""
        ...

    @property
    def organisation_id(self) -> UUID | None:
        """An organisation."""
        ...

    @property
    def scope(self) -> str | None:
        """The council as a whole."""
        ...


def scope_of(command: Hanging) -> Scope:
    """What the risk hangs on: exactly one thing. Raises RuleBroken."""
    named: list[Scope] = []
    if command.contract_id is not None:
        named.append("contract")
    if command.organisation_id is not None:
        named.append("organisation")
    if command.scope is not None:
        named.append("council")
    if len(named) != 1:
        detail = (
            "name exactly one thing that the risk hangs on: contract_id,"
            ' organisation_id, or "scope": "council"'
        )
        raise RuleBroken(detail, rule="risk-scope", pointer="/contract_id")
    return named[0]


def refuse_high_target(target: Score | None, current: Score | None) -> None:
    """INV-R1: refuses a target above the current score."""
    if target is None or current is None or target.product <= current.product:
        return
    detail = (
        f"the target {target.product} is above the current score"
        f" {current.product}: a target is what the risk is to be brought down to."
        " Set it no higher than the current score, or leave it out"
    )
    raise RuleBroken(detail, rule="INV-R1", pointer="/target")


def refuse_other_impact(dimensions: Dimensions | None, current: Score) -> None:
    """Refuses an impact that is not that of the dimension hit hardest."""
    if dimensions is None:
        return
    said = [grade for _, grade in dimensions if grade is not None]
    if said and max(said) != current.impact:
        detail = (
            f"the dimension hit hardest has {max(said)}, and the impact is"
            f" {current.impact}: the highest of them is taken. Mend either"
        )
        raise RuleBroken(detail, rule="impact-dimensions", pointer="/dimensions")


def refuse_idle_readers(readers: Sequence[UUID], handling: str) -> None:
    """Refuses to name readers of what everybody reads who reads the register."""
    if readers and handling != "restricted":
        detail = (
            'readers are named for what only they may read: say "handling":'
            ' "restricted", or leave readers out'
        )
        raise RuleBroken(detail, rule="idle-readers", pointer="/readers")

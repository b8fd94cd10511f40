"""What is checked of an organisation's values, whichever verb brings them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from domain.errors import RuleBroken
from domain.event import Recorded

# Below 250 staff and the turnover or balance of the definition: domain.facts has four.
SIZES: Final = {"micro": True, "small": True, "medium": True, "large": False}


def refuse_two_sizes(held: Mapping[str, Any], said: Mapping[str, Any]) -> None:
    """Refuses to say that a large organisation is an SME, or a small one none.

    A size that is said now speaks for itself; one that stands is not contradicted in
    silence.
    """
    sme, size = said.get("sme"), said.get("size", held.get("size"))
    if not isinstance(sme, bool) or not isinstance(size, str):
        return
    if SIZES[size] != sme:
        kind = "an SME" if SIZES[size] else "no SME"
        detail = (
            f"its size is {size}, and {size} is {kind}. Leave sme out: the size tells"
            " it; or say the size that is right"
        )
        raise RuleBroken(detail, rule="two-sizes", pointer="/sme")


def refuse_own_parent(organisation: UUID, said: Mapping[str, object]) -> None:
    """Refuses that an organisation owns itself."""
    if said.get("parent_id") == organisation:
        detail = "an organisation is not its own parent; name the one that owns it"
        raise RuleBroken(detail, rule="own-parent", pointer="/parent_id")


class Look(NamedTuple):
    """What somebody found on the debarment list of an organisation, and when."""

    result: str
    on: date


def latest(known: Look | None, recorded: Recorded[Any]) -> Look:
    """The look of the latest day, whenever it was recorded."""
    new = Look(recorded.fact.debarment, recorded.envelope.effective_on)
    return new if known is None or known.on <= new.on else known

"""What commands say of a risk, as its facts carry it."""

from typing import Any
from uuid import UUID

from domain.event import Fact, Recorded
from domain.facts import risk as facts
from domain.risk.checks import refuse_idle_readers
from domain.risk.commands import AssessRisk, IdentifyRisk
from domain.risk.fold import SCORES
from domain.values import Score


def entry_of(command: IdentifyRisk) -> dict[str, Any]:
    """The command's own fields as the opening fact carries them."""
    told = {k: v for k, v in command.said().items() if k not in ("scope", "readers")}
    return {**told, "handling": command.handling, "reason": command.reason}


def readers_of(command: IdentifyRisk) -> list[Fact]:
    """Who else may read a restricted risk, if anybody is named."""
    refuse_idle_readers(command.readers, command.handling)
    if not command.readers:
        return []
    return [facts.RiskHandlingSet(handling=command.handling, readers=command.readers)]


def scores_of(command: AssessRisk) -> dict[str, Score]:
    """The scores that an assessment gives."""
    return {n: score for n in SCORES if (score := getattr(command, n)) is not None}


def raisers_of(recorded: Recorded[Any]) -> frozenset[UUID]:
    """Opening entries stay out of the test for four eyes."""
    adopted = isinstance(recorded.fact, facts.RiskAdopted)
    return frozenset() if adopted else recorded.envelope.people

"""The states of a contract, and to which of them what happens brings it."""

from collections.abc import Mapping
from typing import NamedTuple

from domain.event import Fact
from domain.facts.contract_fields import Status
from domain.facts.contract_life import (
    ContractAwarded,
    ContractClosed,
    ContractExpired,
    ContractExtensionExercised,
    ContractNoticeServed,
    ContractSigned,
    ContractStarted,
    ContractTerminated,
)


class Move(NamedTuple):
    """To which state a fact brings a contract, and from which ones."""

    to: Status
    of: frozenset[str]


_PLANNED = frozenset({"planned", "in_procurement"})
_AGREED = _PLANNED | {"awarded"}
_READY = _AGREED | {"mobilising"}
_RUNNING = _READY | {"live", "extended"}
_LIVE = _RUNNING | {"notice_given", "exiting"}

# What is recorded late leaves a contract in the later state that it has reached.
MOVES: Mapping[type[Fact], Move] = {
    ContractAwarded: Move("awarded", _PLANNED),
    ContractSigned: Move("mobilising", _AGREED),
    ContractStarted: Move("live", _READY),
    ContractExtensionExercised: Move("extended", frozenset({"live"})),
    ContractNoticeServed: Move("notice_given", _RUNNING),
    ContractTerminated: Move("ended", _LIVE),
    ContractExpired: Move("ended", _LIVE),
    ContractClosed: Move("closed", frozenset({"ended"})),
}


def status_after(fact: type[Fact], status: str) -> str:
    """The state of a contract after a fact, given the one before."""
    move = MOVES.get(fact)
    return move.to if move is not None and status in move.of else status

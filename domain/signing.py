"""The keys that checkpoints are signed by: the one in force, and those before it."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self
from uuid import UUID

from pydantic import Field
from typing_extensions import override

from domain.aggregate import Aggregate
from domain.errors import FourEyes, RuleBroken
from domain.event import Fact, Recorded
from domain.facts import signing as facts
from domain.occasion import Command, Occasion
from domain.values import Words


class AdoptKey(Command):
    """Has checkpoints signed by another key, or by the first."""

    vkey: facts.Vkey
    signed_over: facts.SignedText | None = None


class DeclareLoss(Command):
    """Says that entries which were signed are not in the log any more."""

    last_signed: facts.SignedText
    proved_to: int
    lost_from: int
    reason: Words = Field()


class ConfirmLoss(AdoptKey):
    """Agrees to what somebody else declared: a new epoch begins with a new key."""


@dataclass(frozen=True, slots=True)
class Signing(Aggregate[Fact]):
    """Who signs the checkpoints of the register."""

    noun: ClassVar[str] = "signing"
    prefix: ClassVar[str] = "S"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS

    vkeys: tuple[str, ...] = ()
    epoch: int = 1
    declared: facts.LossDeclared | None = None
    declared_by: UUID | None = None

    @property
    def vkey(self) -> str | None:
        """The key in force, None before there is one."""
        return self.vkeys[-1] if self.vkeys else None

    def adopt(self, command: AdoptKey, _: Occasion) -> list[Fact]:
        """DECIDE. Another key signs from here on."""
        if command.vkey == self.vkey:
            return []
        if command.vkey in self.vkeys:
            detail = "this key was in force before; make another"
            raise RuleBroken(detail, rule="signing-key-over")
        fact = facts.SigningKeyAdopted(
            vkey=command.vkey, signed_over=command.signed_over, reason=command.reason
        )
        return [fact]

    def declare_loss(self, command: DeclareLoss, _: Occasion) -> list[Fact]:
        """RECORD. Entries are lost; who declares it anew takes the earlier back."""
        return [facts.LossDeclared(**command.model_dump(include=_DECLARED))]

    def confirm_loss(self, command: ConfirmLoss, occasion: Occasion) -> list[Fact]:
        """DECIDE. By another than who declared it. Raises RuleBroken and FourEyes."""
        if self.declared is None:
            detail = "nobody has declared a loss; the first of two people does that"
            raise RuleBroken(detail, rule="no-loss-declared")
        if self.declared_by == occasion.by:
            detail = "you declared the loss: somebody else has to confirm it"
            raise FourEyes(detail, rule="loss-four-eyes")
        fact = facts.LossConfirmed(
            vkey=command.vkey, signed_over=command.signed_over, reason=command.reason
        )
        return [fact]

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        return cls().evolve(recorded)

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        match recorded.fact:
            case facts.SigningKeyAdopted(vkey=vkey):
                return replace(self, vkeys=(*self.vkeys, vkey))
            case facts.LossDeclared():
                by = recorded.envelope.by
                return replace(self, declared=recorded.fact, declared_by=by)
            case facts.LossConfirmed(vkey=vkey):
                keys = (*self.vkeys, vkey)
                return replace(self, vkeys=keys, epoch=self.epoch + 1, declared=None)
            case _:
                return self


_DECLARED = {"last_signed", "proved_to", "lost_from", "reason"}

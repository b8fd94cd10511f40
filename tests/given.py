"""given(Kind, *facts).when(decide, command).then(*facts): one decision, one sentence.

    given(Risk, identified).when(Risk.close, CloseRisk(reason="Over")).then(closed)
    given(Risk, closed).when(Risk.assess, command).refuses(RuleBroken, saying="reopen")

Facts may be given as Dated, to hold on other days than the default ones. What was
given lies at positions 11, 12 ... as versions 1, 2 ... of the stream STREAM.
"""

import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any, Generic, TypeVar
from uuid import UUID

from domain.aggregate import Aggregate
from domain.errors import Refusal
from domain.event import Envelope, Fact, Recorded
from domain.occasion import Command, Dated, Occasion, days
from domain.scales import AS_DELIVERED, Policies
from domain.values import Money

STREAM = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a01")
REQUEST = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a02")
ANN = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a0a")
BEN = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a0b")

EARLIER = date(2026, 9, 1)
TODAY = date(2026, 11, 21)
NOON = time(12, tzinfo=UTC)
FIRST = 11

A = TypeVar("A", bound=Aggregate[Any])
Decision = Callable[..., Sequence[Fact | Dated]]


def money(amount: str, **more: Any) -> Money:
    """Pounds net of VAT: money("1250.00")."""
    return Money.model_validate({"amount": amount, "vat_basis": "net", **more})


def occasion(  # noqa: PLR0913 - all by name
    *,
    by: UUID = ANN,
    role: str = "contract_manager",
    today: date = TODAY,
    policies: Policies = AS_DELIVERED,
    on_behalf_of: UUID | None = None,
    limit: Money | None = None,
) -> Occasion:
    """An ordinary occasion: Ann, today, policies as delivered."""
    return Occasion(
        by=by,
        role=role,
        now=datetime.combine(today, NOON),
        today=today,
        day=today,
        until=None,
        replaces_later=False,
        policies=policies,
        on_behalf_of=on_behalf_of,
        limit=limit,
    )


def recorded(
    fact: Fact | Dated,
    *,
    version: int = 1,
    stream: UUID = STREAM,
    by: UUID = ANN,
    on: date = EARLIER,
) -> Recorded[Any]:
    """A fact in its envelope, as the log would give it back."""
    dated = fact if isinstance(fact, Dated) else Dated(fact, on)
    envelope = Envelope(
        position=FIRST + version - 1,
        stream=stream,
        version=version,
        recorded_at=datetime.combine(on, NOON),
        effective_on=dated.effective_on,
        effective_until=dated.effective_until,
        by=by,
        on_behalf_of=None,
        role="contract_manager",
        auth="system",
        confidence=None,
        reason_code=None,
        request=REQUEST,
        source_document=None,
    )
    return Recorded(envelope, dated.fact)


def given(
    kind: type[A], *facts: Fact | Dated, by: UUID = ANN, stream: UUID = STREAM
) -> "Given[A]":
    """A stream in which these facts were recorded, by `by`; none: not yet begun."""
    return Given(kind, stream).and_also(*facts, by=by)


@dataclass(frozen=True)
class Given(Generic[A]):
    """What has happened before the decision."""

    kind: type[A]
    stream: UUID
    history: tuple[Recorded[Any], ...] = ()

    def and_also(self, *facts: Fact | Dated, by: UUID = ANN) -> "Given[A]":
        """The same with more facts, perhaps by somebody else."""
        return self._with(facts, by, EARLIER)

    @property
    def state(self) -> A:
        """What the history amounts to."""
        return self.kind.replay(self.history)

    def when(
        self,
        decide: Decision,
        command: Command,
        occasion: Occasion = occasion(),  # noqa: B008 - frozen
    ) -> "Outcome[A]":
        """Takes the decision; the occasion's days are those that the command says."""
        try:
            return Outcome(self, self._decide(decide, command, occasion), occasion)
        except Refusal as refusal:
            return Outcome(self, (), occasion, refusal)

    def _decide(
        self, decide: Decision, command: Command, occasion: Occasion
    ) -> tuple[Fact | Dated, ...]:
        day, until, replaces_later = days(command, occasion.today)
        then = replace(occasion, day=day, until=until, replaces_later=replaces_later)
        # A classmethod opens the stream; any other decision needs its state.
        opens = inspect.ismethod(decide)
        assert opens is not bool(self.history), "open an empty stream, or decide on one"
        return tuple(
            decide(command, then) if opens else decide(self.state, command, then)
        )

    def _with(self, facts: Iterable[Fact | Dated], by: UUID, on: date) -> "Given[A]":
        new = (
            recorded(fact, version=version, stream=self.stream, by=by, on=on)
            for version, fact in enumerate(facts, len(self.history) + 1)
        )
        return replace(self, history=(*self.history, *new))


@dataclass(frozen=True)
class Outcome(Generic[A]):
    """What was decided: facts, or a refusal."""

    before: Given[A]
    decided: tuple[Fact | Dated, ...]
    occasion: Occasion
    refusal: Refusal | None = None

    def then(self, *facts: Fact | Dated) -> "Outcome[A]":
        """Exactly these facts, in this order; none: the command changed nothing."""
        if self.refusal is not None:
            raise self.refusal
        assert self.decided == facts
        return self

    def refuses(
        self, error: type[Refusal], *, saying: str, rule: str | None = None
    ) -> None:
        """Refused in this way, in words that contain `saying`."""
        assert self.refusal is not None, f"not refused: {self.decided}"
        assert type(self.refusal) is error
        assert saying in self.refusal.detail
        assert rule is None or rule == self.refusal.named_rule

    @property
    def after(self) -> Given[A]:
        """The stream with what was decided, to go on from."""
        assert self.refusal is None
        return self.before._with(  # noqa: SLF001 - the two are halves of one sentence
            self.decided, self.occasion.by, self.occasion.today
        )

    @property
    def state(self) -> A:
        """The state once the decision is recorded."""
        return self.after.state

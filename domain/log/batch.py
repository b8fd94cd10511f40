"""What a batch has decided so far: the ground on which its next command stands."""

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from domain.event import Claim
from domain.log.shelf import Shelf
from domain.log.states import Known


class Batched(NamedTuple):
    """What one batch was like, for whoever watches: commands, and seconds.

    `left` commands waited while it was written, `waited` is what the lock took to
    come, `held` for how long it was kept.
    """

    commands: int
    left: int
    waited: float
    held: float


class Batch:
    """What a batch has decided so far, on top of what stands in the log."""

    def __init__(
        self,
        head: int,
        load: Callable[[UUID], Known | None],
        holder: Callable[[Claim], UUID | None],
        locate: Callable[[int], tuple[UUID, str] | None],
        shelf: Shelf | None = None,
    ) -> None:
        self.head = head
        self.states: dict[UUID, Known] = {}
        self.claims: dict[Claim, UUID | None] = {}
        self._load = load
        self._holder = holder
        self.locate = locate
        # A rehearsal has none: it keeps nothing.
        self.shelf = shelf

    def state(self, stream: UUID) -> Known | None:
        """A stream with everything that earlier commands of the batch recorded."""
        return self.states.get(stream) or self._load(stream)

    def holder(self, claim: Claim) -> UUID | None:
        """Who holds a claim."""
        return self.claims[claim] if claim in self.claims else self._holder(claim)

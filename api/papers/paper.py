"""A paper: its blocks, and the head that says of what it is true."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from api.papers.blocks import Block
from api.papers.fields import PaperFields
from api.papers.words import day
from api.time_travel import Clocks
from domain.facts.register import RegisterOpened
from domain.ledger.head_code import head_code
from projections.view import View

Root = Callable[[int], bytes]


class Stand(NamedTuple):
    """Where in the log a paper stands: the same stand, the same bytes.

    `positions` are the first and last that it rests on, `code` the head code of the
    checkpoint of `size` entries, `recorded_at` when the last of these was recorded.
    """

    authority: str
    positions: tuple[int, int]
    code: str
    known_at: str
    true_on: str
    recorded_at: datetime

    @property
    def foot(self) -> str:
        """The line at the foot of every page."""
        first, last = self.positions
        return (
            f"{self.authority} · rests on entries {first:,} to {last:,} ·"
            f" head {self.code} · known at {self.known_at} · true on {self.true_on}"
        )


@dataclass(frozen=True, slots=True)
class Paper:
    """What is printed: a title, what it is for, and its blocks in reading order."""

    title: str
    subject: str
    stand: Stand
    fields: PaperFields
    blocks: Sequence[Block]
    wide: bool = False


def stand_of(view: View, clocks: Clocks, root: Root) -> Stand:
    """Where a view stands. The ledger is brought as far as the view's position."""
    opened = next(iter(view.log.history(view.log.log_id, 1))).fact
    if not isinstance(opened, RegisterOpened):
        raise TypeError(opened)  # position 1 is nothing else
    return Stand(
        authority=opened.authority,
        positions=(1, view.position),
        code=head_code(root(view.position)),
        known_at=_known_at(view, clocks),
        true_on=day(view.pin.effective_on),
        recorded_at=view.log.recorded_at(view.position),
    )


def _known_at(view: View, clocks: Clocks) -> str:
    asked = clocks.asked
    where = f"entry {view.position:,}"
    return where if asked in (None, str(view.position)) else f"{asked} ({where})"

"""Folds a register: every fact goes to the rows of its noun, names to the people."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from domain.event import Fact, Recorded
from projections.fold import NounFold
from projections.kinds import Row
from projections.model import Model
from projections.people import PeopleFold, personal

Stored = Callable[[str, str], Iterable[Row]]


class RegisterFold:
    """One fold a noun, the people, and the things that have come into being."""

    def __init__(self, models: Iterable[Model], stored: Stored) -> None:
        self.nouns = {m.noun: NounFold(m, _ended(stored, m.noun)) for m in models}
        self.people = PeopleFold()
        self.things: list[Row] = []
        self.homes: dict[type[Fact], list[NounFold]] = defaultdict(list)
        for fold in self.nouns.values():
            for kind in fold.model.facts:
                self.homes[kind].append(fold)

    def apply(self, recorded: Recorded[Any]) -> None:
        """Moves everything on by one fact, in the order of the log."""
        envelope, fact = recorded
        fields = personal(recorded)
        self.people.apply(recorded, fields)
        for home in self.homes.get(type(fact), ()):
            home.apply(recorded, fields)
            if envelope.version == 1:
                row = (envelope.position, str(envelope.stream), home.model.noun)
                self.things.append(row)


def _ended(stored: Stored, noun: str) -> Callable[[str], Iterable[Row]]:
    return lambda thing: stored(noun, thing)

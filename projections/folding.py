"""Folds a register: every event goes to the rows of its noun, names to the people."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial

from domain.event import Fact
from domain.facts.erasure import ErasureCarriedOut
from projections.changes import Over
from projections.fold import NounFold
from projections.kinds import Row
from projections.model import Model
from projections.people import PeopleFold
from projections.telling import Told

Stored = Callable[[str, str], Over]


class RegisterFold:
    """One fold a noun, the people, and the things that have come into being."""

    def __init__(self, models: Iterable[Model], stored: Stored) -> None:
        self.nouns = {m.noun: NounFold(m, partial(stored, m.noun)) for m in models}
        self.people = PeopleFold()
        self.things = list[Row]()
        self.homes = defaultdict[type[Fact], list[NounFold]](list)
        for fold in self.nouns.values():
            for kind in fold.model.facts:
                self.homes[kind].append(fold)

    def apply(self, told: Told) -> None:
        """Moves everything on by one event, in the order of the log."""
        if told.personal or told.kind is ErasureCarriedOut:
            self.people.apply(told)
        for home in self.homes.get(told.kind, ()):
            home.apply(told)
            if told.version == 1:
                self.things.append((told.position, told.stream, home.model.noun))

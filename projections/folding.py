"""Folds a register: every event goes to the rows of its noun, names to the people."""

from collections.abc import Callable, Sequence
from functools import partial

from domain.event import Fact
from domain.facts.erasure import ErasureCarriedOut
from projections.changes import Over
from projections.fold import NounFold
from projections.kinds import Row
from projections.model import Model
from projections.people import PeopleFold
from projections.tables import Schema
from projections.telling import Told

Stored = Callable[[str, str], Over]


class RegisterFold:
    """One fold a noun, the people, and the things that have come into being."""

    def __init__(self, schema: Schema, stored: Stored) -> None:
        self.nouns: dict[str, NounFold] = {}
        self.people = PeopleFold()
        self.things = list[Row]()
        self._schema = schema
        self._stored = stored
        self._homes: dict[type[Fact], list[NounFold]] = {}

    def apply(self, told: Told) -> None:
        """Moves everything on by one event, in the order of the log."""
        if told.personal or told.kind is ErasureCarriedOut:
            self.people.apply(told)
        for home in self.homes(told.kind):
            home.apply(told)
            if told.version == 1:
                self.things.append((told.position, told.stream, home.model.noun))

    def homes(self, kind: type[Fact]) -> Sequence[NounFold]:
        """The folds that a kind of fact goes to; a batch knows few of all nouns."""
        found = self._homes.get(kind)
        if found is None:
            models = self._schema.homes.get(kind, ())
            found = self._homes[kind] = [self._fold(model) for model in models]
        return found

    def _fold(self, model: Model) -> NounFold:
        noun = model.noun
        if noun not in self.nouns:
            self.nouns[noun] = NounFold(model, partial(self._stored, noun))
        return self.nouns[noun]

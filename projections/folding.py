"""Folds a register: every event goes to the rows of its noun, names to the people."""

from collections.abc import Callable, Sequence
from functools import partial

from domain.event import Fact
from domain.facts import FACTS
from domain.facts.contract import ContractEstablished
from domain.facts.contract_known_risks import KNOWN_RISK_FACTS
from domain.facts.contract_notice import NOTICE_FACTS
from domain.facts.erasure import ErasureCarriedOut
from projections.changes import Over
from projections.fold import NounFold
from projections.kinds import Row
from projections.model import Model
from projections.people import PeopleFold
from projections.tables import Schema
from projections.telling import Told

Stored = Callable[[str, str], Over]


# What is about earlier days by its very nature: it puts them right, or fills them in.
BACKWARDS = frozenset(
    kind
    for kind in FACTS
    if "supersedes" in kind.model_fields
    or kind in (ContractEstablished, *NOTICE_FACTS, *KNOWN_RISK_FACTS)
    or kind.fact_name.endswith(("-commented", "-adopted"))
)


def is_news(told: Told) -> bool:
    """Whether an event tells of something new, and not of what was there before."""
    return told.kind not in BACKWARDS and not told.said.get("opening")


class RegisterFold:
    """One fold a noun, the people, and the things that have come into being."""

    def __init__(self, schema: Schema, stored: Stored) -> None:
        self.nouns: dict[str, NounFold] = {}
        self.people = PeopleFold()
        self.things = list[Row]()
        self.late = list[Row]()
        self._schema = schema
        self._stored = stored
        self._homes: dict[type[Fact], list[NounFold]] = {}

    def apply(self, told: Told) -> None:
        """Moves everything on by one event, in the order of the log."""
        if told.personal or told.kind is ErasureCarriedOut:
            self.people.apply(told)
        if told.effective_on < told.recorded_on and is_news(told):
            self.late.append(
                (
                    told.position,
                    told.stream,
                    told.kind.fact_name,
                    told.effective_on,
                    told.recorded_on,
                )
            )
        for home in self.homes(told.kind):
            home.apply(told)
            if home.model.begins(told):
                thing = home.model.thing(told)
                self.things.append((told.position, thing, home.model.noun))

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

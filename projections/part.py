"""A part of the register that a question is about: what it leaves out is counted."""

from dataclasses import dataclass

from projections.pages import Within
from projections.reach import covered_contracts
from projections.view import View


@dataclass(frozen=True, slots=True)
class Part:
    """What hangs on some contracts, and all things that hang on none.

    `contracts`: None for the whole register. `apart` are the nouns of such things.
    """

    contracts: frozenset[str] | None
    apart: frozenset[str]

    @classmethod
    def of(cls, view: View, within: Within | None) -> "Part":
        """The part that is asked for, by what is known now."""
        if within is None:
            return cls(None, frozenset())
        wanted = covered_contracts(view.schema, within.scope, manager=within.manager)
        models = view.schema.models.values()
        apart = {model.noun for model in models if "contract_id" not in model.columns}
        return cls(
            frozenset(view.connection.execute(wanted).scalars()),
            frozenset(apart - {"contract"}),
        )

    def has(self, noun: str, contract: str | None) -> bool:
        """Whether a thing of a noun, on a contract or on none, lies in it."""
        if self.contracts is None or contract in self.contracts:
            return True
        return noun in self.apart

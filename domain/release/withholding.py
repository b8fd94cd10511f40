"""What a release tells of a field, and why not: one function for file and preview."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple
from uuid import UUID

from domain.event import Fact
from domain.facts import change, contract, document, feedback, issue, kpi, plan, risk
from domain.facts import supply_chain as chain
from domain.facts.release import Withholding

# Nouns of which a release tells. What subcontractors return is given in confidence.
RELEASED: Final[Mapping[str, tuple[type[Fact], ...]]] = {
    "contract": contract.FACTS,
    "chain": chain.FACTS,
    "change": change.FACTS,
    "risk": risk.FACTS,
    "issue": issue.FACTS,
    "plan": plan.FACTS,
    "kpi": kpi.FACTS,
    "document": document.FACTS,
    "feedback": feedback.FACTS,
}
FIELDS: Final = frozenset(
    field
    for facts in RELEASED.values()
    for fact in facts
    for field in fact.model_fields
)
# Withheld by nobody's choice: nobody asked for it; it names things beside the release.
NOT_ASKED: Final = "not_asked"
OUTSIDE: Final = "outside"
_WHY: Final = "_why"


class Asked(NamedTuple):
    """Of which fields a release tells, and which of these are withheld."""

    fields: frozenset[str]
    withhold: Sequence[Withholding]

    def basis_of(self, record: UUID, field: str) -> str | None:
        """Under what a field of a record is withheld, None if it is told.

        The words that say why a value does not apply go with the value.
        """
        name = field.removesuffix(_WHY)
        if self.fields and name not in self.fields:
            return NOT_ASKED
        for rule in self.withhold:
            if rule.field == name and rule.record_id in {None, record}:
                return rule.basis
        return None

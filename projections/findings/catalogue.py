"""Every rule there is: the books of all subjects, and what they look at.

A new subject is a module with a `BOOK`, named here.
"""

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, Final

from projections.findings import (
    budgets,
    changes,
    contracts,
    groups,
    incidents,
    indicators,
    money,
    owned,
    partners,
    people,
    plans,
    records,
    reliance,
    risks,
    seats,
    transparency,
)
from projections.findings.book import Beside, Book, Noun
from projections.findings.cases import (
    ChangeCase,
    ContractCase,
    IssueCase,
    OrganisationCase,
    RiskCase,
)
from projections.findings.verdict import Judge, Rule

BOOKS: Final[tuple[Book, ...]] = (
    budgets.BOOK,
    changes.BOOK,
    contracts.BOOK,
    groups.BOOK,
    incidents.BOOK,
    indicators.BOOK,
    money.BOOK,
    owned.BOOK,
    partners.BOOK,
    people.BOOK,
    plans.BOOK,
    records.BOOK,
    reliance.BOOK,
    risks.BOOK,
    seats.BOOK,
    transparency.BOOK,
)
# What several books look at; a book brings the others.
NOUNS: Final[Mapping[str, Noun]] = {
    "contract": Noun(ContractCase, "contracts"),
    "risk": Noun(RiskCase, "risks"),
    "issue": Noun(IssueCase, "issues"),
    "change": Noun(ChangeCase, "changes"),
    "organisation": Noun(OrganisationCase, "organisations", lambda one: one.records),
    **{noun: what for book in BOOKS for noun, what in book.nouns.items()},
}
CASES: Final[Mapping[str, type[Any]]] = {n: what.case for n, what in NOUNS.items()}
BESIDES: Final[Mapping[str, Beside]] = {
    name: beside for book in BOOKS for name, beside in book.besides.items()
}
RULES: Final[tuple[Rule, ...]] = tuple(
    sorted(
        (rule for book in BOOKS for rule in book.rules),
        key=lambda rule: (len(rule.id), rule.id),
    )
)
BY_ID: Final[Mapping[str, Rule]] = {rule.id: rule for rule in RULES}


def names_in(noun: str, case: Any) -> Collection[Any]:
    """All by which rules look something up beside a case."""
    return (*case, *NOUNS[noun].names(case))


@cache
def rules_on(noun: str) -> tuple[tuple[Rule, Judge], ...]:
    """The rules that look at things of a noun, each with its function."""
    return tuple((rule, rule.on[noun]) for rule in RULES if noun in rule.on)

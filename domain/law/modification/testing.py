"""One test of a ground: what it asks for, and what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, NamedTuple

from domain.law.verdict import Rule

# What VAT adds at most (Value Added Tax Act 1994, s.2).
VAT: Final = Decimal("0.20")
# What people are asked, for the register cannot work it out.
QUESTIONS: Mapping[str, str] = {
    "clearly_provided_for": "contract and notice provide for it, clearly",
    "nature_unchanged": "the overall nature of the contract stays the same",
    "scope_kept": "the scope is not materially changed",
    "balance_kept": "the economic balance does not shift to the supplier",
    "not_foreseeable": "it could not reasonably have been foreseen before the award",
    "direct_award_justified": "it could have been awarded directly for the same reason",
    "no_fault": "neither party brought it about",
    "in_public_interest": "it is in the public interest",
    "other_supplier_unfit": "another supplier would be incompatible, or do harm",
    "new_supplier_fit": "who takes over is not excluded and meets the conditions",
    "beyond_control": "factors outside of both parties' control brought it about",
}


@dataclass(frozen=True, slots=True)
class Modification:
    """What a ground is tested on; None is what is not known.

    Shares are of the estimated value and of the maximum term at award. `of_value` and
    `of_term` are of all changes that are really one; `aggregate` is what changes below
    the threshold come to, this one included, against `threshold`, which includes VAT;
    the others do, too, if `with_vat`; `cumulative` is what
    all changes come to. Sums are pounds.
    """

    of_value: Decimal | None = None
    of_term: Decimal | None = None
    aggregate: Decimal | None = None
    aggregate_share: Decimal | None = None
    threshold: Decimal | None = None
    with_vat: bool = False
    cumulative: Decimal | None = None
    cumulative_share: Decimal | None = None
    is_works: bool | None = False
    risk_frozen: bool | None = None
    risk_materialised: bool | None = None
    answers: Mapping[str, bool | None] = field(default_factory=dict)


class Tested(NamedTuple):
    """What came of a test: met, not met, or not known (None), and why."""

    name: str
    met: bool | None
    why: str
    rule: Rule


Outcome = tuple[bool | None, str]


class Test(NamedTuple):
    """A test by its name: by which rule, and how it is judged."""

    name: str
    rule: Rule
    judge: Callable[[Modification], Outcome]

    def of(self, modification: Modification) -> Tested:
        """What comes of it."""
        return Tested(self.name, *self.judge(modification), self.rule)


def asked(name: str, rule: Rule) -> Test:
    """A test that a person answers."""

    def judge(modification: Modification) -> Outcome:
        answer = modification.answers.get(name)
        said = {True: "yes", False: "no", None: "nobody has said"}[answer]
        return answer, f"{QUESTIONS[name]}: {said}"

    return Test(name, rule, judge)


def value_within(
    rule: Rule, most: Decimal, of_works: Decimal, *, together: bool = False
) -> Test:
    """No more than a part of the value at award, up or down; of works another part.

    `together` takes all changes of the ground, as far as they were made.
    """

    def judge(modification: Modification) -> Outcome:
        if modification.is_works is None:
            return None, "whether it is for works is not known"
        limit = of_works if modification.is_works else most
        alone, all_ = modification.of_value, modification.aggregate_share
        return _within(all_ if together else alone, limit, "value")

    return Test("value_within", rule, judge)


def rise_within(rule: Rule, most: Decimal) -> Test:
    """The value rises by no more than a part of that at award; a fall is no rise."""

    def judge(modification: Modification) -> Outcome:
        share = modification.of_value
        if share is not None and share <= 0:
            return True, "the value does not rise"
        return _within(share, most, "value")

    return Test("rise_within", rule, judge)


def term_within(rule: Rule, most: Decimal) -> Test:
    """No more than a part of the maximum term at award, longer or shorter."""
    return Test("term_within", rule, lambda m: _within(m.of_term, most, "maximum term"))


def aggregate_below(rule: Rule) -> Test:
    """All changes of this ground together stay below the threshold amount."""

    def judge(modification: Modification) -> Outcome:
        sum_, limit = modification.aggregate, modification.threshold
        if sum_ is not None and limit is not None:
            said = f"together {sum_:,.2f}, of less than {limit:,.2f} with VAT"
            most = sum_ if modification.with_vat else sum_ * (1 + VAT)
            return (None if sum_ < limit <= most else sum_ < limit), said
        lacking = "their sum" if sum_ is None else "the threshold amount"
        return None, f"{lacking} is not known"

    return Test("aggregate_below_threshold", rule, judge)


def cumulative_below(rule: Rule, amount: Decimal, share: Decimal) -> Test:
    """All changes together stay below an amount, or below a part of the value."""

    def judge(modification: Modification) -> Outcome:
        sum_, part = modification.cumulative, modification.cumulative_share
        if sum_ is not None and abs(sum_) < amount:
            return True, f"together {sum_:,.2f}, less than {amount:,.2f}"
        if part is not None:
            said = f"together {part:.2%} of the value at award, of less than"
            return abs(part) < share, f"{said} {share:.0%}"
        return None, "what all changes come to is not known"

    return Test("cumulative_below", rule, judge)


def risk_known(rule: Rule) -> tuple[Test, Test]:
    """The risk was named at award, and has happened."""

    def frozen(modification: Modification) -> Outcome:
        named = modification.risk_frozen
        said = {
            True: "it is among the known risks frozen at award",
            False: "it is not among the known risks frozen at award",
            None: "no risk is named, or nothing was frozen at award",
        }
        return named, said[named]

    def happened(modification: Modification) -> Outcome:
        has = modification.risk_materialised
        said = {True: "it has happened", False: "it has not happened", None: "no risk"}
        return has, said[has]

    return Test("risk_was_known", rule, frozen), Test("risk_happened", rule, happened)


def _within(share: Decimal | None, most: Decimal, what: str) -> Outcome:
    if share is None:
        return None, f"how much of the {what} at award it is, is not known"
    return abs(share) <= most, f"{share:.2%} of the {what} at award, of {most:.0%}"

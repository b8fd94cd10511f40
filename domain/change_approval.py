"""Approving a change: within limits, alone and with all that were approved before."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from domain.authority import refuse_beyond_level
from domain.change.change import ChangeRequest
from domain.change.commands import ApproveChange
from domain.change.course import AGREED
from domain.contract.contract import Contract
from domain.dating import whole_months
from domain.desk import Desk
from domain.errors import RuleBroken
from domain.law.modification.judging import GroundVerdict, judge
from domain.law.modification.summing import (
    Award,
    Delta,
    Figure,
    Standing,
    comparable,
    modification,
    standing_of,
)
from domain.law.modification.testing import QUESTIONS, Modification
from domain.law.procurement_act import Bought
from domain.law.threshold_amounts import threshold_amount
from domain.occasion import Occasion
from domain.risk.risk import Risk
from domain.values import Money, NotApplicable, known

# The invariant that an approval breaks, by the ground that fails.
BROKEN = {
    "below_threshold": "INV-G5",
    "unforeseeable": "INV-G6",
    "additional": "INV-G6",
    "known_risk": "INV-G7",
}


def approve_change(
    desk: Desk, change_id: UUID, command: ApproveChange, others: Sequence[UUID]
) -> None:
    """Approves a change; `others` are the changes of its contract.

    DECIDE. INV-G3: what is approved, and what all approved changes come to with it,
    lie within the approver's limit. INV-G5 to INV-G7: on a ground whose tests are
    failed nobody approves; a ground that is not said yet is a finding.
    """
    occasion = desk.occasion(command)
    change = desk.read(ChangeRequest, change_id)
    approved = change.approve(command, occasion)
    if approved:
        contract = desk.read(Contract, change.contract_id)
        among = [desk.read(ChangeRequest, o) for o in others if o != change_id]
        _refuse_together(contract, change, among, occasion)
        _refuse_unlawful(desk, contract, change, among, occasion)
    desk.record(ChangeRequest, change_id, approved)


def bought_of(contract: Contract) -> Bought:
    """How a contract was bought, as far as anybody knows."""
    regime = contract.held("regime")
    return Bought(
        None if regime == "unknown" else regime,
        contract.held("light_touch"),
        contract.held("category"),
    )


def award_of(contract: Contract) -> Award:
    """What it was worth at award, and its maximum term with every option."""
    value = contract.held("estimated_value_at_award")
    start, last = contract.held("start"), contract.held("max_end_at_award")
    months = whole_months(start, last) if start and last else None
    return Award(value.amount if isinstance(value, Money) else None, months)


def delta_of(change: ChangeRequest, base: object, today: date) -> Delta:
    """By how much a change moves its contract, in sums of the kind of `base`."""
    ground = change.control.ground
    stands = change.status in AGREED
    return Delta(
        str(change.stream),
        change.control.agreed_at if stands else None,
        amount_of(change.on("value_delta", today), base),
        _months(change.on("term_delta_months", today)),
        known(ground.ground) if ground else None,
        frozenset(map(str, (ground and ground.one_with) or ())),
    )


def amount_of(value: object, base: object) -> Decimal | None:
    """A sum to be held against that of the award; what does not apply moves nothing."""
    if isinstance(value, NotApplicable):
        return Decimal(0)
    if not isinstance(value, Money):
        return None
    return comparable(
        _figure(value), _figure(base) if isinstance(base, Money) else None
    )


def _figure(money: Money) -> Figure:
    return Figure(money.amount, money.currency, money.vat_basis)


def _months(value: object) -> int | None:
    if isinstance(value, NotApplicable):
        return 0
    return value if isinstance(value, int) else None


def _standing(
    contract: Contract,
    change: ChangeRequest,
    among: Sequence[ChangeRequest],
    occasion: Occasion,
) -> tuple[Delta, Standing]:
    base = contract.held("estimated_value_at_award")
    today = occasion.today
    mine = delta_of(change, base, today)
    others = [
        delta_of(other, base, today) for other in among if not other.entered_in_error
    ]
    netting = bool(occasion.policies.threshold("below-threshold-netting"))
    return mine, standing_of(mine, others, netting=netting)


def _refuse_together(
    contract: Contract,
    change: ChangeRequest,
    among: Sequence[ChangeRequest],
    occasion: Occasion,
) -> None:
    """INV-G3: nobody approves in slices what is beyond the limit as a whole.

    Changes of which nobody knows the worth are left out of the sum, and the change log
    says how many these are.
    """
    _, standing = _standing(contract, change, among, occasion)
    if standing.before.changes:
        refuse_beyond_level(Money(amount=standing.all.amount), occasion, "INV-G3")


def _refuse_unlawful(
    desk: Desk,
    contract: Contract,
    change: ChangeRequest,
    among: Sequence[ChangeRequest],
    occasion: Occasion,
) -> None:
    verdict = verdict_on(desk, contract, change, among, occasion)
    if verdict is None or verdict.finding != "not_permitted":
        return
    ground = change.control.ground
    name = known(ground.ground) if ground else None
    source = f" ({verdict.rule.source})" if verdict.rule else ""
    detail = (
        f"the ground {name} does not hold{source}: {verdict.why}. Classify it on a"
        " ground that does, make the change smaller, or procure anew"
    )
    raise RuleBroken(detail, rule=BROKEN.get(str(name), "INV-G5"))


def verdict_on(
    desk: Desk,
    contract: Contract,
    change: ChangeRequest,
    among: Sequence[ChangeRequest],
    occasion: Occasion,
) -> GroundVerdict | None:
    """What the law makes of the ground that is claimed, None where none is."""
    ground = change.control.ground
    if ground is None or known(ground.ground) is None:
        return None
    mine, standing = _standing(contract, change, among, occasion)
    bought = bought_of(contract)
    frozen, happened = _risk(desk, contract, ground.known_risk_id)
    told: dict[str, Any] = {q: known(getattr(ground, q)) for q in QUESTIONS}
    category = bought.category
    outside = Modification(
        threshold=threshold_amount(bought, occasion.today),
        is_works=None if category is None else category == "works",
        with_vat=_with_vat(contract),
        risk_frozen=frozen,
        risk_materialised=happened,
        answers=told,
    )
    made = modification(award_of(contract), mine, standing, outside)
    return judge(bought, known(ground.ground), made)


def _with_vat(contract: Contract) -> bool:
    value = contract.held("estimated_value_at_award")
    return isinstance(value, Money) and value.vat_basis == "gross"


def _risk(
    desk: Desk, contract: Contract, risk: UUID | None
) -> tuple[bool | None, bool | None]:
    """Whether a risk was frozen at award, and whether it has happened."""
    if risk is None:
        return None, None
    snapshots = contract.standing.frozen
    known_ = {each.risk_id for snapshot in snapshots for each in snapshot.risks}
    frozen = risk in known_ if snapshots else None
    return frozen, desk.read(Risk, risk).issue_id is not None

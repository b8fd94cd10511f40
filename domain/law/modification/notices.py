"""Which notice a change asks for, before it or after, and when it stands still."""

from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from domain.law.days import beginning_with, working_days_beginning_with
from domain.law.modification.grounds import OF_WORKS, PSR_AMOUNT, TENTH
from domain.law.procurement_act import ACT, IN_FORCE, UK10, Bought
from domain.law.verdict import Due, Missing, Rule, Verdict

STANDSTILL_WORKING_DAYS: Final = 8
COPY_DAYS: Final = 90
COPY_ABOVE: Final = Decimal(5_000_000)
# The ground that never goes without a notice.
RESTRUCTURING: Final = "restructuring"
# Of value and term both have to move little, on the careful reading.
CAREFUL: Final = 2

VOLUNTARY_STANDSTILL: Final = Rule(
    "change_standstill_end",
    "statute",
    ACT,
    "s.76",
    "The voluntary standstill of the change notice ends; not to be modified before",
    "https://www.legislation.gov.uk/ukpga/2023/54/section/76",
)
MODIFIED_COPY: Final = Rule(
    "modified_copy",
    "statute",
    ACT,
    "s.77",
    "The contract as modified, or the modification, is published",
    "https://www.legislation.gov.uk/ukpga/2023/54/section/77",
)
REG_72_NOTICE: Final = Rule(
    "modification_notice",
    "statute",
    "Public Contracts Regulations 2015",
    "reg. 72(3)",
    "A notice says that the contract was modified; it follows the modification",
    "https://www.legislation.gov.uk/uksi/2015/102/regulation/72",
)
REG_13_NOTICE: Final = Rule(
    "modification_notice",
    "statute",
    "Health Care Services (Provider Selection Regime) Regulations 2023",
    "reg. 13(4)",
    "A notice says that the contract was modified by 500,000 pounds or more",
    "https://www.legislation.gov.uk/uksi/2023/1348/regulation/13",
)


class Moved(NamedTuple):
    """By how much a change moves a contract; None is not known.

    Shares are of value and maximum term at award, sums pounds. `ground` is what it is
    made on, `worth` the estimated value once it is made.
    """

    of_value: Decimal | None = None
    of_term: Decimal | None = None
    ground: str | None = None
    amount: Decimal | None = None
    worth: Decimal | None = None


class NoticeVerdict(NamedTuple):
    """Whether a notice is asked for (None: not known), which one, and why."""

    why: str
    rule: Rule | None = None
    notice: str | None = None
    missing: tuple[str, ...] = ()
    required: bool | None = None


def notice_required(
    bought: Bought, moved: Moved, *, careful: bool = True
) -> NoticeVerdict:
    """Whether a notice is asked for of a change, and why not where none is.

    `careful` is the reading of s.75(2) by which value and term both have to move
    little; by its letter one of them is enough.
    """
    match bought.regime:
        case "PA23":
            return _under_the_act(bought, moved, careful=careful)
        case "PCR2015":
            return _after_the_fact(moved)
        case "PSR2023":
            return _of_health(moved)
        case None:
            why = "how the contract was bought is not known"
            return NoticeVerdict(why, missing=("regime",))
        case regime:
            return NoticeVerdict(
                f"{regime} asks for no notice of a change", required=False
            )


def change_notice(
    bought: Bought, moved: Moved, modified_on: date | None, *, careful: bool = True
) -> Verdict:
    """By when a change notice (UK10) is out: before the contract is modified."""
    if bought.regime not in {"PA23", None}:
        return None
    notice = notice_required(bought, moved, careful=careful)
    if notice.required is False:
        return None
    missing = notice.missing + (() if modified_on else ("implemented_on",))
    if missing or modified_on is None:
        return Missing(UK10, missing)
    return Due(modified_on, UK10) if modified_on >= IN_FORCE else None


def voluntary_standstill(published_on: date) -> date:
    """The last day of a voluntary standstill: 8 working days.

    The first is the day of publication.
    """
    return working_days_beginning_with(published_on, STANDSTILL_WORKING_DAYS)


def modified_copy(
    bought: Bought, moved: Moved, modified_on: date | None, *, careful: bool = True
) -> Verdict:
    """By when a copy is out of a modification that took a notice: 90 days.

    The first is the day of the modification. Only where the contract is then worth
    more than five million pounds.
    """
    if bought.regime != "PA23":
        return Missing(MODIFIED_COPY, ("regime",)) if bought.regime is None else None
    notice = notice_required(bought, moved, careful=careful)
    if notice.required is False:
        return None
    if moved.worth is not None and moved.worth <= COPY_ABOVE:
        return None
    wanted = (
        ("estimated_value_at_award", moved.worth),
        ("implemented_on", modified_on),
    )
    lacking = tuple(name for name, value in wanted if value is None)
    missing = (*notice.missing, *lacking)
    if missing or modified_on is None:
        return Missing(MODIFIED_COPY, missing)
    if modified_on < IN_FORCE:
        return None
    return Due(beginning_with(modified_on, COPY_DAYS), MODIFIED_COPY)


def _under_the_act(bought: Bought, moved: Moved, *, careful: bool) -> NoticeVerdict:
    if bought.light_touch is None:
        why = "whether it is a light touch contract is not known"
        return NoticeVerdict(why, UK10, "UK10", ("light_touch",))
    if bought.light_touch:
        return NoticeVerdict(
            "light touch contracts are exempt: s.75(6)", UK10, required=False
        )
    if moved.ground == RESTRUCTURING:
        why = "taken over on restructuring: that is never exempt"
        return NoticeVerdict(why, UK10, "UK10", required=True)
    return _by_size(bought, moved, careful=careful)


def _by_size(bought: Bought, moved: Moved, *, careful: bool) -> NoticeVerdict:
    limit = OF_WORKS if bought.category == "works" else TENTH
    parts = {
        "value_delta": (moved.of_value, limit, "value"),
        "term_delta_months": (moved.of_term, TENTH, "maximum term"),
    }
    small = {
        name: None if share is None else abs(share) <= most
        for name, (share, most, _) in parts.items()
    }
    said = "; ".join(_said(*part) for part in parts.values())
    exempt = all if careful else any
    enough = [is_ for is_ in small.values() if is_ is not None]
    unknown = tuple(name for name, is_ in small.items() if is_ is None)
    if exempt(small.values()):
        return NoticeVerdict(f"it moves little: {said}", UK10, required=False)
    decided = any(not is_ for is_ in enough) if careful else not unknown
    if not decided:
        return NoticeVerdict(said, UK10, "UK10", unknown)
    return NoticeVerdict(said, UK10, "UK10", required=True)


def _said(share: Decimal | None, most: Decimal, what: str) -> str:
    if share is None:
        return f"its part of the {what} at award is not known"
    return f"{share:.2%} of the {what} at award, exempt up to {most:.0%}"


def _after_the_fact(moved: Moved) -> NoticeVerdict:
    if moved.ground is None:
        why = "which notice it takes depends on the ground, which nobody has said"
        return NoticeVerdict(why, REG_72_NOTICE, missing=("ground",))
    if moved.ground in {"additional", "unforeseeable"}:
        why = "additional and unforeseen modifications are published once made"
        return NoticeVerdict(why, REG_72_NOTICE, "modification_notice", required=True)
    return NoticeVerdict("its ground asks for no notice", REG_72_NOTICE, required=False)


def _of_health(moved: Moved) -> NoticeVerdict:
    if moved.amount is None:
        why = "what the change is worth is not known"
        return NoticeVerdict(why, REG_13_NOTICE, missing=("value_delta",))
    if abs(moved.amount) < PSR_AMOUNT:
        return NoticeVerdict("less than 500,000 pounds", REG_13_NOTICE, required=False)
    why = "500,000 pounds or more"
    return NoticeVerdict(why, REG_13_NOTICE, "modification_notice", required=True)

"""What the law makes of a change on the ground that is claimed for it."""

from typing import Final, Literal, NamedTuple

from domain.law.modification.grounds import PACKS, Ground
from domain.law.modification.testing import Modification, Tested
from domain.law.procurement_act import Bought
from domain.law.verdict import Rule

Finding = Literal["permitted", "not_permitted", "not_known", "no_ground_needed"]

FREE: Final = Rule(
    "modification_free",
    "statute",
    "Procurement Act 2023",
    "s.74(1)",
    "Only public and convertible contracts need a ground to be modified",
    "https://www.legislation.gov.uk/ukpga/2023/54/section/74",
)
# Guidance of the Cabinet Office on contract modifications, paragraph 2.
LIGHT_TOUCH: Final = Rule(
    "modification_of_light_touch",
    "statute",
    "Procurement Act 2023",
    "s.74, and guidance on contract modifications, para. 2",
    "A light touch contract may be modified freely under the Act",
    "https://www.gov.uk/government/publications/"
    "procurement-act-2023-guidance-documents-manage-phase",
)
# Bought under no rules that ask for a ground.
OUTSIDE: Final = frozenset(
    {"below_threshold", "exempt_vertical", "exempt_horizontal", "grant", "internal"}
)


class GroundVerdict(NamedTuple):
    """What the law makes of it, why, and by which rule.

    `tests` are all that the ground asks for; `missing` names what has to be known.
    """

    finding: Finding
    why: str
    rule: Rule | None = None
    tests: tuple[Tested, ...] = ()
    missing: tuple[str, ...] = ()


def grounds_under(bought: Bought) -> tuple[str, ...]:
    """The grounds of the rules that govern a contract; none where none is needed."""
    return tuple(PACKS.get(bought.regime or "", ()))


def judge(
    bought: Bought, ground: str | None, modification: Modification
) -> GroundVerdict:
    """What the rules that govern a contract make of a change on a ground.

    Grounds are exclusive: what needs none is not tested on one.
    """
    if bought.regime is None:
        why = "how the contract was bought is not known"
        return GroundVerdict("not_known", why, missing=("regime",))
    if (free := _free(bought)) is not None:
        return free
    if bought.regime == "PA23" and bought.light_touch is None:
        why = "whether it is a light touch contract is not known"
        return GroundVerdict("not_known", why, missing=("light_touch",))
    pack = PACKS[bought.regime]
    if ground is None:
        why = f"nobody has said on which ground; one of: {', '.join(pack)}"
        return GroundVerdict("not_known", why, missing=("ground",))
    if ground not in pack:
        why = f"{ground} is no ground under it; it knows: {', '.join(pack)}"
        return GroundVerdict("not_permitted", why)
    return _tested(pack[ground], modification)


def _free(bought: Bought) -> GroundVerdict | None:
    if bought.regime in OUTSIDE:
        why = "no rules of procurement ask for a ground"
        return GroundVerdict("no_ground_needed", why, FREE)
    if bought.regime == "PA23" and bought.light_touch:
        why = "light touch contracts may be modified freely"
        return GroundVerdict("no_ground_needed", why, LIGHT_TOUCH)
    return None


def _tested(ground: Ground, modification: Modification) -> GroundVerdict:
    tests = tuple(test.of(modification) for test in ground.tests)
    failed = [test for test in tests if test.met is False]
    if failed:
        why = "; ".join(test.why for test in failed)
        return GroundVerdict("not_permitted", why, ground.rule, tests)
    open_ = tuple(test.name for test in tests if test.met is None)
    if open_:
        why = "; ".join(test.why for test in tests if test.met is None)
        return GroundVerdict("not_known", why, ground.rule, tests, open_)
    why = "every test of the ground is met"
    return GroundVerdict("permitted", why, ground.rule, tests)

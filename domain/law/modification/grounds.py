"""The grounds on which a contract may be modified, by the rules that govern it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from domain.law.modification.testing import (
    Test,
    aggregate_below,
    asked,
    cumulative_below,
    rise_within,
    risk_known,
    term_within,
    value_within,
)
from domain.law.verdict import Rule

TENTH: Final = Decimal("0.10")
OF_WORKS: Final = Decimal("0.15")
HALF: Final = Decimal("0.50")
PSR_AMOUNT: Final = Decimal(500_000)
PSR_SHARE: Final = Decimal("0.25")


class Ground(NamedTuple):
    """A ground: where it stands, and every test that has to be met."""

    name: str
    rule: Rule
    tests: tuple[Test, ...]


def _rule(text: str, address: str, section: str, asks: str) -> Rule:
    return Rule("modification_ground", "statute", text, section, asks, address)


def _act(section: str, asks: str) -> Rule:
    where = "schedule/8" if section.startswith("sch.") else "section/74"
    address = f"https://www.legislation.gov.uk/ukpga/2023/54/{where}"
    return _rule("Procurement Act 2023", address, section, asks)


def _of(name: str, rule: Rule, *tests: Test | str) -> Ground:
    """A ground; a test that is only a name is asked of people."""
    made = (asked(test, rule) if isinstance(test, str) else test for test in tests)
    return Ground(name, rule, tuple(made))


def _act_grounds() -> tuple[Ground, ...]:
    half = "The rise is at most half of the estimated value"
    provided = _act("sch. 8, para. 1", "It is provided for, clearly")
    urgent = _act("sch. 8, para. 2", "Extreme and unavoidable urgency")
    life = _act("sch. 8, para. 3", "To protect life")
    unforeseen = _act("sch. 8, para. 4", f"Unforeseeable circumstances. {half}")
    risk = _act("sch. 8, paras. 5-7", f"A known risk has happened. {half}")
    more = _act("sch. 8, para. 8", f"Additional goods, services or works. {half}")
    taken_over = _act("sch. 8, para. 9", "Taken over on corporate restructuring")
    minor = _act("s.74(3)", "The modification is not substantial")
    below = _act("s.74(4)", "The modification is below the threshold")
    return (
        _of("provided_for", provided, "clearly_provided_for", "nature_unchanged"),
        _of("urgency", urgent, "direct_award_justified"),
        _of("protect_life", life, "direct_award_justified"),
        _of(
            "unforeseeable",
            unforeseen,
            "not_foreseeable",
            "nature_unchanged",
            rise_within(unforeseen, HALF),
        ),
        _of(
            "known_risk",
            risk,
            *risk_known(risk),
            "no_fault",
            "in_public_interest",
            rise_within(risk, HALF),
        ),
        _of("additional", more, "other_supplier_unfit", rise_within(more, HALF)),
        _of("restructuring", taken_over, "new_supplier_fit"),
        _of(
            "non_substantial",
            minor,
            term_within(minor, TENTH),
            "scope_kept",
            "balance_kept",
        ),
        _of(
            "below_threshold",
            below,
            value_within(below, TENTH, OF_WORKS),
            aggregate_below(below),
            "scope_kept",
        ),
    )


def _regulation_grounds(text: str, address: str, number: int) -> tuple[Ground, ...]:
    """The grounds of the regulations of 2015 and, in the same words, of 2016."""

    def rule(part: str, asks: str) -> Rule:
        return _rule(text, address, f"reg. {number}{part}", asks)

    provided = rule("(1)(a)", "Clear, precise and unequivocal review clauses")
    more = rule("(1)(b)", "Additional works, services or supplies; at most half")
    unforeseen = rule("(1)(c)", "Circumstances nobody could foresee; at most half")
    taken_over = rule("(1)(d)", "A new contractor takes the place of the first")
    minor = rule("(1)(e)", "The modification is not substantial")
    below = rule("(1)(f)", "Below the threshold, and 10 % (of works 15 %)")
    return (
        _of("provided_for", provided, "clearly_provided_for", "nature_unchanged"),
        _of("additional", more, "other_supplier_unfit", rise_within(more, HALF)),
        _of(
            "unforeseeable",
            unforeseen,
            "not_foreseeable",
            "nature_unchanged",
            rise_within(unforeseen, HALF),
        ),
        _of("restructuring", taken_over, "new_supplier_fit"),
        _of("non_substantial", minor, "scope_kept", "balance_kept"),
        _of(
            "below_threshold",
            below,
            # Successive ones count by what they come to (paragraph 6).
            aggregate_below(below),
            value_within(below, TENTH, OF_WORKS, together=True),
            "nature_unchanged",
        ),
    )


def _health_grounds() -> tuple[Ground, ...]:
    text = "Health Care Services (Provider Selection Regime) Regulations 2023"
    address = "https://www.legislation.gov.uk/uksi/2023/1348/regulation/13"

    def rule(part: str, asks: str) -> Rule:
        return _rule(text, address, f"reg. 13{part}", asks)

    provided = rule("(1)(a)", "It is provided for, clearly and unambiguously")
    taken_over = rule("(1)(b)", "Only who provides it changes, by succession")
    outside = rule("(1)(c)", "External factors brought it about")
    decided = rule(
        "(1)(d) and (2)",
        "The authority decided it; all changes together are below 500,000 pounds, or"
        " below a quarter of the lifetime value",
    )
    return (
        _of("provided_for", provided, "clearly_provided_for"),
        _of("restructuring", taken_over, "new_supplier_fit"),
        _of("external_factors", outside, "beyond_control", "nature_unchanged"),
        _of(
            "authority_decision",
            decided,
            "nature_unchanged",
            cumulative_below(decided, PSR_AMOUNT, PSR_SHARE),
        ),
    )


def _named(grounds: tuple[Ground, ...]) -> Mapping[str, Ground]:
    return {ground.name: ground for ground in grounds}


PACKS: Final[Mapping[str, Mapping[str, Ground]]] = {
    "PA23": _named(_act_grounds()),
    "PCR2015": _named(
        _regulation_grounds(
            "Public Contracts Regulations 2015",
            "https://www.legislation.gov.uk/uksi/2015/102/regulation/72",
            72,
        )
    ),
    "CCR2016": _named(
        _regulation_grounds(
            "Concession Contracts Regulations 2016",
            "https://www.legislation.gov.uk/uksi/2016/273/regulation/43",
            43,
        )
    ),
    "PSR2023": _named(_health_grounds()),
}

"""What the law makes of a change, on paper: sums at award, the ground, the notices."""

from collections.abc import Sequence
from typing import Any, Final

from api.papers.blocks import Block, Text, facts
from api.papers.tables import coded, table
from api.papers.words import money, plain, share, worded

Json = dict[str, Any]
UNKNOWN: Final = "not known"
_FINDINGS: Final = {
    "permitted": "The ground holds",
    "not_permitted": "The ground does not hold",
    "not_known": "Whether it may be made is not known",
    "no_ground_needed": "No ground is needed",
}
_TESTS: Final = {
    "rise_within": "The rise is within the limit",
    "value_within": "The value moves within the limit",
    "term_within": "The term moves within the limit",
}
_MET: Final = {True: "met", False: "not met", None: "not known"}


def totals(change: Json) -> list[Block]:
    """What the change, and all before it, come to beside what was frozen at award."""
    figures = change["law"]["figures"]
    rows: list[Sequence[Any]] = [
        _sum("Approved before", figures["before"]),
        _sum("With this change", figures["together"]),
        *(_sum(f"On: {plain(g)}", one) for g, one in figures["by_ground"].items()),
    ]
    value, months = figures["value_at_award"], figures["months_at_award"]
    base = [
        ("Estimated value at award", _pounds(value)),
        ("Maximum term at award, in months", UNKNOWN if months is None else months),
        ("This change, of the value", share(figures["share_of_value"])),
        ("This change, of the term", share(figures["share_of_term"])),
        ("Limit of the ground, of the value", share(figures["limit_of_ground"])),
        ("Changes that are really one with it", len(figures["one_with"])),
        (
            "Threshold for small changes",
            _pounds(figures["below_threshold"]["threshold"]),
        ),
    ]
    heads = (("Changes", 4), ("How many", 2), ("Value", 3), ("Of value", 2))
    more = (("Months", 2), ("Of term", 2))
    return [
        Text(
            "Shares are of the estimated value and the maximum term as they were frozen"
            " at award, options to extend included."
        ),
        facts("At award", base),
        table("Totals", (*heads, *more), rows, "No change stands."),
    ]


def _sum(name: str, one: Json) -> list[Any]:
    value = _pounds(one["value"])
    if one["unknown_values"]:
        value += f", and {one['unknown_values']} of unknown value"
    shares = share(one["share_of_value"]), share(one["share_of_term"])
    return [name, one["changes"], value, shares[0], one["months"], shares[1]]


def grounds(change: Json, *, is_public: bool) -> list[Block]:
    """On which ground it may be made; the reasoning is not for the public."""
    ground = change["law"]["ground"]
    rows = [
        ("Ground", coded(change["ground"])),
        ("What the law makes of it", _FINDINGS[ground["finding"]]),
        ("By", ground["source"]),
        ("Read at", ground["address"]),
    ]
    if is_public:
        return [facts("Ground", rows)]
    rows += [("Why", _worded(ground["why"])), ("Reasoning", change["rationale"])]
    tests = [
        [
            _TESTS.get(one["test"], plain(one["test"]).capitalize()),
            _MET[one["met"]],
            _worded(one["why"]),
            one["source"],
        ]
        for one in ground["tests"]
    ]
    heads = (("Test", 3), ("Result", 2), ("Why", 5), ("Source", 4))
    return [facts("Ground", rows), table("Tests", heads, tests, "No ground is tested.")]


def notices(notice: Json) -> list[tuple[str, Any]]:
    """Whether a notice is asked for, and by when what is out."""
    asked = {True: "yes", False: "no", None: "not known"}[notice["required"]]
    return [
        ("Is a notice asked for", asked),
        ("Which", coded(notice["notice"])),
        ("Why", _worded(notice["why"])),
        ("By", notice["source"]),
        ("Published on", notice["published_on"]),
        ("Stands still until", notice["standstill_until"]),
        ("Copy of the modified contract due", notice["copy_due"]),
    ]


def _worded(why: str | None) -> str | None:
    return why and worded(why)


def _pounds(amount: str | None) -> str:
    return UNKNOWN if amount is None else money({"amount": amount, "currency": "GBP"})

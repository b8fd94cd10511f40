"""The thresholds of the register as delivered, each with where its number comes from.

None of them is a rule of law: what is, lies with its statute. They are settings of the
policy, which a council replaces by its own with `set_thresholds` and a source.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

# How well a number or a reading of a rule is founded: found in a text that is cited;
# recalled and not confirmed; a proposal of this register; or sources disagree.
Standing = Literal["found", "recalled", "design", "disputed"]


class Delivered(NamedTuple):
    """A threshold before a council sets its own: its value, in what unit, and why."""

    value: Decimal
    unit: str
    meaning: str
    source: str
    standing: Standing = "design"


_PIPELINE = "National Audit Office: a pipeline of at least 18 months"
_ROYAL = "Royal Borough of Windsor and Maidenhead, Commissioning Strategy 2019-2024"
_NOBODY = "a proposal of this register, with no outside authority"
_RECALLED = "the number is recalled and not confirmed"

DELIVERED: Mapping[str, Delivered] = {
    "acceptance-days": Delivered(
        Decimal(365),
        "days",
        "A risk above appetite is accepted for at most so long.",
        _NOBODY,
    ),
    "indicator-reassess-working-days": Delivered(
        Decimal(5),
        "working days",
        "A red indicator is answered by a new score within so long.",
        f"a proposal for standard 5 of {_ROYAL}",
    ),
    "lead-months-gold": Delivered(
        Decimal(18), "months", "A gold contract's end is worked on so long.", _PIPELINE
    ),
    "lead-months-silver": Delivered(
        Decimal(12), "months", "A silver contract's end is worked on so long.", _NOBODY
    ),
    "lead-months-bronze": Delivered(
        Decimal(6), "months", "A bronze contract's end is worked on so long.", _NOBODY
    ),
    "exit-plan-months": Delivered(
        Decimal(3),
        "months",
        "A gold or silver contract has an approved plan of exit within so long.",
        _NOBODY,
    ),
    "debarment-check-days": Delivered(
        Decimal(90), "days", "A debarment check is made anew after so long.", _NOBODY
    ),
    "attestation-days": Delivered(
        Decimal(180),
        "days",
        "A place in the chain is attested anew after so long.",
        "a proposal that mirrors the half-yearly checks of PPN 021",
    ),
    "reflection-working-days": Delivered(
        Decimal(20),
        "working days",
        "A change is reflected in the four artefacts within so long.",
        f"a proposal for standard 6 of {_ROYAL}",
    ),
    "no-effect-limit": Delivered(
        Decimal(10_000),
        "pounds",
        "Up to this worth who runs a change may say alone that it does not touch one of"
        " the four artefacts.",
        _NOBODY,
    ),
    "change-notice-parts": Delivered(
        Decimal(2),
        "parts",
        "A change needs no notice where so many of value and term move little: both,"
        " or one of them.",
        'Procurement Act 2023, section 75(2) says "or", which reads as 1; counsel'
        " differ, and 2 publishes more",
        "disputed",
    ),
    "below-threshold-netting": Delivered(
        Decimal(0),
        "0 or 1",
        "Whether a fall in value is set off against rises where changes below the"
        " threshold are summed: 1 if it is.",
        "Procurement Act 2023, section 74(4)(b) does not say; 0 is the careful reading",
        "disputed",
    ),
    "near-threshold-share": Delivered(
        Decimal("0.80"),
        "share",
        "Changes below the threshold are spoken of from this part of it on.",
        _NOBODY,
    ),
    "splitting-days": Delivered(
        Decimal(90),
        "days",
        "Changes of one contract within so long may be one change that was split.",
        _NOBODY,
    ),
    "disproportion-ratio": Delivered(
        Decimal("1.5"),
        "ratio",
        "A partner's share of the risk, against its share of the value.",
        "a proposal for principle 10 of Kent County Council's framework of 2014",
    ),
    "disproportion-points": Delivered(
        Decimal(5),
        "points of a hundred",
        "So far a partner's share of the risk lies above that of the value at least.",
        _NOBODY,
    ),
    "requests-per-quarter": Delivered(
        Decimal(4),
        "requests",
        "A small organisation is asked for a return so often in a quarter at most.",
        "a proposal for principle 6 of Kent County Council's framework of 2014",
    ),
    "concentration-index": Delivered(
        Decimal(2500),
        "index",
        "A market is called concentrated above this index, out of 10,000.",
        _NOBODY,
    ),
    "group-share-of-service": Delivered(
        Decimal("0.40"), "share", "One group's part of a service.", _NOBODY
    ),
    "group-share-of-critical": Delivered(
        Decimal("0.25"), "share", "One group's part of all critical contracts.", _NOBODY
    ),
    "dependency-amber": Delivered(
        Decimal("0.25"), "share", "Our part of a provider's turnover: amber.", _NOBODY
    ),
    "dependency-red": Delivered(
        Decimal("0.50"), "share", "Our part of a provider's turnover: red.", _NOBODY
    ),
    "late-knowledge-days": Delivered(
        Decimal(30), "days", "What is recorded so long after was known late.", _NOBODY
    ),
    "extension-notice-days": Delivered(
        Decimal(60),
        "days",
        "So long before it lapses an option to extend is spoken of.",
        _NOBODY,
    ),
    "final-payment-days": Delivered(
        Decimal(60),
        "days",
        "A payment so long after a contract's end is no longer for its last weeks.",
        _NOBODY,
    ),
    "evidence-days": Delivered(
        Decimal(90),
        "days",
        "A control test or an action supports a score for so long.",
        _NOBODY,
    ),
    "waiver-days": Delivered(
        Decimal(365), "days", "A finding is waived for at most so long.", _NOBODY
    ),
    "settling-in-days": Delivered(
        Decimal(180),
        "days",
        "So long after a register was opened, gaps in it are expected.",
        _NOBODY,
    ),
    "budget-variance": Delivered(
        Decimal("0.02"),
        "share",
        "A budget is missed where it is overspent by more.",
        f"{_ROYAL}, table 3",
        "found",
    ),
    "light-touch-copy-days": Delivered(
        Decimal(180),
        "days",
        "A contract of the light touch regime is published within so long.",
        f"Procurement Act 2023; {_RECALLED}",
        "recalled",
    ),
    "transparency-code-days": Delivered(
        Decimal(30),
        "days",
        "The contracts of a quarter are published within so long of its end.",
        f"Local Government Transparency Code 2015; {_RECALLED}",
        "recalled",
    ),
}

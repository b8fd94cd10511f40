"""The rules about changes: what follows them, what the law asks, how near a limit is.

Of the law each says the section; how a rule is tuned is the council's.
"""

from typing import Final

from projections.findings import following, modifying
from projections.findings.book import Beside, Book
from projections.findings.change_books import (
    BOOKS,
    SEATS,
    books_moved,
    read_changes,
    read_moves,
    seats_moved,
)
from projections.findings.sources import OURS, ROYAL
from projections.findings.verdict import Rule

_SIX: Final = f"{ROYAL}, standard 6: what is changed is reflected in four artefacts"
BOOK: Final = Book(
    (
        Rule(
            "A5",
            "A change is in force, and the risk register does not follow",
            "due",
            "policy",
            _SIX,
            "medium",
            "Assess or review each risk that it touches and cite it, or say that no"
            " risk is touched.",
            "reflect",
            {"change": following.register_untouched},
            ("reflection-working-days",),
        ),
        Rule(
            "A6",
            "A change is in force, and documents do not follow",
            "due",
            "policy",
            _SIX,
            "medium",
            "File the new version, citing the change, or have it confirmed that it is"
            " not touched.",
            "reflect",
            {"change": following.documents_untouched},
            ("reflection-working-days",),
        ),
        Rule(
            "A7",
            "A contract was modified without its change notice",
            "wrong",
            "statute",
            "Procurement Act 2023, sections 75 and 76",
            "high",
            "Publish the notice now and record it; have what happened ratified.",
            "publish-notice",
            {"change": modifying.unpublished},
            ("change-notice-parts",),
        ),
        Rule(
            "A8",
            "Small changes come near the threshold, or may be one that was split",
            "wrong",
            "statute",
            "Procurement Act 2023, section 74(4), (7) and (8); how near is a setting",
            "medium",
            "Say which changes are really one by classifying them, or procure anew.",
            "/changes",
            {"contract": modifying.near_threshold},
            ("near-threshold-share", "splitting-days", "below-threshold-netting"),
        ),
        Rule(
            "A9",
            "A rise is beyond half of the value, on a ground that allows no more",
            "wrong",
            "statute",
            "Procurement Act 2023, schedule 8, paragraphs 4, 5 and 8",
            "high",
            "Classify it on a ground that holds, make it smaller, or procure anew.",
            "classify-ground",
            {"change": modifying.beyond_half},
        ),
        Rule(
            "A10",
            "A change rests on a known risk that was not frozen, or has not happened",
            "wrong",
            "statute",
            "Procurement Act 2023, schedule 8, paragraphs 5 to 7",
            "high",
            "Record that the risk has materialised, or classify it on another ground.",
            "classify-ground",
            {"change": modifying.risk_unknown},
        ),
        Rule(
            "A29",
            "A change was to move the chain, and seats have not moved",
            "due",
            "design",
            OURS,
            "medium",
            "Amend the terms of the seats that it names, citing the change; or correct"
            " which seats it touches.",
            "correct",
            {"change": following.not_flowed_down},
            ("reflection-working-days",),
        ),
    ),
    besides={
        BOOKS: Beside(
            read_changes,
            ("change", "contract", "snapshot", "risk", "notice"),
            books_moved,
        ),
        SEATS: Beside(read_moves, ("seat",), seats_moved),
    },
)

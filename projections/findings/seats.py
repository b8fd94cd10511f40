"""Rules about places in chains: how they are paid, what is known, who bears what."""

from domain.law.payment_terms import S73
from projections.findings.book import Beside, Book, Noun
from projections.findings.chain_rules import (
    CHAINS,
    chains_moved,
    read_chains,
    together,
)
from projections.findings.seat_case import (
    ABOVE,
    HEADS,
    SEATED,
    SeatCase,
    holders_moved,
    read_above,
    read_heads,
    read_seated,
)
from projections.findings.seat_rules import (
    bears_too_much,
    drifted,
    no_way_out,
    outside_band,
    sides_disagree,
    slower_than_above,
    stale,
    void_terms,
)
from projections.findings.sources import KENT, OURS, ROYAL
from projections.findings.verdict import Rule

BOOK = Book(
    nouns={"seat": Noun(SeatCase, "seats")},
    besides={
        HEADS: Beside(
            read_heads, ("contract",), lambda _, moved: moved.get("contract", ())
        ),
        ABOVE: Beside(read_above, ("seat",), lambda _, moved: moved.get("seat", ())),
        CHAINS: Beside(read_chains, ("seat",), chains_moved),
        SEATED: Beside(read_seated, ("seat", "contract"), holders_moved),
    },
    rules=(
        Rule(
            "A1",
            "Subcontractors are paid later than whoever pays them",
            "wrong",
            "policy",
            f"{KENT}, table 4; the Procurement Act 2023, section 73, sets 30 days",
            "medium",
            "Ask whoever is above to pay as they are paid, and record the new terms.",
            "amend",
            {"contract": together(slower_than_above)},
        ),
        Rule(
            "A2",
            "Subcontractors' terms of payment have no effect in law",
            "wrong",
            "statute",
            f"{S73.source}; which statute rules follows from how the contract was let",
            "high",
            "Have 30 days agreed: they hold whatever is written, and record them.",
            "amend",
            {"contract": together(void_terms)},
        ),
        Rule(
            "A17",
            "Places in a chain have no issue route or exit that a contract defines",
            "wrong",
            "policy",
            f"{KENT}, table 4: issues and exit, for each subcontractor",
            "medium",
            "Say where each is defined; what is only known is not in the contract.",
            "amend",
            {"contract": together(no_way_out)},
        ),
        Rule(
            "A18",
            "Subcontractors bear more risk than their part pays for",
            "wrong",
            "policy",
            f"{KENT}, table 4: risk is not passed on disproportionately",
            "medium",
            "Talk to both sides; cap what is passed down, and record the new terms.",
            "amend",
            {"contract": together(bears_too_much)},
            ("disproportion-ratio", "disproportion-points"),
        ),
        Rule(
            "A27",
            "What is known of a chain is old, or not whole where it must be",
            "due",
            "policy",
            f"{KENT}, table 4: role, payment, volumes, changes, issues and exit",
            "medium",
            "Send each holder a link; nothing changed is an answer.",
            "attest",
            {"contract": together(stale)},
            ("attestation-days",),
        ),
        Rule(
            "A28",
            "Volumes lie outside the band that was agreed, without a change request",
            "wrong",
            "policy",
            f"{ROYAL}, standard 4: no uncontrolled changes to scope",
            "medium",
            "Raise a change request and name it with the new terms, or ask why.",
            "amend",
            {"seat": outside_band},
        ),
        Rule(
            "WARN-G10",
            "Terms in a chain moved without a change request",
            "wrong",
            "policy",
            f"{ROYAL}, standard 4.3: no uncontrolled changes to scope",
            "medium",
            "Raise a change request and name it when terms move; correct what was"
            " recorded wrongly.",
            "correct",
            {"contract": together(drifted)},
        ),
        Rule(
            "A52",
            "Both sides of a place in a chain say different terms",
            "wrong",
            "design",
            OURS,
            "medium",
            "Ask both for the paper, and record what it says.",
            "amend",
            {"seat": sides_disagree},
        ),
    ),
)

"""The rules about organisations and budgets that refuse something, in words."""

from collections.abc import Mapping

from api.rules.rule import Rule

RULES_OF_ORGANISATIONS: Mapping[str, Rule] = {
    "budget-place": Rule(
        "A budget is for one thing", "Name a service or a department, not both."
    ),
    "financial-year": Rule(
        "A financial year runs from April to March", "Write 2026-27 for 2026 to 2027."
    ),
    "identifier": Rule(
        "An identifier has no end", "Correct it if it was wrong from the start."
    ),
    "identifier-form": Rule(
        "An identifier has the form of its scheme",
        "The reply says what the numbers of the scheme look like.",
    ),
    "location-empty": Rule(
        "A location can be told from others",
        "Give its name, address, postcode, ward or its number at the regulator.",
    ),
    "location-home": Rule(
        "Where a natural person may live is not kept",
        "Give the ward and the number at the regulator; a name or an address would be"
        " kept in the clear.",
    ),
    "merge-chain": Rule(
        "A record is merged straight into the one that stays",
        "Unmerge what was merged into this one; merge each into the one that stays.",
    ),
    "merge-period": Rule(
        "A merger holds until it is undone",
        "Leave effective_until out; a record that was unmerged is merged again from"
        " that day on at the earliest.",
    ),
    "merged": Rule(
        "A merged record rests",
        "Do it with the record that stays, or unmerge this one first.",
    ),
    "own-merger": Rule(
        "A record is not merged into itself", "Name the one that is to stay."
    ),
    "own-parent": Rule(
        "An organisation is not its own parent", "Name the one that owns it."
    ),
    "parent-circle": Rule(
        "On no day does an organisation own itself",
        "Say until when the older link held, or correct the one that is wrong.",
    ),
    "two-sizes": Rule(
        "An organisation has one size",
        "Micro, small and medium are SMEs and large is not: leave sme out where the"
        " size is known.",
    ),
    "accounts-below-nothing": Rule(
        "Accounts show no sum below nothing",
        "Turnover is what was sold; an overdraft is owed, and cash is then 0.00.",
    ),
    "accounts-empty": Rule(
        "Accounts say turnover or cash",
        "Give what they show; where they show neither there is nothing to record.",
    ),
    "accounts-of-a-person": Rule(
        "A natural person files no accounts",
        "What a person earns and has is not kept here: leave it out.",
    ),
    "no-accounts": Rule(
        "There are no accounts on record to put right",
        "Record them with record-accounts, or name by supersedes the entry that was"
        " wrong.",
    ),
    "turnover-net": Rule(
        "Turnover is net of VAT",
        "So says the Companies Act 2006, s.474: give it without, vat_basis net.",
    ),
}

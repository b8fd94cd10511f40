"""The rules of supply chains, in words."""

from collections.abc import Mapping

from api.rules.rule import Rule

RULES_OF_CHAINS: Mapping[str, Rule] = {
    "INV-N1": Rule(
        "Partners share no more than there is",
        "Write shares that come to 1; leave out what nobody has agreed.",
    ),
    "INV-S1": Rule(
        "No seat stands under itself",
        "Name another parent_seat_id, or say until when this one holds.",
    ),
    "INV-S2": Rule(
        "Seats under one seat share no more than its value, on any day",
        "Mend value_share, say another seat's share anew, or end one that is over.",
    ),
    "INV-S4": Rule(
        "Consent stands on a fresh and clear check of the debarment list",
        "Check the organisation's debarment and record that, then approve the seat.",
    ),
    "edges-contract": Rule(
        "A list of edges is that of one contract",
        "Name the contract by its reference, its number or its title.",
    ),
    "edges-terms": Rule(
        "The terms of an edge fit a seat",
        "Write value_share as 0 to 1 and payment_terms_days as a whole number.",
    ),
    "empty-return": Rule(
        "A return says something", "Say a term, or that nothing_changed."
    ),
    "figure-of-terms": Rule(
        "Figures that rest on terms of places are for those who read terms",
        "Members and clients ask for contracts, coverage, hhi_direct, seats or value.",
    ),
    "graph-question": Rule(
        "A graph is asked for by contract, service, tier and depth",
        "tier and depth are whole numbers from 1; format is one that is listed.",
    ),
    "link-expired": Rule(
        "A link is good for fourteen days", "Ask whoever sent it for another."
    ),
    "link-no-place": Rule(
        "A link is for somebody who has a place in a chain",
        "Declare the organisation's seat first; a provider gives out links for those"
        " below its own place.",
    ),
    "link-returned": Rule(
        "A link is good for one return",
        "The return came in. Ask whoever sent the link for another to say more.",
    ),
    "link-revoked": Rule("The link was taken back", "Ask whoever sent it for another."),
    "group-apart": Rule(
        "Seats that stand in for one another stand under the same place",
        "Name seats right under one place, or make a group for each.",
    ),
    "group-of-one": Rule(
        "A seat does not stand in for itself", "Name two or more, or no group."
    ),
    "group-too-thin": Rule(
        "A group needs no more seats than it has",
        "Say at most how many there are, or name those that are missing.",
    ),
    "group-twice": Rule(
        "A group has its own name, and a seat is in one group at most",
        "Name each group and each seat once.",
    ),
    "no-place": Rule(
        "A return is about places that one holds",
        "You have none in a chain today. Ask whoever sent you here.",
    ),
    "no-consortium": Rule(
        "Members are those of a consortium", "Form it first, with all its members."
    ),
    "own-side": Rule(
        "Each side speaks for itself",
        "Leave side out; the council may record what a side said.",
    ),
    "return-period": Rule(
        "A return is of its day or period", "Leave effective_until out."
    ),
    "seat-days": Rule("A seat begins before it ends", "Mend start, end or ended_on."),
    "seats-below": Rule(
        "A seat with others under it is not taken back",
        "Put these under another seat first, or take them back, too.",
    ),
}

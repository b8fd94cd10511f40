"""The rules about risks that refuse something, in words."""

from collections.abc import Mapping

from api.rules.rule import Rule

RULES_OF_RISKS: Mapping[str, Rule] = {
    "INV-R1": Rule(
        "A target is not above the current score",
        "A target is what the risk is to be brought down to.",
    ),
    "INV-R2": Rule(
        "What is above appetite is accepted by others, within limits and for a while",
        "A commissioner or approver who neither raised nor scored the risk accepts it"
        " until a day; what it could cost, and its score, lie within the limits of the"
        " grant and of the policy. Where no appetite is set, none is kept.",
    ),
    "INV-R3": Rule(
        "A transfer says to whom and by what",
        "Name the receiver, other than the council, and the instrument: a clause, an"
        " insurance, a guarantee. Only a transfer names them.",
    ),
    "INV-R5": Rule(
        "A risk in the highest band is closed by a second person",
        "Somebody who did not raise it has to close it.",
    ),
    "allocation-shares": Rule(
        "Shares are no more than the whole",
        "Write shares that come to 1 or less; what nobody has agreed is left out.",
    ),
    "escalation-down": Rule(
        "What comes down the ladder comes with a reason", "Say why in reason."
    ),
    "impact-dimensions": Rule(
        "The impact is that of the dimension hit hardest",
        "Mend the impact or the highest of its dimensions.",
    ),
    "indicator-limits": Rule(
        "Red lies beyond amber", "Mend amber, red, or the side that is worse."
    ),
    "next-review": Rule("The next review lies ahead", "Give a later day."),
    "known-risk": Rule(
        "Known risks are those of the contract that anybody may read",
        "Name risks that hang on this contract; move one that hangs elsewhere first.",
    ),
    "not-all": Rule(
        "All of them or none",
        "errors names each that was refused, and why; send the others alone.",
    ),
    "part-named": Rule(
        "Something new has a name",
        "Say a title or name, or the id of the control, action or indicator you mean.",
    ),
    "restricted-sharing": Rule(
        "What is restricted is shown to no provider",
        "Enter what may be shared as a risk of its own; or share it with nobody, and"
        " then restrict it.",
    ),
    "risk-closed": Rule("A closed risk rests", "Reopen it first."),
    "risk-scope": Rule(
        "A risk hangs on exactly one thing",
        'contract_id, organisation_id, or "scope": "council".',
    ),
    "until": Rule("An acceptance ends on a day to come", "Give a later day."),
}

"""The rules about people, what they lend and what they hold, in words."""

from collections.abc import Mapping

from api.rules.rule import Rule

RULES_OF_PEOPLE: Mapping[str, Rule] = {
    "waive-own-work": Rule(
        "Nobody waives a finding on own work",
        "Somebody who neither entered it nor answers for it has to waive it.",
    ),
    "waive-limit": Rule(
        "Nobody waives beyond a limit",
        "What the contract is worth by the year lies within the limits of the grant"
        " and of the policy; ask somebody whose limits reach that far.",
    ),
    "waive-until": Rule(
        "A waiver ends soon enough to be looked at again",
        "Say an earlier day; the threshold waiver-days of the policy says how late.",
    ),
    "account-closed": Rule(
        "A closed account is granted nothing", "Invite the person again."
    ),
    "delegation": Rule(
        "Nobody acts for another without a delegation",
        "The reply names the delegation and what it lacks: it has to hold today and be"
        " for this act. Leave on_behalf_of out, and the act is your own.",
    ),
    "delegation-acts": Rule(
        "A delegation lends something", 'Name operations in acts, or say "all".'
    ),
    "delegation-days": Rule(
        "A delegation holds on some day", "Give a later day, or no end."
    ),
    "draft-command": Rule(
        "A draft is of a command that can wait",
        "Name the address to which its body will be POSTed, such as /v1/risks; files,"
        " batches and keys are sent at once.",
    ),
    "draft-limits": Rule(
        "Drafts are few and short",
        "An account has at most 50 of 100,000 bytes each; submit or discard one.",
    ),
    "emergency-account": Rule(
        "An emergency account lies ready for nothing else",
        "Grant break_glass, and no other role, to an account of its own; its holder"
        " opens it with a reason, and somebody else seals it afterwards.",
    ),
    "own-successor": Rule(
        "What is handed over goes to another", "Name somebody else in to."
    ),
    "own-deputy": Rule("Nobody is the own deputy", "Name somebody else in to."),
}

"""The rules of issues in words: a title, and what to do about it."""

from collections.abc import Mapping

from api.rules.rule import Rule

RULES_OF_ISSUES: Mapping[str, Rule] = {
    "INV-I1": Rule(
        "Nobody fails to improve who was not told to, or has time left",
        "Record the plan that was issued; decide when its deadline has come.",
    ),
    "INV-I3": Rule(
        "An issue is taken to a lower level for a reason",
        "Say why in `reason`.",
    ),
    "INV-R4": Rule(
        "A risk that has happened has exactly one issue",
        "The reply names it: work on that one, or raise another issue by itself.",
    ),
    "from-risk": Rule(
        "Whoever reads a risk may read its issue",
        "Leave handling out, and confidential_from where a provider sees the risk;"
        " or raise the issue by itself. Of one that is there the risk's handling is"
        " set, and the issue goes with it.",
    ),
    "idle-readers": Rule(
        "Readers are named for what is restricted",
        'Say "handling": "restricted", or leave readers out.',
    ),
    "issue-dispute": Rule(
        "One dispute at a time",
        "raise-dispute begins one, advance-dispute moves it on until it is settled,"
        " determined or withdrawn; only then is the issue resolved.",
    ),
    "issue-scope": Rule(
        "An issue hangs on exactly one thing",
        "contract_id or organisation_id; or from_risk, for what the risk hangs on.",
    ),
    "issue-status": Rule(
        "An issue is resolved before it is closed",
        "Judge an open improvement plan, resolve, then close; reopen what is over.",
    ),
    "member-enquiry": Rule(
        "Elected members enter enquiries",
        'Leave type out, or say "member_enquiry".',
    ),
    "plan-deadline": Rule(
        "An improvement plan leaves time to improve",
        "Give a later deadline.",
    ),
}

"""What the commands of a release may not say, whatever became of it before."""

from domain.errors import RuleBroken
from domain.facts.release import Kind
from domain.law.information import exemptions_under
from domain.release.commands import PrepareRelease, SetReleaseScope
from domain.release.withholding import FIELDS


def refuse_basis(command: PrepareRelease, kind: Kind) -> None:
    """Every ground is one of the law of the request, every field one that there is.

    Raises RuleBroken, also where the public interest was not weighed.
    """
    known = exemptions_under(kind)
    for at, rule in enumerate(command.withhold):
        if rule.basis not in known:
            detail = (
                f"{rule.basis} is no ground under the law of this request; name one"
                f" of {', '.join(known)}"
            )
            pointer = f"/withhold/{at}/basis"
            raise RuleBroken(detail, rule="release-basis", pointer=pointer)
        if rule.field not in FIELDS:
            detail = (
                f"no record has a field {rule.field}: nothing would be withheld."
                " The preview names the fields that there are"
            )
            pointer = f"/withhold/{at}/field"
            raise RuleBroken(detail, rule="release-field", pointer=pointer)
    qualified = [rule for rule in command.withhold if known[rule.basis].qualified]
    if qualified and command.public_interest is None:
        detail = (
            "an exemption that is cited holds only where the public interest does"
            " not outweigh it: say in public_interest how that was weighed"
        )
        raise RuleBroken(
            detail, rule="release-public-interest", pointer="/public_interest"
        )


def refuse_nothing(command: SetReleaseScope) -> None:
    """Something is asked for, of fields that there are. Raises RuleBroken."""
    if not (command.contract_ids or command.record_ids):
        detail = "name what is asked for: contract_ids, record_ids, or both"
        raise RuleBroken(detail, rule="release-scope", pointer="/contract_ids")
    for at, field in enumerate(command.fields):
        if field not in FIELDS:
            detail = f"no record has a field {field}; leave fields out for all of them"
            raise RuleBroken(detail, rule="release-field", pointer=f"/fields/{at}")

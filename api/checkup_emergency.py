"""Whether an account lies ready for an emergency, and whether one was used."""

from api.found import Finding
from api.opening import EVERYTHING, opened
from domain.log.register import Home
from projections.pages import Question
from projections.view import View

WHAT = "break glass"


def emergency(home: Home) -> Finding:
    """Warns of every use that nobody else has looked at yet."""
    with opened(home) as found, found.reads.at(EVERYTHING) as view:
        used = _accounts(view, "opened")
        ready = _accounts(view, "sealed")
    if used:
        advice = (
            "see /v1/accounts/{id}/history and what it did, give its key a new secret"
            " and say so: counterfoil account seal"
        )
        return Finding("warn", WHAT, f"{', '.join(used)} was opened", advice)
    if ready:
        return Finding("ok", WHAT, f"{', '.join(ready)} lies ready, and is sealed")
    return Finding("ok", WHAT, "no account lies ready; docs/operations.md says how")


def _accounts(view: View, state: str) -> list[str]:
    asked = Question(filters={"emergency": [state]}, limit=200)
    return [item["reference"] for item in view.page("account", asked).items]

"""Whether others than its operator vouch for the log, and when they last did."""

from datetime import timedelta

from api.found import Finding
from api.settings import Settings
from domain.log.anchoring import Anchors
from domain.log.register import Register

WHAT = "witnesses"
_HOW = "docs/operations.md says how: counterfoil witness request, anchor request"


def anchors(register: Register) -> Finding:
    """The grade of the head, and whether entries wait too long for another's hand."""
    days = Settings().vouched_within_days
    standing, head = Anchors(register.signer).standing(), register.reading.head()
    grade, now = standing.grade(head), register.sources.clock()
    said = "; ".join((f"{grade}", *standing.vouched()))
    if standing.witnessed is None and standing.anchored is None:
        said = f"{grade}: nobody else has ever signed a head of this log"
    if standing.overdue(head, now, timedelta(days=days)):
        return Finding("warn", WHAT, f"{said}; for more than {days:g} days", _HOW)
    return Finding("ok", WHAT, said, "" if standing.witnessed else _HOW)

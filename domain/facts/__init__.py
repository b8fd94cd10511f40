"""What can have happened. Read models import this and no decision."""

from domain.event import Fact
from domain.facts import (
    account,
    budget,
    change,
    contract,
    distress,
    document,
    erasure,
    imports,
    issue,
    key,
    notice_source,
    organisation,
    outcome,
    policy,
    register,
    risk,
    service,
    source_row,
)

FACTS: tuple[type[Fact], ...] = (
    *register.FACTS,
    *account.FACTS,
    *budget.FACTS,
    *change.FACTS,
    *contract.FACTS,
    *distress.FACTS,
    *document.FACTS,
    *erasure.FACTS,
    *imports.FACTS,
    *issue.FACTS,
    *key.FACTS,
    *notice_source.FACTS,
    *organisation.FACTS,
    *outcome.FACTS,
    *policy.FACTS,
    *risk.FACTS,
    *service.FACTS,
    *source_row.FACTS,
)

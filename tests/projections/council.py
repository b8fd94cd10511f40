"""A provider, two contracts and two risks: what the tests of the read side tell of."""

from datetime import date
from uuid import UUID

from domain.facts import account, contract, organisation, risk
from domain.rights import Reach
from domain.values import Score, Unknown
from tests.given import money
from tests.projections.logbook import ANN, Logbook

MAY, JUNE, TODAY = date(2026, 5, 4), date(2026, 6, 8), date(2026, 11, 21)
EVERYTHING = Reach(ANN, everything=True)
BEN = UUID(int=0xB)
PRIYA, HALDEN, HOME, DAY = UUID(int=1), UUID(int=2), UUID(int=3), UUID(int=4)
AGENCY, FLOOD = UUID(int=5), UUID(int=6)


def council() -> Logbook:
    """Eight facts, the first at #1; the first risk was scored twice."""
    log = Logbook()
    log.record(PRIYA, account.AccountOpened(name="Priya Shah"), MAY)
    log.record(
        HALDEN, organisation.OrganisationRegistered(name="Halden Homecare Ltd"), MAY
    )
    log.record(
        HOME,
        contract.ContractAdopted(
            title="Home care, lot 2",
            status="live",
            department="Adults",
            provider_id=HALDEN,
            contract_manager=PRIYA,
            annual_value=money("1250000.00"),
            end=Unknown(unknown="asked_no_answer"),
        ),
        MAY,
    )
    log.record(
        DAY,
        contract.ContractAdopted(
            title="Day centre",
            status="live",
            department="Children",
            annual_value=money("80000.00", vat_basis="unknown"),
        ),
        MAY,
    )
    log.record(AGENCY, found("Sole nursing agency withdraws", HOME), MAY)
    log.record(FLOOD, found("flood at the centre", DAY), MAY)
    log.record(AGENCY, scored(4, 5), JUNE)
    log.record(AGENCY, scored(2, 5), TODAY)
    return log


def found(title: str, hangs_on: UUID) -> risk.RiskIdentified:
    """A risk of a contract."""
    return risk.RiskIdentified(title=title, scope="contract", contract_id=hangs_on)


def scored(
    likelihood: int, impact: int, change_id: UUID | None = None
) -> risk.RiskAssessed:
    """An assessment under the matrix as delivered."""
    current = Score(likelihood=likelihood, impact=impact)
    return risk.RiskAssessed(
        current=current, matrix_version=0, reason="news", change_id=change_id
    )

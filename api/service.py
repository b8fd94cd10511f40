"""What every operation of the API works with, and the civil day it is."""

from datetime import date

from api.auth import Access
from api.rate import Limiter
from api.rights import NOTHING
from api.settings import Settings
from api.time_travel import TimeTravel
from domain.key import LONDON
from domain.log.register import Register
from projections.reads import Reads


class Service:
    """One register with its read side, and who may come in."""

    def __init__(self, register: Register, reads: Reads, settings: Settings) -> None:
        clock = register.sources.clock
        self.register = register
        self.reads = reads
        self.access = Access(register, clock)
        self.limiter = Limiter(settings.requests_per_second, settings.burst)
        self.travel = TimeTravel(
            register.reading, register.ledger.size, clock, self.today
        )
        # A query of PostgreSQL is a journey: other requests do not wait for it.
        self.reads_in_threads = register.home.url is not None

    def today(self) -> date:
        """Today's civil date in London."""
        return self.register.sources.clock().astimezone(LONDON).date()

    def readiness(self) -> dict[str, int]:
        """How far the log goes, the read side with it, and how far it is sealed.

        Raises Unavailable if the read side cannot be brought up to date.
        """
        with self.reads.at(NOTHING) as view:
            return {"position": view.position, "sealed_to": self.register.ledger.size()}

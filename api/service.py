"""What every operation of the API works with, and the civil day it is."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from api.auth import Access
from api.metrics import Metrics
from api.outcomes import Outcomes
from api.rate import Limiter
from api.rights import NOTHING
from api.settings import Settings
from api.time_travel import TimeTravel
from domain.key import LONDON
from domain.log.anchoring import Anchors
from domain.log.read_log import ReadLog
from domain.log.register import Register
from domain.rights import Reach
from projections.clocks.memory import RememberedClocks
from projections.cursor import Cursor
from projections.findings.attached import Attaching
from projections.findings.evaluating import Remembered
from projections.reads import Reads
from projections.view import View
from projections.withheld import RememberedWithheld


class Service:
    """One register with its read side, and who may come in."""

    def __init__(self, register: Register, reads: Reads, settings: Settings) -> None:
        clock = register.sources.clock
        self.register = register
        self.anchors = Anchors(register.signer)
        self._vouched_within = timedelta(days=settings.vouched_within_days)
        self.reads = reads
        self.access = Access(register, clock)
        self.limiter = Limiter(settings.requests_per_second, settings.burst)
        self.travel = TimeTravel(
            register.reading, register.ledger.size, clock, self.today
        )
        self.metrics = Metrics(self.figures)
        register.watch(self.metrics.batched)
        # Replies without end are over once it is set.
        self.stopping = threading.Event()
        self._read_to = 0
        # A query of PostgreSQL is a journey: other requests do not wait for it.
        self._is_far = register.home.url is not None
        self.read_log = ReadLog(
            register.store, register.log_id, clock, register.sources.salt
        )
        self.withheld = RememberedWithheld()
        self.findings = Remembered()
        self.clocks = RememberedClocks()
        self.attach = Attaching()
        self.outcomes = Outcomes(register, reads, self.attach, far=self._is_far)

    def today(self) -> date:
        """Today's civil date in London."""
        return self.register.sources.clock().astimezone(LONDON).date()

    def answers_at_once(self, head: int) -> bool:
        """Whether a question waits for nothing, with the log's head there.

        A read side that is behind catches up first, which may take a while.
        """
        return not self._is_far and head <= self._read_to

    @contextmanager
    def reading(
        self,
        seen: Reach,
        known_at: int | datetime | None = None,
        effective_on: date | None = None,
        cursor: Cursor | None = None,
    ) -> Iterator[View]:
        """The register as somebody may see it; how far it has come is remembered."""
        with self.reads.at(seen, known_at, effective_on, cursor) as view:
            self._read_to = max(self._read_to, view.pin.tracked)
            yield view

    def figures(self) -> dict[str, tuple[str, int]]:
        """How far log, ledger and read side have come, none of them moved by it."""
        tracked, sealed = self.reads.tracked(), self.register.ledger.size()
        head = self.register.reading.head()
        return {
            "position": ("Entries of the log.", head),
            "sealed_to": ("Entries that the ledger holds.", sealed),
            "sealing_lag": ("Entries that are yet to be sealed.", head - sealed),
            "read_lag": (
                "Entries that are yet to be read.",
                head - tracked,
            ),
        }

    def readiness(self) -> dict[str, int | str | bool]:
        """How far the log goes, how far it is sealed, and how far others vouch for it.

        Raises Unavailable if the read side cannot be brought up to date.
        """
        with self.reading(NOTHING) as view:
            position = view.position
        standing = self.anchors.standing()
        now = self.register.sources.clock()
        return {
            "position": position,
            "sealed_to": self.register.ledger.size(),
            "grade": standing.grade(position),
            "witnessed_to": standing.witnessed.size if standing.witnessed else 0,
            "stamped_to": standing.anchored.size if standing.anchored else 0,
            "vouching_overdue": standing.overdue(position, now, self._vouched_within),
        }

"""One fair share a caller: a bucket of tokens that refills at a steady rate."""

import math
from collections.abc import Callable
from time import monotonic

from api.refusals import TooMany

# Beyond it, whoever has a full bucket is forgotten: that is how one starts.
MOST_CALLERS = 10_000


class Limiter:
    """Takes a token a request; `rate` tokens a second flow back, up to `burst`."""

    def __init__(
        self, rate: float, burst: int, clock: Callable[[], float] = monotonic
    ) -> None:
        self._rate = rate
        self._burst = float(burst)
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, caller: str) -> None:
        """Takes one token of a caller. Raises TooMany if none is left."""
        now = self._clock()
        tokens, at = self._buckets.get(caller, (self._burst, now))
        tokens = min(self._burst, tokens + (now - at) * self._rate)
        if tokens < 1:
            raise TooMany(math.ceil((1 - tokens) / self._rate))
        if len(self._buckets) >= MOST_CALLERS and caller not in self._buckets:
            self._forget(now)
        self._buckets[caller] = (tokens - 1, now)

    def _forget(self, now: float) -> None:
        self._buckets = {
            caller: (tokens, at)
            for caller, (tokens, at) in self._buckets.items()
            if tokens + (now - at) * self._rate < self._burst
        }

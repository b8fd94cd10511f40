"""What is counted and measured, as Prometheus reads it: no names, no ids, no values.

Labels are the routes that the service has, their methods and statuses. With several
workers each counts into files of a shared folder, and whichever is asked adds up.
"""

import os
from collections.abc import Callable, Iterator
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

from domain.log.batch import Batched

MEDIA: Final = "text/plain; version=0.0.4; charset=utf-8"
# Where several processes count together; the library looks for it by this name.
SHARED: Final = "PROMETHEUS_MULTIPROC_DIR"
QUICK: Final = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 2.5, 10)
COMMANDS: Final = (1, 2, 4, 8, 16, 32, 64, 128, 256)
# The label of what no route has answered: addresses are anybody's to invent.
NOWHERE: Final = ("none", "none")

# Metrics of the register itself by name: how they are explained, and their values.
Figures = Callable[[], dict[str, tuple[str, int]]]


class Metrics:
    """The figures of one process, or of all that share a folder with it."""

    def __init__(self, figures: Figures) -> None:
        self._own = CollectorRegistry()
        self._figures = _Figures(figures)
        self._found: dict[tuple[str, str | None, int], tuple[Counter, Histogram]] = {}
        self._requests = Counter(
            "counterfoil_requests",
            "Requests answered.",
            ("method", "route", "status"),
            registry=self._own,
        )
        self._seconds = Histogram(
            "counterfoil_request_seconds",
            "Seconds until a reply began.",
            ("method", "route"),
            buckets=QUICK,
            registry=self._own,
        )
        self._batches = Histogram(
            "counterfoil_batch_commands",
            "Commands that the writer took together.",
            buckets=COMMANDS,
            registry=self._own,
        )
        self._waited = Histogram(
            "counterfoil_lock_wait_seconds",
            "Seconds that the writer waited for the lock of the log.",
            buckets=QUICK,
            registry=self._own,
        )
        self._held = Histogram(
            "counterfoil_lock_held_seconds",
            "Seconds for which the writer held the lock of the log.",
            buckets=QUICK,
            registry=self._own,
        )
        self._left = Gauge(
            "counterfoil_commands_waiting",
            "Commands that waited when the last batch was on disk.",
            registry=self._own,
            multiprocess_mode="livesum",
        )

    def answered(
        self, method: str, route: str | None, status: int, seconds: float
    ) -> None:
        """Counts a request; a route is a template without what stood in its place."""
        # Finding them by their labels takes longer than to count.
        found = self._found.get((method, route, status))
        if found is None:
            found = self._find(method, route, status)
        requests, took = found
        requests.inc()
        took.observe(seconds)

    def _find(
        self, method: str, route: str | None, status: int
    ) -> tuple[Counter, Histogram]:
        named = NOWHERE if route is None else (method, route)
        found = self._requests.labels(*named, str(status)), self._seconds.labels(*named)
        if route is not None:
            self._found[method, route, status] = found
        return found

    def batched(self, batched: Batched) -> None:
        """Counts a batch of the writer."""
        self._batches.observe(batched.commands)
        self._waited.observe(batched.waited)
        self._held.observe(batched.held)
        self._left.set(batched.left)

    def text(self) -> bytes:
        """Everything in the text format of Prometheus."""
        counted = self._own
        if SHARED in os.environ:
            counted = CollectorRegistry()
            MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
        register = CollectorRegistry()
        register.register(self._figures)
        return generate_latest(counted) + generate_latest(register)

    def close(self) -> None:
        """Takes what this process still counts as waiting out of the shared sum."""
        if SHARED in os.environ:
            mark_process_dead(os.getpid())  # type: ignore[no-untyped-call]


class _Figures(Collector):
    """How far the register has come: asked of it when somebody looks."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def collect(self) -> Iterator[Metric]:
        for name, (meaning, value) in self._figures().items():
            yield GaugeMetricFamily(f"counterfoil_{name}", meaning, value)

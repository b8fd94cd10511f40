"""Rounds side by side, medians of them, and ratios within one run."""

import sys
from collections.abc import Callable, Mapping
from statistics import median
from typing import NamedTuple

NAMES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}
Figures = Mapping[str, float]


class Effort(NamedTuple):
    """How thoroughly to measure: rounds, seconds a round, events of a long log."""

    rounds: int
    seconds: float
    events: int


class Row(NamedTuple):
    """One line of a table: what was tried, and what it gave."""

    name: str
    cells: tuple[str, ...]


class Target(NamedTuple):
    """What was wanted of a figure, and what was found."""

    what: str
    wanted: float
    found: float
    at_most: bool = False
    unit: str = "x"

    @property
    def met(self) -> bool:
        """Whether it is so."""
        if self.at_most:
            return self.found <= self.wanted
        return self.found >= self.wanted


class Table(NamedTuple):
    """The result of a bench."""

    title: str
    head: tuple[str, ...]
    rows: list[Row]
    targets: list[Target]
    notes: tuple[str, ...] = ()


def interleaved(
    ways: Mapping[str, Callable[[], Figures]], rounds: int
) -> dict[str, dict[str, float]]:
    """The median of each figure of each way; each round goes through all the ways.

    Whatever else the machine does then falls on all of them alike.
    """
    found: dict[str, list[Figures]] = {name: [] for name in ways}
    for nth in range(rounds):
        for name, way in ways.items():
            say(f"round {nth + 1} of {rounds}: {name}")
            found[name].append(way())
    return {name: _medians(figures) for name, figures in found.items()}


def say(what: str) -> None:
    """Tells whoever waits how far it has come."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{what}\r")


def _medians(found: list[Figures]) -> dict[str, float]:
    return {name: median(one[name] for one in found) for name in found[0]}

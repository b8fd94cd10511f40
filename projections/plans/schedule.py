"""Dates tasks back from the day by which all is done: the critical path method.

Kelley and Walker, "Critical-path planning and scheduling" (1959): going back from the
end gives the latest days, going on from today the earliest, and what lies between them
is the slack. Days are calendar days; a task of ten days that is due on the 31st starts
on the 21st at the latest, and what comes before it is due by then.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import chain
from math import floor
from typing import NamedTuple

import networkx as nx

from domain.law.days import shifted

Length = Callable[[str], int]


class Task(NamedTuple):
    """Something to be done.

    `days` is how long it takes and `least_days` how long when hurried, None where
    nobody knows; it comes after other tasks, and by `due` if a day was set. `over` is
    the day on which it was done or given up.
    """

    id: str
    days: int | None = None
    least_days: int | None = None
    after: tuple[str, ...] = ()
    due: date | None = None
    over: date | None = None


class DatedTask(NamedTuple):
    """A task with its days: from `start` to `due` at the latest, `earliest` at best.

    `slack` is by how many days it may slip; below nothing, it is too late already.
    """

    id: str
    start: date
    due: date
    earliest: date
    slack: int
    critical: bool


class Compressed(NamedTuple):
    """The plan with its tasks hurried, none below the least that it takes.

    `days_needed` is the longest path with all of them hurried; with less left than
    that it cannot be done, as is so after `impossible_after`. `days` is how long each
    task has, empty where it is impossible.
    """

    possible: bool
    days_needed: int
    days_left: int
    impossible_after: date
    days: Mapping[str, int]


class Bridge(NamedTuple):
    """The contract goes on until the plan can be carried out unhurried.

    `impossible_after` is the last day on which the extension can be taken up; None
    where no option is known and it takes a change of the contract.
    """

    until: date
    days: int
    impossible_after: date | None


class Schedule(NamedTuple):
    """A plan with its days. `critical` are the tasks that may slip least, in order.

    `begins_by` is the day on which the first of what is open has to begin, `finishes`
    when all could be done. `unknown` are tasks of which nobody knows how long they
    take: they count as nothing. Where there is no time left, there are two ways out.
    """

    end: date
    tasks: tuple[DatedTask, ...]
    critical: tuple[str, ...]
    begins_by: date | None
    finishes: date
    late_by: int
    unknown: tuple[str, ...]
    compressed: Compressed | None
    bridge: Bridge | None


def schedule(
    tasks: Sequence[Task], end: date, today: date, last_notice: date | None = None
) -> Schedule:
    """Every open task with its days, and what to do where the start lies in the past.

    `last_notice` is the last day on which an option to extend can be taken up.
    """
    graph = _graph(tasks)

    def days(one: str) -> int:
        return _of(graph, one).days or 0

    order = list(nx.topological_sort(graph))
    latest = _latest(graph, order, end, days)
    earliest = _earliest(graph, order, today, days)
    slack = {one: (latest[one] - earliest[one]).days for one in order}
    least = min(slack.values(), default=0)
    dated = tuple(
        DatedTask(
            one,
            shifted(latest[one], -days(one)),
            latest[one],
            earliest[one],
            slack[one],
            slack[one] == least,
        )
        for one in order
    )
    finishes = max(earliest.values(), default=today)
    begins = min((one.start for one in dated), default=None)
    late_by = max(0, (finishes - end).days)
    out = begins is not None and begins < today
    return Schedule(
        end=end,
        tasks=dated,
        critical=tuple(one.id for one in dated if one.critical),
        begins_by=begins,
        finishes=finishes,
        late_by=late_by,
        unknown=tuple(one for one in order if _of(graph, one).days is None),
        compressed=_compressed(graph, order, end, today) if out else None,
        bridge=Bridge(finishes, late_by, last_notice) if out else None,
    )


def longest(graph: "nx.DiGraph[str]", order: Sequence[str], length: Length) -> int:
    """How many days the longest path through the tasks takes."""
    ends: dict[str, int] = {}
    for one in order:
        before = max((ends[each] for each in graph.predecessors(one)), default=0)
        ends[one] = before + length(one)
    return max(ends.values(), default=0)


def _graph(tasks: Sequence[Task]) -> "nx.DiGraph[str]":
    """The open tasks; what is over holds nobody up."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    is_open = {task.id for task in tasks if task.over is None}
    for task in tasks:
        if task.id in is_open:
            graph.add_node(task.id, task=task)
            graph.add_edges_from((e, task.id) for e in task.after if e in is_open)
    return graph


def _of(graph: "nx.DiGraph[str]", one: str) -> Task:
    task: Task = graph.nodes[one]["task"]
    return task


def _latest(
    graph: "nx.DiGraph[str]", order: Sequence[str], end: date, days: Length
) -> dict[str, date]:
    """By when each task has to be done at the latest."""
    found: dict[str, date] = {}
    for one in reversed(order):
        own = _of(graph, one).due
        starts = (shifted(found[e], -days(e)) for e in graph.successors(one))
        found[one] = min(chain((end,), starts, (own,) if own else ()))
    return found


def _earliest(
    graph: "nx.DiGraph[str]", order: Sequence[str], today: date, days: Length
) -> dict[str, date]:
    """When each task could be done, begun today or when what is before it is done."""
    found: dict[str, date] = {}
    for one in order:
        before = (found[each] for each in graph.predecessors(one))
        found[one] = shifted(max(chain((today,), before)), days(one))
    return found


def _compressed(
    graph: "nx.DiGraph[str]", order: Sequence[str], end: date, today: date
) -> Compressed:
    """Every task hurried by the same part of what it can be hurried.

    With d the days of a task, h hurried, and D, H the longest paths of these, each has
    h + f (d - h) days, where f = (days left - H) / (D - H): no path is then longer
    than (1 - f) H + f D, which is the days left.
    """

    def least(one: str) -> int:
        task = _of(graph, one)
        usual = task.days or 0
        return usual if task.least_days is None else min(task.least_days, usual)

    def usual(one: str) -> int:
        return _of(graph, one).days or 0

    needed, whole = longest(graph, order, least), longest(graph, order, usual)
    left = (end - today).days
    days: dict[str, int] = {}
    if needed <= left:
        span = whole - needed
        part = min(Fraction(1), Fraction(left - needed, span)) if span else Fraction(1)
        days = {
            one: least(one) + floor(part * (usual(one) - least(one))) for one in order
        }
    last = shifted(end, -needed)
    return Compressed(needed <= left, needed, left, last, days)

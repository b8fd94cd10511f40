"""Asks everything that there is to ask of the register, and what its writer knows."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from api.opening import EVERYTHING
from domain.event import Recorded
from domain.log.kinds import kind_of
from domain.log.register import Register
from domain.log.submission import Asker, Submission
from domain.rights import SYSTEM, Reach
from projections.change_log import change_log
from projections.clocks.clocks import Asked as ClocksAsked
from projections.clocks.clocks import clocks, running, shown
from projections.clocks.memory import RememberedClocks
from projections.diff import DiffQuestion, diff
from projections.findings.asking import FindingQuestion, every_finding, findings
from projections.findings.evaluating import Remembered
from projections.pages import MOST, Question
from projections.pipeline import Asked as PipelineQuestion
from projections.pipeline import pipeline
from projections.provider import SECTIONS, provider
from projections.provider import Asked as ProviderQuestion
from projections.reads import Reads
from projections.risk_register import risk_register
from projections.view import View

Answers = dict[str, Any]
ALL = EVERYTHING
OFFICER = Reach(UUID(int=7), everything=True)
# How many providers are looked at as a whole.
SOME = 5
# Of so many entries it is asked what they have changed.
LATELY = 25


def answers(reads: Reads, position: int, day: date) -> Answers:
    """Every noun's list and every question, as known at a position, true on a day."""
    asked = Question(limit=MOST)
    with reads.at(EVERYTHING, position, day) as view:
        told: Answers = {
            noun: view.page(noun, asked).items for noun in sorted(view.schema.nouns)
        }
        register = risk_register(view, asked)
        told["risk register"] = (
            register.page.items,
            register.heat_maps,
            dict(register.counts),
        )
        told["change log"] = change_log(view, asked).items
        told["findings"] = all_findings(view, Remembered())
        told["clocks"] = all_clocks(view, RememberedClocks())
        told["pipeline"] = pipeline(view, PipelineQuestion())
        told["providers"] = [
            provider(view, ProviderQuestion(one["id"], dict.fromkeys(SECTIONS, ALL)))
            for one in told["organisation"][:SOME]
        ]
        between = DiffQuestion(max(position - LATELY, 0), limit=MOST)
        told["diff"] = diff(view, between).items
    return told


class Keeping:
    """What a process keeps of its answers, held against all that they come to."""

    def __init__(self) -> None:
        self._findings, self._clocks = Remembered(), RememberedClocks()

    def holds(self, reads: Reads, position: int | None, day: date) -> bool:
        """Whether what is kept and brought on is what is worked out anew."""
        with reads.at(OFFICER, position, day) as view:
            kept = all_findings(view, self._findings), all_clocks(view, self._clocks)
            return kept == (
                all_findings(view, Remembered()),
                all_clocks(view, RememberedClocks()),
            )


def all_findings(view: View, remembered: Remembered) -> Any:
    """Every finding with the figures of the rules."""
    found = findings(view, FindingQuestion(limit=MOST), remembered)
    every = list(every_finding(view, FindingQuestion(), remembered))
    return every, found.items, found.total, found.rules, found.settling_in


def all_clocks(view: View, remembered: RememberedClocks) -> Any:
    """Every clock with what could not be set, and those of one contract."""
    every = shown(view, running(view, ClocksAsked(), remembered))
    page = clocks(view, ClocksAsked(latest_first=True), remembered)
    return every, page.items, page.total, page.not_known


def known_live(register: Register, streams: Sequence[UUID]) -> dict[UUID, Any]:
    """The states on which the writer would decide its next command."""
    states: dict[UUID, Any] = {}

    def look(desk: Any) -> UUID:
        states.update({each: desk.known(each) for each in streams})
        return streams[0]

    register.submit(Submission(look, Asker(SYSTEM.account, "cli", uuid4())))
    return {stream: known and known.state for stream, known in states.items()}


def replayed(recorded: Sequence[Recorded[Any]]) -> dict[UUID, Any]:
    """Each stream's state by its facts alone; None for one without decisions."""
    histories: dict[UUID, list[Recorded[Any]]] = {}
    for each in recorded:
        histories.setdefault(each.stream, []).append(each)
    return {
        stream: kind.replay(history)
        if (kind := kind_of(type(history[0].fact)))
        else None
        for stream, history in histories.items()
    }

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
from domain.rights import SYSTEM
from projections.change_log import change_log
from projections.findings.asking import FindingQuestion, findings
from projections.findings.evaluating import Remembered
from projections.pages import MOST, Question
from projections.reads import Reads
from projections.risk_register import risk_register

Answers = dict[str, Any]


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
        found = findings(view, FindingQuestion(limit=MOST), Remembered())
        told["findings"] = (found.items, found.rules, found.settling_in)
    return told


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

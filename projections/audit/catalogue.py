"""Every question of the auditor, by its name."""

from collections.abc import Mapping
from typing import Final

from projections.audit import (
    access,
    decisions,
    entries,
    erasures,
    evidence,
    population,
    reads,
    reperforming,
    settings,
    totals,
    variations,
    year_end,
)
from projections.audit.question import Question

QUESTIONS: Final[Mapping[str, Question]] = {
    question.name: question
    for question in (
        *entries.QUESTIONS,
        *year_end.QUESTIONS,
        *variations.QUESTIONS,
        *decisions.QUESTIONS,
        *access.QUESTIONS,
        *reads.QUESTIONS,
        *totals.QUESTIONS,
        *population.QUESTIONS,
        *settings.QUESTIONS,
        *reperforming.QUESTIONS,
        *evidence.QUESTIONS,
        *erasures.QUESTIONS,
    )
}
BY_OPERATION: Final[Mapping[str, Question]] = {
    question.operation: question for question in QUESTIONS.values()
}

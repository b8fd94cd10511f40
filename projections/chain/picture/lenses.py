"""Ways of looking at one and the same picture: what each mark says, what stands out."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from projections.chain.answers.frame import way
from projections.chain.answers.hits import Hit
from projections.chain.measures import dependence, payment, structure
from projections.chain.measures.forest import NO, NOT_KNOWN, YES, Flags, Whole
from projections.chain.picture.facts import Facts
from projections.chain.picture.marks import CONTRACTS, NONE, Marks
from projections.chain.picture.risks import Score
from projections.chain.picture.seen import Seen

RISK: Final = "risk"
LENSES: Final = (RISK, "payment", "value", "sme", "diamonds", "exit")
# Longer terms than that are over the limit of the Procurement Act 2023, s.68 and s.73.
LIMIT: Final = 30
LONG: Final = 60
DAYS: Final = (LIMIT, LONG)


class Look(NamedTuple):
    """What a lens makes of a picture.

    `says` is a word for each mark, "" where there is none; `tone` how grave that is,
    from 0; `plain` are the marks that step back, and `way` the places whose lines
    stand out.
    """

    says: list[str]
    tone: Whole
    plain: Flags
    way: Flags


def look(
    lens: str, seen: Seen, marks: Marks, facts: Facts, scores: Sequence[Score | None]
) -> Look:
    """What one of the LENSES makes of a picture."""
    match lens:
        case "payment":
            return paid_late(seen, marks, facts)
        case "value":
            return kept(seen, marks, facts)
        case "sme":
            return small(seen, marks, facts)
        case "diamonds":
            return diamonds(seen, marks)
        case "exit":
            return to_novate(seen, marks)
        case _:
            return at_risk(seen, scores)


def at_risk(seen: Seen, scores: Sequence[Score | None]) -> Look:
    """The worst open risk of each mark, by the band of its matrix in which it lies."""
    says = ["" if score is None else str(score.score) for score in scores]
    tone = [0 if score is None else max(3 - score.below_worst, 0) for score in scores]
    return Look(says, np.array(tone, np.int64), _nobody(scores), _nowhere(seen))


def paid_late(seen: Seen, marks: Marks, facts: Facts) -> Look:
    """Within how many days the council's money comes, the longest way standing out."""
    longest = payment.cumulative_days(seen.found.forest)
    days = np.where(seen.told & (marks.holder != NONE), longest, NOT_KNOWN)
    stands_out = np.zeros(days.size, bool)
    if days.size and days.max() > LIMIT:
        stands_out[way(seen.found, int(days.argmax()))] = True
    says = [f"{each}d" if each >= 0 else "" for each in facts.days.tolist()]
    unknown = facts.told & (facts.days < 0) & (marks.born != NONE)
    says = ["?" if gap else word for gap, word in zip(unknown, says, strict=True)]
    tone = np.searchsorted(DAYS, facts.days).astype(np.int64)
    tone += facts.days > LIMIT
    return Look(says, tone, np.zeros(tone.size, bool), stands_out)


def kept(seen: Seen, marks: Marks, facts: Facts) -> Look:
    """How much of what it is paid each organisation keeps, and does not pay on."""
    firms = facts.told & (marks.column != CONTRACTS)
    share = np.where(facts.value > 0, facts.kept / np.maximum(facts.value, 1), -1)
    says = [
        f"{part:.0%}" if firm and part >= 0 else ""
        for part, firm in zip(share.tolist(), firms, strict=True)
    ]
    return Look(says, np.zeros(firms.size, np.int64), _nobody(says), _nowhere(seen))


def small(seen: Seen, marks: Marks, facts: Facts) -> Look:
    """Which organisations are small or medium, or of the voluntary sector."""
    firms = (marks.column != CONTRACTS) & (marks.born != NONE)
    kinds = zip(firms, facts.sme.tolist(), facts.vcse.tolist(), strict=True)
    says = [_kind(sme, vcse) if firm else "" for firm, sme, vcse in kinds]
    tone = np.where(facts.vcse == YES, 2, np.where(facts.sme == YES, 1, 0))
    plain = firms & (facts.sme != YES) & (facts.vcse != YES)
    return Look(says, tone, plain, _nowhere(seen))


def _kind(sme: int, vcse: int) -> str:
    if vcse == YES:
        return "VCSE"
    if sme == YES:
        return "SME"
    return "large" if sme == NO else "?"


def _nobody(marks: Sequence[object]) -> Flags:
    return np.zeros(len(marks), bool)


def _nowhere(seen: Seen) -> Flags:
    return np.zeros(seen.found.forest.contract.size, bool)


def diamonds(seen: Seen, marks: Marks) -> Look:
    """Who stands below several leads: rivals at the top rest on the same firm."""
    found = seen.found
    leads = np.zeros(found.firms.size + 1, np.int64)
    for each in structure.diamonds(found.forest):
        leads[each.organisation] = each.leads
    meets = np.append(leads[:-1] > 0, False)[found.forest.organisation]
    below = meets & (found.forest.tier > 1) & seen.told & (marks.holder != NONE)
    count = np.zeros(marks.keys.size, np.int64)
    count[marks.holder[below]] = leads[found.forest.organisation[below]]
    says = [f"{each} leads" if each else "" for each in count.tolist()]
    return Look(says, np.where(count > 2, 3, 2) * (count > 0), count == 0, below)  # noqa: PLR2004


def to_novate(seen: Seen, marks: Marks) -> Look:
    """Who has to be taken over if the leads go: essential, or processing data."""
    found = seen.found
    data = np.isin(
        found.of_seats("data_processor"),
        found.words.among(["processor", "sub_processor"]),
    )
    essential = found.forest.essential
    state = np.where(data | (essential == YES), 3, 0)
    state = np.where((essential == NOT_KNOWN) & (state == 0), 2, state)
    below = (found.forest.tier > 1) & seen.told & (marks.holder != NONE)
    level = np.full(marks.keys.size, -1)
    np.maximum.at(level, marks.holder[below], state[below])
    words = {-1: "", 0: "may end", 2: "not known", 3: "novate"}
    says = [words[each] for each in level.tolist()]
    return Look(says, np.maximum(level, 0), level <= 0, below & (state == 3))  # noqa: PLR2004


def failing(seen: Seen, marks: Marks, hit: Hit) -> Look:
    """What stops, may stop and goes on, and on which ways that comes about."""
    found, forest = seen.found, seen.found.forest
    held = hit.held & (marks.holder != NONE)
    on_way = np.zeros(held.size, bool)
    on_way[[each for at in np.flatnonzero(held) for each in way(found, int(at))]] = True
    words, tone = _outcomes(marks, hit)
    unpaid = np.isin(forest.parent, np.flatnonzero(held)) & ~held
    for place in np.flatnonzero(unpaid & (marks.holder != NONE)).tolist():
        words[int(marks.holder[place])] = "payer fails"
        tone[marks.holder[place]] = 1
    for place in np.flatnonzero(held).tolist():
        words[int(marks.holder[place])] = "fails"
        tone[marks.holder[place]] = 3
    routed = np.zeros(marks.keys.size, bool)
    routed[marks.holder[on_way & (marks.holder != NONE)]] = True
    plain = np.array([not word for word in words], bool) & ~routed
    return Look(words, tone, plain, on_way)


def _outcomes(marks: Marks, hit: Hit) -> tuple[list[str], Whole]:
    """What becomes of each contract that is drawn, by its mark."""
    said = {
        dependence.STOPS: ("stops", 3),
        dependence.MAY_STOP: ("may stop", 2),
        dependence.GOES_ON: ("goes on", 0),
    }
    words, tone = [""] * marks.keys.size, np.zeros(marks.keys.size, np.int64)
    for contract in np.flatnonzero(hit.touched & (marks.contract != NONE)).tolist():
        at = int(marks.contract[contract])
        words[at], tone[at] = said[int(hit.outcome[contract])]
    return words, tone

"""What the law makes of a change: its ground, its notices, and how near a limit is."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from domain.law.modification.grounds import HALF
from domain.law.modification.judging import GroundVerdict, judge
from domain.law.modification.notices import (
    CAREFUL,
    NoticeVerdict,
    modified_copy,
    notice_required,
)
from domain.law.modification.summing import (
    Delta,
    Standing,
    Sum,
    modification,
    moved,
    share,
    standing_of,
)
from domain.law.modification.testing import Modification
from domain.law.threshold_amounts import threshold_amount
from domain.law.verdict import Due, Missing, Rule
from projections.change_control.books import Bases, Book
from projections.nouns.change_control import ANSWERS

Json = dict[str, Any]
# Grounds under which a rise of one modification has a limit of its own.
CAPPED: Final = frozenset({"unforeseeable", "known_risk", "additional"})
Thresholds = Mapping[str, Decimal]


class Verdicts:
    """What is worked out of one change in the book of its contract."""

    def __init__(
        self, book: Book, change: Json, thresholds: Thresholds, today: date
    ) -> None:
        self.book = book
        self.change = change
        self.today = today
        self.careful = thresholds["change-notice-parts"] >= CAREFUL
        self._netting = bool(thresholds["below-threshold-netting"])
        self.delta = book.deltas.get(change["id"], Delta(change["id"]))

    @property
    def bases(self) -> Bases:
        """What its contract was awarded for."""
        return self.book.bases

    def standing(self) -> Standing:
        """Where it stands among the changes of its contract."""
        others = [d for d in self.book.deltas.values() if d.id != self.delta.id]
        return standing_of(self.delta, others, netting=self._netting)

    def ground(self, standing: Standing, *, happened: bool | None) -> GroundVerdict:
        """What the law makes of its ground; `happened`: whether the known risk has."""
        bases, risk = self.bases, self.change["known_risk_id"]
        frozen = self.book.frozen
        category = bases.bought.category
        known = Modification(
            threshold=threshold_amount(bases.bought, self.today),
            is_works=None if category is None else category == "works",
            with_vat=bases.figure is not None and bases.figure.vat_basis == "gross",
            risk_frozen=None if risk is None or frozen is None else risk in frozen,
            risk_materialised=happened,
            answers={name: _answer(self.change[name]) for name in ANSWERS},
        )
        made = modification(bases.award, self.delta, standing, known)
        return judge(bases.bought, self.delta.ground, made)

    def notice(self, standing: Standing) -> NoticeVerdict:
        """Whether it asks for a notice, and which one."""
        of = moved(self.bases.award, self.delta, standing)
        return notice_required(self.bases.bought, of, careful=self.careful)

    def shown(self, *, happened: bool | None) -> Json:
        """All of it as the API shows it."""
        standing = self.standing()
        notice = self.notice(standing)
        return {
            "ground": _shown_ground(self.ground(standing, happened=happened)),
            "notice": self._notice(notice, standing),
            "figures": self._figures(standing),
        }

    def _notice(self, notice: NoticeVerdict, standing: Standing) -> Json:
        published = [
            one for one in self.change["notices"] if one["notice"] == notice.notice
        ]
        last = [one["standstill_until"] for one in self.change["notices"]]
        return {
            "required": notice.required,
            "notice": notice.notice,
            "why": notice.why,
            **cited(notice.rule),
            "missing": list(notice.missing),
            "published_on": min(
                (one["published_on"] for one in published), default=None
            ),
            "standstill_until": max((day for day in last if day), default=None),
            **self._copy(standing),
        }

    def _copy(self, standing: Standing) -> Json:
        """By when the modified contract is published."""
        said = self.change["implemented_on"]
        day = date.fromisoformat(said) if isinstance(said, str) else None
        of = moved(self.bases.award, self.delta, standing)
        verdict = modified_copy(self.bases.bought, of, day, careful=self.careful)
        due = verdict.on.isoformat() if isinstance(verdict, Due) else None
        out = [o for o in self.change["notices"] if o["notice"] == "modified_copy"]
        return {
            "copy_due": due,
            "copy_missing": list(verdict.inputs)
            if isinstance(verdict, Missing)
            else [],
            "copy_published_on": out[-1]["published_on"] if out else None,
        }

    def _figures(self, standing: Standing) -> Json:
        """Sums and shares of what was frozen at award; null is not known."""
        award = self.bases.award
        alone, ground = standing.alone, self.delta.ground
        rise = share(alone.known, award.value)
        months = None if self.delta.months is None else alone.months
        return {
            "value_at_award": text(award.value),
            "months_at_award": award.months,
            "share_of_value": ratio(rise),
            "share_of_term": ratio(share(months, award.months)),
            "limit_of_ground": ratio(HALF) if ground in CAPPED else None,
            "one_with": sorted(standing.one_with),
            "before": summed(standing.before, self.bases),
            "together": summed(standing.all, self.bases),
            "by_ground": {
                name: summed(sum_, self.bases)
                for name, sum_ in sorted(standing.grounds.items())
            },
            "below_threshold": {
                **summed(standing.aggregate, self.bases),
                "threshold": text(threshold_amount(self.bases.bought, self.today)),
            },
        }


def summed(sum_: Sum, bases: Bases) -> Json:
    """What some changes come to, and which part that is of value and term at award."""
    award = bases.award
    return {
        "changes": sum_.changes,
        "value": text(sum_.amount),
        "unknown_values": sum_.unknown,
        "months": sum_.months,
        "share_of_value": ratio(share(sum_.known, award.value)),
        "share_of_term": ratio(share(sum_.months, award.months)),
    }


def cited(rule: Rule | None) -> Json:
    """Where a rule stands, and on what it rests."""
    return {
        "source": rule.source if rule else None,
        "address": rule.address if rule else None,
        "basis": rule.basis if rule else None,
        "standing": rule.standing if rule else None,
    }


def text(amount: Decimal | None) -> str | None:
    """A sum of pounds as text with two places."""
    return None if amount is None else f"{amount:.2f}"


def ratio(part: Decimal | None) -> str | None:
    """A share as text with four places."""
    return None if part is None else f"{part:.4f}"


def _shown_ground(verdict: GroundVerdict) -> Json:
    return {
        "finding": verdict.finding,
        "why": verdict.why,
        **cited(verdict.rule),
        "missing": list(verdict.missing),
        "tests": [
            {
                "test": one.name,
                "met": one.met,
                "why": one.why,
                "source": one.rule.source,
            }
            for one in verdict.tests
        ],
    }


def _answer(said: Any) -> bool | None:
    return said if isinstance(said, bool) else None

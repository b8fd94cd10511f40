"""What does not fit together within one notice: told, never mended by guess."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from api.imports.faults import Problem, missing, noted
from api.imports.notice import Ending, Lifecycle, Notice

TYPES = {"contract", "pipeline", "preprocurement"}
STATUSES = {"open", "closed", "awarded", "withdrawn"}
PLACEHOLDER = 100

STRANGE_TYPE = missing(
    "is a kind of notice that is not known here",
    "nothing: the status alone decided how far the procurement has come",
)
STRANGE_STATUS = missing(
    "is a status that is not known here",
    "say open, closed, awarded or withdrawn; until then only a named award counts",
)
WITHDRAWN = noted(
    "the notice was withdrawn",
    "close the planned contract, or say which notice took its place",
)
NO_OUTCOME = noted(
    "the tender is closed and no award is published here",
    "enter the award if there was one, else close the planned contract",
)
AWARDED_ALL_THE_SAME = noted(
    "the award details say awarded, the status does not",
    "nothing if there was an award; it was taken as awarded",
)
STRAY_AWARD = noted(
    "has award details on a notice without award",
    "nothing if there was none; the details stand on the record and count for nothing",
)
NO_SUPPLIER = missing(
    "the notice is awarded and names no supplier", "enter who it was awarded to"
)
NO_AWARD_DAY = missing(
    "the notice is awarded and does not say when", "enter the day of the award"
)
NO_AWARD_VALUE = missing(
    "the notice is awarded and gives no value", "enter the value of the award"
)
BEFORE_DEADLINE = noted(
    "was awarded before the deadline for bids", "check both dates with the source"
)
NO_TIME_TO_BID = noted(
    "the deadline for bids lies before the notice was published",
    "check both dates with the source",
)
AHEAD = noted(
    "lies after the day on which the file was made",
    "check it: what has not happened yet cannot be recorded as having happened",
)
LOW_ABOVE_HIGH = noted(
    "the lower estimate is above the higher", "check which is meant; both are kept"
)
ABOVE_ESTIMATE = noted(
    "the award is above the highest estimate", "check it: the limits may be others"
)
TOKEN_AMOUNT = noted(
    "is below 100 pounds, as if to fill the field",
    "enter the value if it is known; it is kept as it stands",
)
NO_BUYER = missing("does not say who buys", "enter the buyer")
NO_PUBLICATION = missing(
    "does not say when it was published", "enter the day of publication"
)

Test = Callable[[Notice], bool]


def oddities(notice: Notice, made_on: date | None) -> Iterator[tuple[str, Problem]]:
    """The column and the problem of whatever a person should look at."""
    for column, is_so, problem in TESTS:
        if is_so(notice):
            yield column, problem
    if _earlier(made_on, notice.published_on):
        yield "published_date", AHEAD
    if _earlier(made_on, notice.awarded_on):
        yield "awarded_date", AHEAD


def _awarded(notice: Notice) -> bool:
    return notice.lifecycle is Lifecycle.AWARDED


def _status(notice: Notice) -> str:
    return (notice.status or "").casefold()


def _strange_type(notice: Notice) -> bool:
    return (notice.notice_type or "").casefold() not in TYPES


def _awarded_all_the_same(notice: Notice) -> bool:
    return _awarded(notice) and _status(notice) != "awarded"


def _no_outcome(notice: Notice) -> bool:
    waits = notice.lifecycle is Lifecycle.IN_PROCUREMENT and notice.ending is None
    return waits and _status(notice) == "closed"


def _stray_award(notice: Notice) -> bool:
    details = notice.supplier or notice.awarded_on or notice.awarded_value
    without = notice.ending is Ending.WITHOUT_AWARD
    return bool(details) and not _awarded(notice) and not without


def _no_time_to_bid(notice: Notice) -> bool:
    # An award is published after the deadline by nature.
    is_call = _status(notice) != "awarded" and notice.awarded_on is None
    return is_call and _earlier(notice.deadline_on, notice.published_on)


def _lacks(field: str) -> Test:
    return lambda notice: getattr(notice, field) is None


def _award_lacks(field: str) -> Test:
    return lambda notice: _awarded(notice) and getattr(notice, field) is None


def _token(field: str) -> Test:
    return lambda notice: _more(str(PLACEHOLDER), getattr(notice, field))


def _earlier(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one < other


def _more(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and Decimal(one) > Decimal(other)


TESTS: tuple[tuple[str, Test, Problem], ...] = (
    ("organisation", _lacks("organisation"), NO_BUYER),
    ("published_date", _lacks("published_on"), NO_PUBLICATION),
    ("notice_type", _strange_type, STRANGE_TYPE),
    ("status", lambda notice: _status(notice) not in STATUSES, STRANGE_STATUS),
    ("status", lambda notice: notice.ending is Ending.WITHDRAWN, WITHDRAWN),
    ("status", _no_outcome, NO_OUTCOME),
    ("status", _awarded_all_the_same, AWARDED_ALL_THE_SAME),
    ("awarded_supplier", _stray_award, STRAY_AWARD),
    ("awarded_supplier", _award_lacks("supplier"), NO_SUPPLIER),
    ("awarded_date", _award_lacks("awarded_on"), NO_AWARD_DAY),
    ("awarded_value", _award_lacks("awarded_value"), NO_AWARD_VALUE),
    (
        "awarded_date",
        lambda notice: _earlier(notice.awarded_on, notice.deadline_on),
        BEFORE_DEADLINE,
    ),
    ("deadline_date", _no_time_to_bid, NO_TIME_TO_BID),
    (
        "value_low",
        lambda notice: _more(notice.value_low, notice.value_high),
        LOW_ABOVE_HIGH,
    ),
    (
        "awarded_value",
        lambda notice: _more(notice.awarded_value, notice.value_high),
        ABOVE_ESTIMATE,
    ),
    ("value_low", _token("value_low"), TOKEN_AMOUNT),
    ("value_high", _token("value_high"), TOKEN_AMOUNT),
    ("awarded_value", _token("awarded_value"), TOKEN_AMOUNT),
)

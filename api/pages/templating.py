"""The templates of the pages, and the words that all of them use."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
)

from api.pages.assets import STYLES, Assets
from api.papers import words
from projections.london import LONDON

TEMPLATES = Path(__file__).parent / "templates"
COMPONENTS = "govuk_frontend_jinja"
_SCALES = ((10**9, "bn"), (10**6, "m"), (10**3, "k"))


def environment(assets: Assets) -> Environment:
    """The templates, escaping all that is put into them."""
    components = PrefixLoader({COMPONENTS: PackageLoader(COMPONENTS)})
    made = Environment(
        loader=ChoiceLoader([FileSystemLoader(TEMPLATES), components]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Without them the pages' own style sheet is enough to read by.
    fetched = (STYLES, "fonts.css") if STYLES in assets else ("base.css",)
    styles = (*fetched, "app.css", "brand.css")
    made.globals |= {"asset": assets.address, "styles": styles}
    made.filters |= {
        "day": _day,
        "moment": _moment,
        "money": words.money,
        "pounds": _pounds,
        "said": words.said,
        "plain": words.plain,
    }
    return made


def _day(value: date | str | None) -> str:
    """A day: 31 March 2027; a dash for none."""
    if value is None:
        return words.NONE
    return words.day(date.fromisoformat(value) if isinstance(value, str) else value)


def _moment(value: datetime | str) -> str:
    """A moment in London: 31 March 2027 at 09:05."""
    when = datetime.fromisoformat(value) if isinstance(value, str) else value
    local = when.astimezone(LONDON)
    return f"{words.day(local.date())} at {local:%H:%M}"


def _pounds(amount: Decimal | str | int) -> str:
    """A sum in short: £1.3m, £41k, £600."""
    value = Decimal(amount)
    for scale, letter in _SCALES:
        if abs(value) >= scale:
            return f"£{value / scale:,.1f}".removesuffix(".0") + letter
    return f"£{value:,.0f}"

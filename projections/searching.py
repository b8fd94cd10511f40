"""Which rows have the words that a list is asked for: in titles, names and numbers.

Each word has to be there, whole or its beginning, without regard to case, diacritics
and punctuation. No index finds the middle of a title, so the rows of the noun are gone
through once; what is looked up elsewhere is found by an index.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from projections.listed import MERGED, Condition, Listed
from projections.references import born_at
from projections.words import words_of


def has_words(listed: Listed, q: str) -> Condition:
    """Which rows are meant by `q`; without a word in it none is."""
    ways = list(_by_number(listed, q))
    if words := words_of(q):
        ways += _by_words(listed, words)
    return or_(false(), *ways)


def _by_words(listed: Listed, words: Sequence[str]) -> Iterator[Condition]:
    """By what the row says itself, what it is called elsewhere, and its source."""
    model, rows = listed.model, listed.rows
    if model.words:
        said = [rows.c[f"{name}_words"] for name in model.words]
        yield and_(*(or_(*(_begins(one, word) for one in said)) for word in words))
    if MERGED in model.columns:
        others = listed.organisations.c
        called = _all(others.name_words, words)
        yield rows.c.id.in_(select(others[MERGED]).where(called).correlate(None))
    if model.named:
        people = listed.schema.people.c
        yield rows.c.id.in_(
            select(people.subject).where(_all(people.name_words, words))
        )
    if model.noun != "row" and listed.sources is not None:
        # By the index of what the rows of sources became: payments are not read.
        sources = listed.sources.c
        said_so = and_(
            sources.became == model.noun, _all(sources.unmapped_words, words)
        )
        yield rows.c.id.in_(select(sources.became_id).where(said_so))


def _by_number(listed: Listed, q: str) -> Iterator[Condition]:
    """By the register's reference, an identifier, or a notice's id."""
    rows, model = listed.rows, listed.model
    if (number := born_at(q)) is not None:
        yield rows.c.born_at == number
    if "identifiers" in model.columns:
        known = func.lower(func.coalesce(rows.c.identifiers, ""))
        yield known.contains(f'"id":"{q.lower()}', autoescape=True)
    if model.noun == "contract":
        notices = listed.notices.c
        yield rows.c.id.in_(select(notices.contract_id).where(notices.notice_id == q))


def _all(column: ColumnElement[str], words: Sequence[str]) -> Condition:
    return and_(*(_begins(column, word) for word in words))


def _begins(column: ColumnElement[str], word: str) -> Condition:
    """Whether a word of the column begins so: each stands behind a space."""
    return column.contains(f" {word}")

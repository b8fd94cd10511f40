"""What facts say, as the document tells it: in one piece, or by what it is known."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from api.schemas.parts import DATE, POSITION, nullable, objects, ref, several
from domain.facts.account import AccountHandedOver
from domain.facts.organisation_location import (
    OrganisationLocationAdded,
    OrganisationRated,
)
from projections.nouns import locations

Json = dict[str, Any]
TEMPLATE: Final = "#/components/schemas/{model}"


@cache
def fact_schema(fact: Any) -> Json:
    """The schema of all that a fact can say."""
    schema: Json = fact.model_json_schema(mode="serialization", ref_template=TEMPLATE)
    return schema


def bare(schema: Json) -> Json:
    """A schema of a field without its title and its default."""
    return {k: v for k, v in schema.items() if k not in {"title", "default"}}


def handed_over() -> Json:
    """What went over from an account to another, act by act."""
    said = fact_schema(AccountHandedOver)["properties"]
    fields = {name: bare(schema) for name, schema in said.items()}
    return objects("ReadHandOver", {"position": POSITION} | fields)


def numbered(title: str, fact: Any, fields: Sequence[str]) -> Json:
    """What a fact says, known by its position."""
    said = fact_schema(fact)["properties"]
    return objects(title, {"id": POSITION} | {f: bare(said[f]) for f in fields})


def read_location() -> Json:
    """Where an organisation works, with the ratings of the place."""
    said = fact_schema(OrganisationLocationAdded)["properties"]
    given = {name: bare(said[name]) for name in locations.FIELDS}
    rating = nullable(bare(fact_schema(OrganisationRated)["properties"]["rating"]))
    more = {"closed_on": nullable(DATE), "rating": rating}
    ratings = {"ratings": several(ref("ReadRating"))}
    return objects("ReadLocation", {"id": POSITION} | given | more | ratings)


def read_rating() -> Json:
    """How a regulator rated a place, and when."""
    said = fact_schema(OrganisationRated)["properties"]
    given = {name: bare(said[name]) for name in locations.RATING}
    return objects("ReadRating", given | {"rated_on": DATE})

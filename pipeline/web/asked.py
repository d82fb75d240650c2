"""The query parameters that several routes take, each with its limits."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from fastapi import Query
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

#: Characters of a name, an id or words to search for; values of a list; results of a list.
LONGEST = 200
MOST_VALUES = 20
MOST = 100

Modality = Literal["asserted", "planned", "rumored", "negated"]
Direction = Literal["both", "out", "in"]

Name = Annotated[str, Query(min_length=1, max_length=LONGEST, description="A name in any spelling, or an entity's id.")]
Words = Annotated[str, Query(min_length=1, max_length=LONGEST, description="What to search for.")]
Ident = Annotated[str, Query(min_length=1, max_length=LONGEST, description="An entity's id.")]
Relation = Annotated[str, Query(min_length=1, max_length=LONGEST, description="A relation of the schema.")]
Relations = Annotated[
    list[str], Query(default_factory=list, max_length=MOST_VALUES, description="Relations of the schema; none: all.")
]
Types = Annotated[
    list[str], Query(default_factory=list, max_length=MOST_VALUES, description="Entity types; none: all.")
]
Modalities = Annotated[
    list[Modality], Query(default_factory=list, max_length=MOST_VALUES, description="Modalities; none: all.")
]


def _day(value: object) -> object:
    """Refuse numbers, which would be read as seconds since 1970."""
    if isinstance(value, str) and value and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise PydanticCustomError("date_form", "no day")
    return value


Day = Annotated[
    date | None,
    BeforeValidator(_day),
    Query(description="A day of publication, inclusive; undated articles are then left out."),
]
Limit = Annotated[int, Query(ge=1, le=MOST, description="At most so many results.")]
Sources = Annotated[int, Query(ge=1, le=1000, description="Independent sources that an edge needs.")]
Run = Annotated[int | None, Query(ge=0, le=2**31, description="The number of a run.")]

#: As a form sends them: an empty field is none.
FormDay = Annotated[date | None, BeforeValidator(lambda value: _day(value) or None)]
FormName = Annotated[str, Query(max_length=LONGEST)]

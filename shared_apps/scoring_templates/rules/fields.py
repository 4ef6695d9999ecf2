"""The kinds of value that stand in a document: keys, codes, numbers, texts, titles, days."""

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from shared_apps.scoring_templates.rules import decimals

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
SOURCE = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _key(value: Any) -> str:
    if not isinstance(value, str) or not KEY.fullmatch(value):
        raise PydanticCustomError("key_invalid", "a key is [a-z][a-z0-9_]* with at most 40 characters")
    return value


def _source(value: Any) -> str:
    if not isinstance(value, str) or not SOURCE.fullmatch(value):
        raise PydanticCustomError("key_invalid", "a source is written like a key")
    return value


def checked_text(value: str) -> str:
    """The text in Unicode's composed form; what cannot be stored or hides from the eye is refused."""
    if value.isascii() and value.isprintable():  # most texts, and nothing could be wrong with them
        return value
    # NUL and lone surrogates cannot be stored; other control characters hide things from the eye.
    if any(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\t" for sign in value):
        raise PydanticCustomError("shape", "control characters are not allowed")
    return unicodedata.normalize("NFC", value)


def _filled(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("shape", "the text is empty")
    return value


def _day(value: Any) -> Any:
    if isinstance(value, dt.date) or (isinstance(value, str) and DAY.fullmatch(value)):
        return value
    raise PydanticCustomError("shape", "a day is written YYYY-MM-DD")


Key = Annotated[str, BeforeValidator(_key)]
Code = Annotated[str, BeforeValidator(_key)]
Source = Annotated[str, BeforeValidator(_source)]
Number = Annotated[Decimal, BeforeValidator(decimals.read)]
Weight = Annotated[Decimal, BeforeValidator(decimals.read_weight)]
Places = Annotated[int, BeforeValidator(decimals.read_whole), Field(ge=0, le=decimals.PLACES)]
Count = Annotated[int, BeforeValidator(decimals.read_whole), Field(ge=0, le=1000)]
Text = Annotated[str, Field(max_length=4000), AfterValidator(checked_text)]
Label = Annotated[str, Field(max_length=300), AfterValidator(checked_text), AfterValidator(_filled)]
Day = Annotated[dt.date, BeforeValidator(_day)]


class Section(BaseModel):
    """A part of a document: unknown fields are refused, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Title(Section):
    """A name in Indonesian, and in English where known."""

    id: Label
    en: Label | None = None

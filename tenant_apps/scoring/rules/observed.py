"""One cell of a results sheet: text in, number or code out, or what is wrong with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from shared_apps.scoring_templates.rules import kinds
from shared_apps.scoring_templates.rules.document import Template
from shared_apps.scoring_templates.rules.order import SCHEME_SOURCE
from shared_apps.scoring_templates.rules.sections import FEWEST_ANSWERS, NUMERIC_TYPES
from shared_apps.sheets.rules import parse_decimal, parse_flag

PLACES, DIGITS = 6, 12
MOST_ANSWERS = Decimal(1_000_000)
_LIMIT = Decimal(10) ** DIGITS


@dataclass(frozen=True, slots=True)
class MeasureRule:
    """What may stand in the column of a measure."""

    key: str
    type: str
    labels: tuple[str, ...]
    codes: tuple[str, ...] = ()
    code_labels: Mapping[str, str] = field(default_factory=dict)
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: int = 0
    private: bool = False
    fewest_answers: int = FEWEST_ANSWERS

    @property
    def is_number(self) -> bool:
        """Whether it holds a number."""
        return self.type in NUMERIC_TYPES

    def means_the_same(self, other: "MeasureRule") -> bool:
        """Whether one observation can serve both."""
        return (self.type, self.codes, self.minimum, self.maximum, self.decimals) == (
            other.type,
            other.codes,
            other.minimum,
            other.maximum,
            other.decimals,
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says; with a fault it says nothing."""

    number: Decimal | None = None
    code: str | None = None
    fault: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


def observed_measures(scheme: Template) -> dict[str, MeasureRule]:
    """The measures that people enter: all but those that are results of another scheme."""
    return {
        key: MeasureRule(
            key=key,
            type=measure.type,
            labels=tuple(text for title in [measure.title] if title for text in (title.id, title.en) if text),
            codes=kinds.codes_of(scheme, key) or (),
            code_labels=_code_labels(scheme, key),
            minimum=measure.min,
            maximum=measure.max,
            decimals=measure.decimals or 0,
            private=measure.private,
            fewest_answers=measure.minimum_answers or FEWEST_ANSWERS,
        )
        for key, measure in scheme.measures.items()
        if not measure.source.startswith(SCHEME_SOURCE)
    }


def answers_column(measure: str) -> str:
    """What the column with the number of answers of a private measure is called."""
    return f"jumlah_jawaban_{measure}"


def answers_rule(rule: MeasureRule) -> MeasureRule:
    """The column beside a private measure: how many people's answers its value is made of."""
    return MeasureRule(
        key=answers_column(rule.key),
        type="count",
        labels=(f"answers_{rule.key}",),
        minimum=Decimal(0),
        maximum=MOST_ANSWERS,
    )


def read_cell(text: str, rule: MeasureRule, *, code_of: Callable[[str], str | None]) -> Cell:
    """The value of a filled cell; `code_of` knows the words people use beside codes and titles."""
    return _number(text, rule) if rule.is_number else _code(text, rule, code_of)


def _number(text: str, rule: MeasureRule) -> Cell:
    value = parse_decimal(text)
    if value is None:
        return Cell(fault="not_a_number")
    exponent = value.normalize().as_tuple().exponent
    if abs(value) >= _LIMIT or (isinstance(exponent, int) and -exponent > PLACES):
        return Cell(fault="too_precise")
    if rule.type != "number" and value != value.to_integral_value():
        return Cell(fault="not_whole")
    rounded = value.quantize(Decimal(1).scaleb(-rule.decimals), rounding=ROUND_HALF_UP)
    if (rule.minimum is not None and rounded < rule.minimum) or (rule.maximum is not None and rounded > rule.maximum):
        return Cell(fault="out_of_range" if rule.maximum is not None else "too_low", params=_range(rule))
    return Cell(number=value)


def _range(rule: MeasureRule) -> dict[str, str]:
    ends = {"minimum": rule.minimum, "maximum": rule.maximum}
    return {name: f"{end.normalize():f}".replace(".", ",") for name, end in ends.items() if end is not None}


def _code(text: str, rule: MeasureRule, code_of: Callable[[str], str | None]) -> Cell:
    plain = " ".join(text.split()).casefold()
    if plain in rule.codes:
        return Cell(code=plain)
    known = rule.code_labels.get(plain) or code_of(text)
    if known is None and rule.type == "flag" and (answer := parse_flag(text)) is not None:
        known = "true" if answer else "false"
    if known not in rule.codes:
        return Cell(fault="unknown_code")
    return Cell(code=known)


def _code_labels(scheme: Template, key: str) -> dict[str, str]:
    """The titles of the scale's codes in both languages; two codes with one title are told apart by code only."""
    name = kinds.scale_of(scheme, key)
    titles = scheme.scales[name].titles if name and name in scheme.scales else {}
    pairs = [
        (" ".join(text.split()).casefold(), code)
        for code, title in titles.items()
        for text in {title.id, title.en or title.id}
    ]
    texts = [text for text, _ in pairs]
    return {text: code for text, code in pairs if texts.count(text) == 1}

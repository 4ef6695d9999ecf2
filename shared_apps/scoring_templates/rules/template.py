"""The document itself: a scoring template, and a scheme, which is a template without holes and policy."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from shared_apps.scoring_templates.rules import decimals
from shared_apps.scoring_templates.rules.fields import Key, Label, Section, Text, Title
from shared_apps.scoring_templates.rules.nodes import Node
from shared_apps.scoring_templates.rules.sections import (
    Distribution,
    Gate,
    LegalBasis,
    Matrix,
    Measure,
    Policy,
    Profile,
    Rating,
    Recommendation,
    Rounding,
    Scale,
    Valid,
)


def _format(value: Any) -> Any:
    return decimals.read_whole(value)


class Template(Section):
    """One version of a scoring template, format 1."""

    format: Annotated[Literal[1], BeforeValidator(_format)]
    key: Key
    version: Label
    title: Title
    note: Text | None = None
    legal_basis: tuple[LegalBasis, ...] = ()
    valid: Valid
    rounding: Rounding
    profiles: Mapping[Key, Profile] = {}
    scales: Mapping[Key, Scale] = {}
    measures: Mapping[Key, Measure]
    nodes: Mapping[Key, Node] = {}
    ratings: Mapping[Key, Rating] = {}
    matrices: Mapping[Key, Matrix] = {}
    recommendations: Mapping[Key, Recommendation] = {}
    gates: Mapping[Key, Gate] = {}
    distribution: Mapping[Key, Distribution] = {}
    results: tuple[Key, ...]
    renamed: Mapping[Text, Text] = {}
    customisation: Policy | None = None

"""The talent box of one person: where, why, what follows, what is missing for the next one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from shared_apps.scoring_templates.rules.document import Template
from shared_apps.scoring_templates.wording import name_of, title_text
from shared_apps.ui.formats import decimal
from tenant_apps.workspace import words
from tenant_apps.workspace.rules import shape
from tenant_apps.workspace.rules.values import Values


@dataclass(frozen=True)
class BoxCard:
    """The box and the sentence that explains it."""

    number: int | None
    reason: str
    facts: Sequence[tuple[str, str]] = field(default_factory=tuple)
    why: str = ""
    recommendations: Sequence[str] = field(default_factory=tuple)
    gates: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True)
class NextBox:
    """The next box on one axis."""

    axis: shape.Axis
    number: int
    text: str


def box_card(values: Values) -> BoxCard | None:
    """Nothing where the scheme gives no box."""
    scheme, verdict = values.scheme, shape.box(values.scheme)
    if verdict is None:
        return None
    number = shape.box_number(values.code(verdict.key))
    gates = [title_text(scheme.gates[key].title, key) for key, state in values.gates.items() if state == "closed"]
    if number is None:
        waiting = [words.inside(name_of(scheme, axis.key)) for axis in _waiting(values)]
        text = _("Kotak belum dapat ditentukan: %(axes)s menunggu bukti.") % {"axes": words.joined(waiting)}
        return BoxCard(None, text, gates=gates)
    axes = shape.axes(scheme)
    return BoxCard(
        number=number,
        reason=meaning(scheme, number),
        facts=[
            (
                f"{name_of(scheme, axis.key)} {decimal(values.number(axis.key), axis.decimals)}",
                words.level_title(scheme, axis, values.code(axis.rating)),
            )
            for axis in axes
        ],
        why=_why(values, axes, number),
        recommendations=recommendations(scheme, number),
        gates=gates,
    )


def _waiting(values: Values) -> list[shape.Axis]:
    return [axis for axis in shape.axes(values.scheme) if values.number(axis.key) is None]


def _why(values: Values, axes: Sequence[shape.Axis], number: int) -> str:
    limits = []
    for axis in axes:
        value = values.number(axis.key)
        if value is not None:
            limits.append(f"{words.inside(name_of(values.scheme, axis.key))} {words.span_of(axis, value)}")
    sentence = _("%(limits)s bertemu di kotak %(number)s.") % {"limits": words.joined(limits), "number": number}
    return sentence[:1].upper() + sentence[1:]


def meaning(scheme: Template, number: int) -> str:
    """What a box means: the level of each axis in words."""
    verdict = shape.box(scheme)
    if verdict is None:
        return ""
    code = next(
        (code for code in scheme.matrices[verdict.key].cells.values() if shape.box_number(code) == number), None
    )
    levels = levels_of(scheme, code)
    named = [(axis, levels[axis.rating]) for axis in shape.axes(scheme) if axis.rating in levels]
    text = ", ".join(
        f"{words.inside(name_of(scheme, axis.key))} {words.inside(words.level_title(scheme, axis, level))}"
        for axis, level in named
    )
    return text[:1].upper() + text[1:]


def levels_of(scheme: Template, code: str | None) -> dict[str, str]:
    """The levels that meet in a box, by rating."""
    verdict = shape.box(scheme)
    if verdict is None or code is None:
        return {}
    for cell, given in scheme.matrices[verdict.key].cells.items():
        if given == code:
            return {
                verdict.axes[name]: level for name, _sign, level in (part.partition("=") for part in cell.split(" "))
            }
    return {}


def recommendations(scheme: Template, number: int) -> list[str]:
    """What the rules recommend for a box."""
    verdict = shape.box(scheme)
    found = [each for each in scheme.recommendations.values() if verdict and each.of == verdict.key]
    for recommendation in found:
        for code, given in recommendation.give.items():
            if shape.box_number(code) == number:
                return [title_text(recommendation.titles.get(each), each) for each in given]
    return []


def next_boxes(values: Values) -> list[NextBox]:
    """For each axis one level up, the other staying: the box it would be."""
    scheme, verdict = values.scheme, shape.box(values.scheme)
    if verdict is None or shape.box_number(values.code(verdict.key)) is None:
        return []
    return [found for axis in shape.axes(scheme) if (found := _next_box(values, axis, verdict))]


def _next_box(values: Values, axis: shape.Axis, verdict: shape.Verdict) -> NextBox | None:
    scheme, step = values.scheme, axis.next_step(values.number(axis.key))
    if step is None:
        return None
    levels = {rating: values.code(rating) for rating in verdict.axes.values()} | {axis.rating: step[0].code}
    code = next(
        (given for cell, given in scheme.matrices[verdict.key].cells.items() if _is_cell(cell, verdict, levels)), None
    )
    target = shape.box_number(code)
    if target is None:
        return None
    text = _("%(axis)s harus %(limit)s: kurang %(points)s poin.") % {
        "axis": name_of(scheme, axis.key),
        "limit": words.span(axis.cuts, axis.cuts.index(step[0]) + 1),
        "points": decimal(step[1], axis.decimals),
    }
    return NextBox(axis, target, text)


def _is_cell(cell: str, verdict: shape.Verdict, levels: dict[str, str | None]) -> bool:
    parts = dict(part.split("=", 1) for part in cell.split(" "))
    return all(parts.get(name) == levels[rating] for name, rating in verdict.axes.items())

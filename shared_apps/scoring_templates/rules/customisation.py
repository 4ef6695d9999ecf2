"""What a region changed in a template, and the scheme that comes out: a copy, never a link."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from shared_apps.scoring_templates.rules import canonical, checks, decimals, local_parts, places, pointers, reading
from shared_apps.scoring_templates.rules.fields import Key, Label, Section, Text, checked_text
from shared_apps.scoring_templates.rules.permissions import permission_at
from shared_apps.scoring_templates.rules.problems import Problem, in_order
from shared_apps.scoring_templates.rules.sections import Permission
from shared_apps.scoring_templates.rules.template import Template


def _value(value: Any) -> Any:
    """Exactly what was written: words stay words, also those that look like numbers; a float is no exact number."""
    if isinstance(value, Mapping):
        return {str(key): _value(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_value(inner) for inner in value]
    if isinstance(value, str):
        return checked_text(value)
    if value is None or isinstance(value, bool | int) or (isinstance(value, Decimal) and value.is_finite()):
        return value
    raise PydanticCustomError("decimal_expected", "a number, a word, true, false or a whole local object")


class Override(Section):
    """One changed value: a leaf, or a whole local object."""

    path: Text
    value: Annotated[Any, AfterValidator(_value)]
    reason: Text | None = None


def _by_path(overrides: tuple[Override, ...]) -> tuple[Override, ...]:
    return tuple(sorted(overrides, key=lambda override: override.path))


class Customisation(Section):
    """A region's document. `content_hash` is filled in when the template is adopted."""

    format: Annotated[Literal[1], BeforeValidator(decimals.read_whole)]
    template: Key
    version: Label
    content_hash: Text | None = None
    overrides: Annotated[tuple[Override, ...], AfterValidator(_by_path)] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """The scheme, or every reason why there is none."""

    scheme: Template | None
    problems: list[Problem]


def parse(data: Mapping[str, Any]) -> tuple[Customisation | None, list[Problem]]:
    """A region's document from plain data, or every fault of its shape."""
    return reading.parse_as(Customisation, data)


def resolve(template: Template, customisation: Customisation, *, whole: bool = True) -> Resolution:
    """Apply a region's document to its template; all problems are returned, not the first.

    A part of such a document (`whole=False`) gives no scheme but a template again: with the policy, and with holes.
    """
    if not _same_template(template, customisation):
        return Resolution(None, [Problem("wrong_template", "/template", {"name": customisation.template})])
    accepted, problems = _accepted(template, customisation.overrides)
    refused = {problem.path for problem in problems}
    scheme, found = applied(template, accepted, whole=whole)
    # An override that was refused leaves its hole open; saying both would say the same thing twice.
    problems += [p for p in found if p.code != "value_required" or p.path not in refused]
    if scheme is not None:
        problems += local_parts.check(template, scheme)
    problems = in_order(problems)
    return Resolution(None if problems else scheme, problems)


def adopted_as(template: Template) -> Customisation:
    """An empty document for this very version."""
    return Customisation(
        format=1, template=template.key, version=template.version, content_hash=canonical.content_hash(template)
    )


def _same_template(template: Template, customisation: Customisation) -> bool:
    same_hash = customisation.content_hash in {None, canonical.content_hash(template)}
    return (customisation.template, customisation.version) == (template.key, template.version) and same_hash


def _accepted(template: Template, overrides: Sequence[Override]) -> tuple[list[Override], list[Problem]]:
    accepted: list[Override] = []
    problems: list[Problem] = []
    for override in overrides:
        found = _path_problem(override, overrides) or override_problem(template, override)
        if found is None:
            accepted.append(override)
        else:
            problems.append(found)
    return accepted, problems


def _path_problem(override: Override, overrides: Sequence[Override]) -> Problem | None:
    """A path at most once, no path inside another: order has no meaning."""
    others = [other.path for other in overrides if other is not override]
    if override.path in others:
        return Problem("duplicate_path", override.path, {"path": override.path})
    if any(other.startswith(override.path + "/") or override.path.startswith(other + "/") for other in others):
        return Problem("overlapping_path", override.path, {"path": override.path})
    return None


def override_problem(template: Template, override: Override) -> Problem | None:
    """Why this change may not be made in this template, if it may not."""
    place = pointers.split(override.path)
    params = {"path": override.path}
    if place is None:
        return Problem("path_unknown", override.path, {"name": override.path})
    if local_parts.is_local(place):
        return local_parts.problem(template, place, override.value)
    current = places.look_up(template, place)
    if current is places.NOWHERE:
        return Problem("path_unknown", override.path, {"name": override.path})
    permission = permission_at(template, place)
    if permission is None or permission.allow == "locked":
        return Problem("locked", override.path, params)
    if not places.is_leaf(current) or isinstance(override.value, Mapping):
        return Problem("path_not_a_value", override.path, params)
    if not _within(permission, override.value):
        return Problem("out_of_bounds", override.path, params | _bounds(permission))
    if places.same_value(current, override.value):
        return Problem("no_change", override.path, params)
    return None


def _within(permission: Permission, value: Any) -> bool:
    if permission.allow == "free":
        return True
    if permission.one_of is not None:
        return any(places.same_value(choice, value) for choice in permission.one_of)
    number = decimals.read_text(value) if isinstance(value, str) else value
    if isinstance(number, bool) or not isinstance(number, Decimal | int):
        return False
    low_enough = permission.max is None or number <= permission.max
    return low_enough and (permission.min is None or number >= permission.min)


def _bounds(permission: Permission) -> dict[str, str]:
    if permission.one_of is not None:
        return {"min": "", "max": "", "one_of": ", ".join(str(choice) for choice in permission.one_of)}
    ends = {"min": permission.min, "max": permission.max}
    return {name: "" if end is None else decimals.canonical_text(end) for name, end in ends.items()}


def applied(
    template: Template, overrides: Sequence[Override], *, whole: bool = True
) -> tuple[Template | None, list[Problem]]:
    """The whole document with the overrides in it, checked as a scheme; as a template where it is a part."""
    data = canonical.plain(template)
    for name in ("customisation", "renamed") if whole else ():
        data.pop(name, None)
    for override in overrides:
        *parents, last = pointers.split(override.path) or ("",)
        inner = data
        for step in parents:
            inner = inner.setdefault(step, {})
        inner[last] = override.value
    scheme, problems = reading.parse(data)
    return (None, problems) if scheme is None else (scheme, _checked(scheme, whole=whole))


def _checked(document: Template, *, whole: bool) -> list[Problem]:
    """A region's own keys stand in no template, but in what is made of one on the way."""
    found = checks.check(document, as_scheme=whole)
    return [each for each in found if whole or each.params.get("detail") != local_parts.LOCAL]

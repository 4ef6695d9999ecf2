"""A scheme tried by the host: the people, what it makes of them, and how every number came about. Nothing is kept."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _
from psycopg.errors import QueryCanceled

from shared_apps.accounts.access import Viewer
from shared_apps.errors import InvalidError
from shared_apps.scoring_templates import queries
from shared_apps.scoring_templates.authoring.queries import workbench
from shared_apps.scoring_templates.evaluation import Case, Outcome, evaluate
from shared_apps.scoring_templates.rules import customisation, document, example_people
from shared_apps.scoring_templates.rules.customisation import Customisation, Override
from shared_apps.scoring_templates.rules.problems import Problem
from shared_apps.scoring_templates.rules.template import Template
from shared_apps.scoring_templates.setting_form import SettingGroup, groups_of, overrides_of
from shared_apps.scoring_templates.soundness import refused
from shared_apps.scoring_templates.trying import naming, sheet
from shared_apps.scoring_templates.trying.sheet import Person

MOST_PEOPLE = 500
LONGEST_RUN = "10s"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be tried: values for what the template leaves open, a region's document, a sheet of measures."""

    values: Mapping[str, str] = field(default_factory=dict)
    customisation: str = ""
    content: bytes = b""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of it. Without a scheme there are problems, or required values that are still open."""

    template: Template
    groups: Sequence[SettingGroup]
    wish: Wish
    is_example: bool
    scheme: Template | None = None
    people: Sequence[Person] = ()
    outcomes: Sequence[Outcome] = ()
    refusal: str = ""
    problems: Sequence[Mapping[str, str]] = ()

    @property
    def required(self) -> Sequence[SettingGroup]:
        """What a region would have to fill in, and so who tries it."""
        return [group for group in self.groups if group.is_required]

    @property
    def statuses(self) -> Mapping[str, int]:
        """How many people came to which status."""
        return Counter(outcome.status for outcome in self.outcomes)

    @property
    def measures(self) -> str:
        """The sheet that was tried, to be sent along with the next question; nothing for example people."""
        return "" if self.is_example or self.scheme is None else sheet.measures_only(self.scheme, self.people)


def of_draft(viewer: Viewer, draft_id: UUID, wish: Wish, day: date) -> Tried:
    """A draft tried, or what is wrong with it; raises NotFoundError `draft_unknown`."""
    bench = workbench(viewer, draft_id, day)
    if bench.is_sound:
        return tried(bench.template, wish)
    problems = [{"code": each.code, "path": each.path, "text": each.text} for each in bench.problems]
    refusal = _("Draf ini belum utuh, jadi belum dapat dicoba.")
    return Tried(bench.template, (), wish, is_example=not wish.content, refusal=refusal, problems=problems)


def of_version(viewer: Viewer, version_id: UUID, wish: Wish, day: date) -> Tried:
    """A published version tried; raises NotFoundError `version_unknown`."""
    return tried(queries.version(viewer, version_id, day).template, wish)


def tried(template: Template, wish: Wish) -> Tried:
    """The template with these values on these people; whatever stands in the way is told, never raised."""
    found = Tried(template, groups_of(template, wish.values), wish, is_example=not wish.content)
    try:
        change = customisation_of(template, wish.customisation)
        typed = overrides_of(found.groups, wish.values, "")
        paths = {each["path"] for each in typed}
        overrides = [each for each in change.overrides if each.path not in paths]
        overrides += [Override(path=each["path"], value=each["value"]) for each in typed]
        values = {each.path: naming.field_text(each.value) for each in overrides}
        found = replace(found, groups=groups_of(template, {**values, **wish.values}))
        resolution = customisation.resolve(template, change.model_copy(update={"overrides": tuple(overrides)}))
        if resolution.scheme is None and not (wish.values or wish.customisation) and _is_open(resolution.problems):
            return found
        if resolution.scheme is None:
            raise refused(resolution.problems)
        return _on_people(replace(found, scheme=resolution.scheme), resolution.scheme)
    except InvalidError as refusal:
        return _told(found, refusal)


def _is_open(problems: Sequence[Problem]) -> bool:
    """Whether nothing is wrong but what a region has to fill in."""
    return {problem.code for problem in problems} == {"value_required"}


def _told(found: Tried, refusal: InvalidError) -> Tried:
    problems = refusal.details.get("problems", ())
    errors: dict[str, list[str]] = {}
    for problem in problems:
        errors.setdefault(problem["path"], []).append(problem["text"])
    written = {each.setting.path: each.value for group in found.groups for each in group.fields}
    groups = groups_of(found.template, {**written, **found.wish.values}, errors)
    return replace(found, groups=groups, refusal=str(refusal.message), problems=problems)


def _on_people(found: Tried, scheme: Template) -> Tried:
    if found.is_example:
        examples = example_people.people(scheme)
        outcomes = run(scheme, [Case(each.measures, each.profile) for each in examples])
        pairs = zip(examples, outcomes, strict=True)
        names = [naming.example_name(scheme, example, outcome) for example, outcome in pairs]
        cases = [Person(name, Case(each.measures, each.profile)) for name, each in zip(names, examples, strict=True)]
        return replace(found, people=cases, outcomes=outcomes)
    people = sheet.read(scheme, found.wish.content, name=found.wish.name, most=MOST_PEOPLE)
    return replace(found, people=people, outcomes=run(scheme, [person.case for person in people]))


def customisation_of(template: Template, text: str) -> Customisation:
    """A region's YAML document, or an empty one; raises InvalidError `template_refused`."""
    if not text:
        return customisation.adopted_as(template)
    data, problems = document.load_yaml(text)
    change = None
    if data is not None:
        change, problems = customisation.parse(data)
    if change is None:
        raise refused(problems)
    return change


def run(scheme: Template, cases: Sequence[Case]) -> list[Outcome]:
    """The statement of production over these cases. Raises InvalidError `trial_too_slow` after ten seconds."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [LONGEST_RUN])
            return evaluate(cursor, scheme, cases)
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        raise InvalidError(
            "trial_too_slow",
            _("Perhitungan ini melewati sepuluh detik dan dihentikan. Coba dengan lebih sedikit orang."),
        ) from error

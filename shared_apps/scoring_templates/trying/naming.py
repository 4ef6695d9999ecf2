"""What example people are called, and how values stand in the form."""

from django.utils.translation import gettext as _

from shared_apps.scoring_templates import wording
from shared_apps.scoring_templates.evaluation import Outcome
from shared_apps.scoring_templates.rules.example_people import Example, Kind
from shared_apps.scoring_templates.rules.template import Template


def example_name(scheme: Template, example: Example, outcome: Outcome) -> str:
    """What this person is an example of; only what was computed decides whether it stands exactly on a cut."""
    if example.kind is Kind.CUT:
        return _cut_name(scheme, example, outcome)
    if example.kind is Kind.MISSING:
        return _("Tanpa %(name)s") % {"name": wording.name_of(scheme, example.about)}
    if example.kind is Kind.PROFILE:
        title = scheme.profiles[example.about].title
        return _("Profil %(name)s") % {"name": wording.title_text(title, example.about)}
    return {
        Kind.TOP: _("Semua yang terbaik"),
        Kind.MIDDLE: _("Semua di tengah"),
        Kind.BOTTOM: _("Semua yang terburuk"),
    }[example.kind]


def _cut_name(scheme: Template, example: Example, outcome: Outcome) -> str:
    rating = scheme.ratings[example.about]
    value = outcome.values.get(rating.input, outcome.inputs.get(rating.input))
    text = _("Tepat di batas %(level)s") if value == rating.cuts[example.level].value else _("Dekat batas %(level)s")
    return text % {"level": wording.code_text(scheme, example.about, example.level)}


def field_text(value: object) -> str:
    """A value of a region's document as it stands in its field."""
    return "" if value is None else wording.field_text(str(value))

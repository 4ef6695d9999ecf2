"""What the pages of an author ask of their forms."""

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField

from shared_apps.scoring_templates.names import in_language
from shared_apps.scoring_templates.rules.sums import GroupSum

register = template.Library()


@register.filter
def at(form: BaseForm, name: str) -> BoundField | None:
    """The field of a form by its name; nothing where it has none."""
    return form[name] if name in form.fields else None


@register.filter
def group_name(group: GroupSum) -> str:
    """What a group is called in the reader's language."""
    return in_language(group.title, group.key)

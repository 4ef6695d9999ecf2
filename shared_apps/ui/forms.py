"""How forms are drawn: labels, hints and errors of one kind everywhere; and what all of them can do."""

from pathlib import Path
from typing import Any

import django.forms
from django.forms.renderers import DjangoTemplates
from django.template.backends.django import DjangoTemplates as Backend
from django.utils.functional import cached_property

from shared_apps.errors import DomainError

BUILTINS = ["django.templatetags.i18n", "django.templatetags.static", "shared_apps.ui.templatetags.ui"]


class Renderer(DjangoTemplates):
    """Django's widgets in our field template; set as `FORM_RENDERER`."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"

    def get_template(self, template_name: str) -> Any:
        """Errors have one look; every other template keeps its name."""
        if template_name == "django/forms/errors/list/default.html":
            template_name = "ui/error_list.html"
        return self.engine.get_template(template_name)

    @cached_property
    def engine(self) -> Backend:
        """Templates of the apps, with our tags builtin as in every other template."""
        return Backend(
            {
                "APP_DIRS": True,
                "DIRS": [Path(django.forms.__file__).parent / "templates"],
                "NAME": "forms",
                "OPTIONS": {"builtins": BUILTINS},
            }
        )


class DateInput(django.forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class RefusableForm(django.forms.Form):
    """A form that can show why a service refused."""

    def refuse(self, error: DomainError) -> None:
        """Put the refusal beside the fields it names, or above them."""
        for name, texts in error.fields.items():
            self.add_error(name if name in self.fields else None, [str(text) for text in texts])
        if not error.fields:
            self.add_error(None, str(error.message))

"""Whether a document may be used as it stands, and the refusal that says what is missing."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from shared_apps.errors import InvalidError
from shared_apps.scoring_templates import messages
from shared_apps.scoring_templates.rules import checks, document
from shared_apps.scoring_templates.rules.problems import Problem
from shared_apps.scoring_templates.rules.template import Template


def examined(text: str, *, version: str | None = None) -> tuple[Template | None, list[Problem]]:
    """The template of a YAML text, if it is one, and every problem; under another version when one is given."""
    data, problems = document.load_yaml(text)
    if data is None:
        return None, problems
    if version is not None:
        data["version"] = version
    template, problems = document.parse(data)
    return (None, problems) if template is None else (template, checks.check(template, as_scheme=False))


def sound(text: str, *, version: str | None = None) -> Template:
    """The template of a text without a problem. Raises InvalidError `template_refused`."""
    template, problems = examined(text, version=version)
    if template is None or problems:
        raise refused(problems)
    return template


def check_sound(text: str) -> None:
    """Refuse a draft that is still being written. Raises InvalidError `draft_unsound` with every problem."""
    _template, problems = examined(text)
    if problems:
        raise _refusal("draft_unsound", _("Draf ini belum utuh, jadi belum dapat ditelaah atau terbit."), problems)


def refused(problems: Sequence[Problem]) -> InvalidError:
    """Every problem with its path and its text."""
    return _refusal("template_refused", _("Dokumen belum dapat dipakai. Tidak ada yang diubah."), problems)


def _refusal(code: str, message: str, problems: Sequence[Problem]) -> InvalidError:
    fields: dict[str, list[str]] = {}
    for problem in problems:
        fields.setdefault(problem.path or "/", []).append(messages.text_of(problem))
    return InvalidError(
        code,
        message,
        fields=fields,
        details={
            "problems": [
                {"code": found.code, "path": found.path, "text": messages.text_of(found)} for found in problems
            ]
        },
    )

"""A published version with a region's changes: the scheme that would come out, or every reason why there is none."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from shared_apps.errors import ConflictError, InvalidError, NotFoundError
from shared_apps.scoring_templates import messages
from shared_apps.scoring_templates.models import TemplateVersion
from shared_apps.scoring_templates.rules import customisation
from shared_apps.scoring_templates.rules.document import Template
from shared_apps.scoring_templates.rules.problems import Problem


def resolved(
    version: TemplateVersion, template: Template, overrides: Sequence[Mapping[str, Any]]
) -> tuple[Template, customisation.Customisation]:
    """The scheme that comes out, and the region's document; or every reason why there is none."""
    document, problems = customisation.parse(
        {
            "format": 1,
            "template": version.key,
            "version": version.version,
            "content_hash": version.content_hash,
            "overrides": [dict(override) for override in overrides],
        }
    )
    if document is None:
        raise refused(problems)
    resolution = customisation.resolve(template, document)
    if resolution.scheme is None:
        raise refused(resolution.problems)
    return resolution.scheme, document


def refused(problems: Sequence[Problem]) -> InvalidError:
    """Every problem with its path and its text."""
    fields: dict[str, list[str]] = {}
    for problem in problems:
        fields.setdefault(problem.path, []).append(messages.text_of(problem))
    return InvalidError(
        "scheme_refused",
        _("Skema belum dapat dipakai: %(count)s isian perlu diperbaiki. Tidak ada yang diubah.")
        % {"count": len(problems)},
        fields=fields,
        details={
            "problems": [
                {"code": problem.code, "path": problem.path, "text": messages.text_of(problem)} for problem in problems
            ]
        },
    )


def published(template_key: str, version: str) -> TemplateVersion:
    """A version that may be adopted: published and not withdrawn."""
    found = TemplateVersion.objects.filter(key=template_key, version=version).first()
    if found is None:
        raise NotFoundError("template_unknown", _("Versi templat itu tidak diterbitkan."))
    if found.withdrawn_reason:
        raise ConflictError(
            "template_withdrawn",
            _("Versi templat ini ditarik penyelenggara: %(reason)s") % {"reason": found.withdrawn_reason},
        )
    return found

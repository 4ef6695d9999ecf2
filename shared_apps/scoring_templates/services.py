"""Templates of the host: the only writer. A faulty document is never kept, a published version never changes."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor, check_actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError
from shared_apps.scoring_templates import messages
from shared_apps.scoring_templates.models import TemplateDraft, TemplateVersion
from shared_apps.scoring_templates.rules import canonical, checks, document
from shared_apps.scoring_templates.rules.problems import Problem
from shared_apps.scoring_templates.rules.template import Template

LONGEST_REASON = 500


def save_draft(*, text: str, actor: Actor, at: datetime, origin: str = "") -> TemplateDraft:
    """Keep a YAML document to look at before it is published; the same key and version replaces the older draft.

    `origin` says where it comes from when it was not written here, and stays with the version it becomes.

    Raises InvalidError `template_refused` with every path and its text in `fields` and `details["problems"]`.
    """
    check_actor(actor, Action.PUBLISH_TEMPLATES, timezone.localdate(at))
    template = _sound(text)
    draft, _made = TemplateDraft.objects.update_or_create(
        key=template.key,
        version=template.version,
        defaults={"document": text, "changed_by_name": actor.name, "changed_at": at, "origin": origin},
    )
    return draft


@transaction.atomic
def publish_draft(*, draft: TemplateDraft, version: str, changelog: str, actor: Actor, day: date) -> TemplateVersion:
    """Publish a draft under the host's own version; the draft is done with then."""
    published = publish(
        text=draft.document, version=version, changelog=changelog, actor=actor, day=day, origin=draft.origin
    )
    draft.delete()
    return published


def publish(*, text: str, version: str, changelog: str, actor: Actor, day: date, origin: str = "") -> TemplateVersion:
    """Publish a YAML document under a version; every region can read it from now on.

    Raises InvalidError as `save_draft` does, ConflictError `version_taken` when the version exists already.
    """
    check_actor(actor, Action.PUBLISH_TEMPLATES, day)
    template = _sound(text, version=version.strip())
    if TemplateVersion.objects.filter(key=template.key, version=template.version).exists():
        raise _taken(template)
    try:
        with transaction.atomic():
            return TemplateVersion.objects.create(
                key=template.key,
                version=template.version,
                title=canonical.plain(template.title),
                document=canonical.canonical(template),
                content_hash=canonical.content_hash(template),
                calculation_hash=canonical.calculation_hash(template),
                changelog=changelog.strip(),
                published_on=day,
                published_by_name=actor.name,
                origin=origin,
            )
    except IntegrityError as error:  # somebody else was faster
        raise _taken(template) from error


@transaction.atomic
def withdraw(*, version: TemplateVersion, reason: str, actor: Actor, day: date) -> TemplateVersion:
    """No region may adopt it from now on; those that use it go on, and read the reason. It is never changed."""
    check_actor(actor, Action.PUBLISH_TEMPLATES, day)
    text = reason.strip()
    if not text or len(text) > LONGEST_REASON:
        raise InvalidError(
            "reason_required",
            _("Tulis alasan penarikan, paling banyak 500 huruf. Belum ada yang ditarik."),
            fields={"reason": [_("Isi alasan.")]},
        )
    row = TemplateVersion.objects.select_for_update().get(id=version.id)
    if row.withdrawn_reason:
        raise ConflictError("withdrawn_already", _("Versi ini sudah ditarik. Tidak ada yang diubah."))
    row.withdrawn_reason = text
    row.save(update_fields=["withdrawn_reason"])
    return row


def _sound(text: str, *, version: str | None = None) -> Template:
    data, problems = document.load_yaml(text)
    if data is None:
        raise refused(problems)
    if version is not None:
        data["version"] = version
    template, problems = document.parse(data)
    if template is not None:
        problems = checks.check(template, as_scheme=False)
    if template is None or problems:
        raise refused(problems)
    return template


def refused(problems: Sequence[Problem]) -> InvalidError:
    """Every problem with its path and its text."""
    fields: dict[str, list[str]] = {}
    for problem in problems:
        fields.setdefault(problem.path or "/", []).append(messages.text_of(problem))
    return InvalidError(
        "template_refused",
        _("Dokumen belum dapat dipakai. Tidak ada yang diubah."),
        fields=fields,
        details={
            "problems": [
                {"code": found.code, "path": found.path, "text": messages.text_of(found)} for found in problems
            ]
        },
    )


def _taken(template: Template) -> ConflictError:
    return ConflictError(
        "version_taken",
        _("Versi %(version)s dari templat ini sudah terbit dan tidak dapat diubah. Pilih nomor versi lain.")
        % {"version": template.version},
        fields={"version": [_("Versi ini sudah terbit.")]},
    )

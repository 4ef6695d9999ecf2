"""Drafts that are written in pages: begun, changed step by step, thrown away. They may be unfinished, never broken."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor, check_actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError
from shared_apps.scoring_templates.models import TemplateDraft, TemplateVersion
from shared_apps.scoring_templates.rules import document, numbering, rekeying, writing
from shared_apps.scoring_templates.rules.edits import Edit, EditRefusedError, edited
from shared_apps.scoring_templates.rules.template import Template
from shared_apps.scoring_templates.soundness import refused

FIRST_VERSION = "1"


@transaction.atomic
def start_draft(*, key: str, title_id: str, title_en: str, actor: Actor, at: datetime) -> TemplateDraft:
    """An empty template that waits for its measures and components.

    Raises InvalidError `template_refused` for a key or title that is none, ConflictError `key_taken` when a template
    or a draft has this key.
    """
    check_actor(actor, Action.PUBLISH_TEMPLATES, timezone.localdate(at))
    template = _empty(key=key, title_id=title_id, title_en=title_en, at=at)
    known = (TemplateVersion.objects.filter(key=key), TemplateDraft.objects.filter(key=key))
    if any(rows.exists() for rows in known):
        raise ConflictError(
            "key_taken",
            _("Sudah ada templat atau draf dengan kunci %(key)s. Pilih kunci lain, atau lanjutkan yang sudah ada.")
            % {"key": key},
            fields={"key": [_("Kunci ini sudah dipakai.")]},
        )
    return _begun(template, actor=actor, at=at)


@transaction.atomic
def start_from_version(*, version: TemplateVersion, actor: Actor, at: datetime) -> TemplateDraft:
    """The next version of a published template, equal to it until it is changed.

    Raises ConflictError `draft_exists` when the next version is being written already; `details["draft"]` names it.
    """
    check_actor(actor, Action.PUBLISH_TEMPLATES, timezone.localdate(at))
    template = document.from_json(version.document)
    taken = TemplateVersion.objects.filter(key=version.key).values_list("version", flat=True)
    following = numbering.next_version(version.version, set(taken))
    begun = template.model_copy(update={"version": following, "renamed": rekeying.carried(template)})
    return _begun(begun, actor=actor, at=at)


@transaction.atomic
def edit_draft(*, draft: TemplateDraft, seen: str, edits: Sequence[Edit], actor: Actor, at: datetime) -> TemplateDraft:
    """Make these changes together, or none; who makes one is an author. `seen` is the hash of what was on the page.

    Raises ConflictError `draft_changed` when the text is another by now (a second tab, a second click),
    `draft_exists` when the draft would take another one's place; InvalidError `template_refused` with its problems
    when the result would be no document. What is merely unfinished is kept.
    """
    check_actor(actor, Action.PUBLISH_TEMPLATES, timezone.localdate(at))
    row = _locked(draft, seen)
    try:
        changed = edited(row.document, edits)
    except EditRefusedError as refusal:
        raise refused(refusal.problems) from refusal
    if changed.text == row.document:
        return row
    row.document, row.key, row.version = changed.text, changed.template.key, changed.template.version
    row.changed_by_name, row.changed_at = actor.name, at
    if actor.id is not None and not row.is_written_by(actor.id):
        row.authors = [*(row.authors or []), actor.id]
    return _saved(row)


@transaction.atomic
def delete_draft(*, draft: TemplateDraft, seen: str, actor: Actor, at: datetime) -> None:
    """Throw a draft away, with what was said of it. Raises ConflictError `draft_changed`."""
    check_actor(actor, Action.PUBLISH_TEMPLATES, timezone.localdate(at))
    _locked(draft, seen).delete()


def _locked(draft: TemplateDraft, seen: str) -> TemplateDraft:
    row = TemplateDraft.objects.select_for_update().filter(id=draft.id).first()
    if row is None or row.document_hash != seen:
        raise ConflictError(
            "draft_changed",
            _(
                "Draf ini berubah sejak halaman Anda dibuka, mungkin di tab lain. "
                "Muat ulang halaman, lalu ulangi perubahan Anda; yang sudah tersimpan tetap ada."
            ),
        )
    return row


def _empty(*, key: str, title_id: str, title_en: str, at: datetime) -> Template:
    title = {"id": title_id.strip()} | ({"en": title_en.strip()} if title_en.strip() else {})
    template, problems = document.parse(
        {
            "format": 1,
            "key": key,
            "version": FIRST_VERSION,
            "title": title,
            "valid": {"from": timezone.localdate(at).isoformat()},
            "rounding": {"decimals": 2},
            "measures": {},
            "results": [],
        }
    )
    if template is None:
        raise refused(problems)
    return template


def _begun(template: Template, *, actor: Actor, at: datetime) -> TemplateDraft:
    return _saved(
        TemplateDraft(
            key=template.key,
            version=template.version,
            document=writing.to_yaml(template),
            authors=None if actor.id is None else [actor.id],
            changed_by_name=actor.name,
            changed_at=at,
        )
    )


def _saved(row: TemplateDraft) -> TemplateDraft:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise ConflictError(
            "draft_exists",
            _("Versi %(version)s dari templat ini sudah sedang disusun. Lanjutkan draf itu; tidak ada yang diubah.")
            % {"version": row.version},
            fields={"version": [_("Versi ini sudah sedang disusun.")]},
            details=_existing(row),
        ) from error
    return row


def _existing(row: TemplateDraft) -> dict[str, str]:
    """Which draft has the place already, for a way to it."""
    found = TemplateDraft.objects.filter(key=row.key, version=row.version).values_list("id", flat=True).first()
    return {} if found is None else {"draft": str(found)}

"""A published version leaves as a signed package; one that comes in is a draft once its key is the sender's."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps import signatures
from shared_apps.accounts.access import Actor, check_actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import InvalidError
from shared_apps.scoring_templates import services as templates
from shared_apps.scoring_templates.models import TemplateDraft, TemplateVersion
from shared_apps.scoring_templates.rules import document, package
from shared_apps.scoring_templates.rules.package import NotAPackageError, Package
from tenants.regions import queries

_LONGEST = 200


def give(*, version: TemplateVersion, meant_for: str, actor: Actor, day: date) -> bytes:
    """The file for another installation; who it is meant for is part of what is signed."""
    check_actor(actor, Action.PUBLISH_TEMPLATES, day)
    recipient = " ".join(meant_for.split())
    if not recipient or len(recipient) > _LONGEST:
        raise InvalidError(
            "recipient_required",
            _("Tulis untuk siapa paket ini, paling banyak 200 huruf. Belum ada yang dibuat."),
            fields={"meant_for": [_("Isi nama penerima.")]},
        )
    content = package.content_of(
        template=document.from_json(version.document),
        issuer=queries.host().name,
        meant_for=recipient,
        changelog=version.changelog,
    )
    return package.packed(content, signatures.sign(content, purpose=package.PURPOSE), signatures.public_key())


def take(*, file: bytes, key_id: str, actor: Actor, at: datetime) -> TemplateDraft:
    """Make a draft of a package that verifies and whose key is the one the sender told.

    Raises InvalidError `package_refused` with a reason in `fields`; nothing is kept then.
    """
    check_actor(actor, Action.PUBLISH_TEMPLATES, timezone.localdate(at))
    found = read(file)
    if "".join(key_id.split()).lower() != found.key_id:
        raise refused(
            "key_id",
            _("Paket ini ditandatangani kunci %(key)s, bukan kunci yang Anda tulis.") % {"key": found.key_id},
        )
    origin = _("%(issuer)s, kunci %(key)s, %(hash)s") % {
        "issuer": found.issuer,
        "key": found.key_id,
        "hash": found.content_hash,
    }
    return templates.save_draft(text=document.canonical(found.template), actor=actor, at=at, origin=origin)


def read(file: bytes) -> Package:
    """What a file says once its signature holds; raises InvalidError `package_refused`."""
    if len(file) > package.LARGEST:
        raise refused("file", _("Berkas ini lebih besar dari 4 MB; paket templat jauh lebih kecil."))
    try:
        return package.read(file)
    except NotAPackageError as error:
        raise refused("file", _why(str(error))) from error


def refused(field: str, why: str) -> InvalidError:
    """The package is not taken."""
    return InvalidError("package_refused", _("Paket tidak diterima. Tidak ada yang disimpan."), fields={field: [why]})


def _why(code: str) -> str:
    words = {
        "not_a_package": _("Berkas ini bukan paket templat, atau rusak saat dikirim."),
        "not_signed": _("Tanda tangannya tidak cocok: isi paket berubah sesudah ditandatangani. Minta paket baru."),
        "hash_differs": _("Isi paket bukan versi yang disebutnya. Minta paket baru kepada pengirim."),
        "document_unknown": _("Dokumen di dalam paket tidak dapat dibaca oleh versi perangkat lunak ini."),
    }
    return words[code]

"""Templates of the host: drafts are its own, published versions are read by every region and never change."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from shared_apps.rows import Row


class TemplateDraft(Row):
    """A document the host works on; invisible to regions."""

    key = models.TextField(_("Kunci"))
    version = models.TextField(_("Versi"))
    document = models.TextField(_("Dokumen"), help_text=_("YAML sebagaimana diunggah."))
    changed_by_name = models.TextField()
    changed_at = models.DateTimeField()
    origin = models.TextField(_("Asal"), default="", db_default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="templates_draft_key_version_unique")]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class TemplateVersion(Row):
    """A published version: its canonical document and the hashes that name it."""

    key = models.TextField(_("Kunci"))
    version = models.TextField(_("Versi"))
    title = models.JSONField(_("Judul"))
    document = models.TextField(help_text="Canonical JSON.")
    content_hash = models.CharField(max_length=71)
    calculation_hash = models.CharField(max_length=71)
    changelog = models.TextField(_("Catatan perubahan"), blank=True, default="")
    published_on = models.DateField(_("Terbit"))
    published_by_name = models.TextField()
    origin = models.TextField(_("Asal"), default="", db_default="", blank=True)
    withdrawn_reason = models.TextField(_("Alasan penarikan"), blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="templates_version_key_version_unique")]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"

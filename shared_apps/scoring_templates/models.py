"""Templates of the host: drafts are its own, published versions are read by every region and never change."""

import hashlib

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from shared_apps.rows import Row


class TemplateDraft(Row):
    """A document the host works on; invisible to regions."""

    key = models.TextField(_("Kunci"))
    version = models.TextField(_("Versi"))
    document = models.TextField(_("Dokumen"), help_text=_("YAML sebagaimana diunggah."))
    authors = ArrayField(models.UUIDField(), null=True, help_text="Everybody who wrote of it; NULL: a program alone.")
    changed_by_name = models.TextField()
    changed_at = models.DateTimeField()
    origin = models.TextField(_("Asal"), default="", db_default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="templates_draft_key_version_unique")]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"

    def is_written_by(self, somebody: object) -> bool:
        """Whether a letter of it may be theirs."""
        return somebody in (self.authors or [])

    @property
    def document_hash(self) -> str:
        """What a reviewer has read; another letter is another document."""
        return f"sha256:{hashlib.sha256(self.document.encode()).hexdigest()}"


class DraftReview(Row):
    """What somebody else than its author found of a draft's exact text; it says nothing of a later one."""

    class Verdict(models.TextChoices):
        """Of one reviewer the last one counts; a comment decides nothing."""

        APPROVED = "approved", _("Disetujui")
        RETURNED = "returned", _("Dikembalikan")
        COMMENTED = "commented", _("Berkomentar")

    draft = models.ForeignKey(TemplateDraft, models.CASCADE, related_name="reviews")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    comment = models.TextField(_("Catatan"), blank=True, default="")
    document_hash = models.CharField(max_length=71)
    reviewer = models.UUIDField()
    reviewer_name = models.TextField()
    reviewed_at = models.DateTimeField()

    class Meta:
        ordering = ["-reviewed_at", "-id"]

    def __str__(self) -> str:
        return f"{self.reviewer_name}: {self.verdict}"


class ReviewRequest(Row):
    """An operator who was asked to review a draft; until they answer, or are released, it is not published."""

    draft = models.ForeignKey(TemplateDraft, models.CASCADE, related_name="requests")
    reviewer = models.UUIDField()
    reviewer_name = models.TextField()
    note = models.TextField(_("Pesan"), blank=True, default="")
    asked_by_name = models.TextField()
    asked_at = models.DateTimeField()
    notified_at = models.DateTimeField(null=True, help_text="When the letter left; NULL: not yet.")
    released_reason = models.TextField(_("Alasan pelepasan"), blank=True, default="")
    released_by_name = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [models.UniqueConstraint(fields=["draft", "reviewer"], name="templates_request_reviewer_unique")]

    def __str__(self) -> str:
        return f"{self.reviewer_name}: {self.draft_id}"

    @property
    def is_open(self) -> bool:
        """Whether an answer is still wanted."""
        return not self.released_reason


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
    draft_id = models.UUIDField(null=True, help_text="The draft it was; who had a part in it finds it by this.")
    withdrawn_reason = models.TextField(_("Alasan penarikan"), blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="templates_version_key_version_unique")]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"

"""Templates, read by the host's operators; regions read published versions through their own rooms."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from shared_apps.accounts import queries as accounts
from shared_apps.accounts.access import Viewer, check
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from shared_apps.scoring_templates.models import DraftReview, ReviewRequest, TemplateDraft, TemplateVersion
from shared_apps.scoring_templates.names import in_language
from shared_apps.scoring_templates.rules import checks, document, numbering
from shared_apps.scoring_templates.rules.fields import Title
from shared_apps.scoring_templates.rules.four_eyes import still_to_answer, words_that_count
from shared_apps.scoring_templates.rules.template import Template

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything the host has: what is published, and what is being prepared."""

    versions: list[TemplateVersion]
    drafts: list[TemplateDraft]
    awaited: set[UUID]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to review, and its answer for the text as it stands."""

    request: ReviewRequest
    word: DraftReview | None


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft with its document, what others said of it, and the number it would be published under."""

    draft: TemplateDraft
    template: Template
    reviews: list[DraftReview]
    requests: list[ReviewRequest]
    candidates: list[User]
    next_version: str
    is_own: bool
    problems: int

    @property
    def words(self) -> list[DraftReview]:
        """Everybody's last verdict on this very text."""
        return words_that_count(self.reviews, document_hash=self.draft.document_hash, authors=self.draft.authors or [])

    @property
    def is_approved(self) -> bool:
        """Whether somebody else stands behind this very text, nobody against it, and nobody is still awaited."""
        approved = {word.verdict for word in self.words} == {DraftReview.Verdict.APPROVED}
        return approved and not still_to_answer(self.requests, words=self.words)

    @property
    def asked(self) -> list[Asked]:
        """Everybody who was asked, with what they said of this text."""
        said = {word.reviewer: word for word in self.words}
        return [Asked(each, said.get(each.reviewer)) for each in self.requests]


@dataclass(frozen=True, slots=True)
class OpenVersion:
    """A published version with its document."""

    version: TemplateVersion
    template: Template


def shelf(viewer: Viewer, day: date) -> Shelf:
    """All published versions, newest first within a template, and all drafts."""
    check(viewer, Action.PUBLISH_TEMPLATES, day)
    return Shelf(
        list(TemplateVersion.objects.defer("document").order_by("key", "-published_on", "-id")),
        list(TemplateDraft.objects.defer("document").order_by("-changed_at")),
        awaited(viewer, day),
    )


def titles() -> dict[str, str]:
    """How published versions are called, by key and version as regions report them; no secret to anybody."""
    found = TemplateVersion.objects.only("key", "version", "title")
    return {str(each): f"{in_language(Title.model_validate(each.title), each.key)} {each.version}" for each in found}


def draft(viewer: Viewer, draft_id: UUID, day: date) -> OpenDraft:
    """One draft; `problems` counts what its author has yet to solve."""
    check(viewer, Action.PUBLISH_TEMPLATES, day)
    found = TemplateDraft.objects.filter(id=draft_id).first()
    template = document.read_yaml(found.document)[0] if found else None
    if found is None or template is None:
        raise NotFoundError("draft_unknown", _("Draf templat ini tidak ada."))
    taken = TemplateVersion.objects.filter(key=template.key).values_list("version", flat=True)
    return OpenDraft(
        draft=found,
        template=template,
        reviews=list(found.reviews.all()),
        requests=(requests := list(found.requests.all())),
        candidates=_candidates(found, {each.reviewer for each in requests if each.is_open and each.notified_at}, day),
        next_version=numbering.next_version(template.version, set(taken)),
        is_own=found.is_written_by(viewer.pk),
        problems=len(checks.check(template, as_scheme=False)),
    )


def _candidates(draft: TemplateDraft, asked: set[UUID], day: date) -> list[User]:
    """The operators who may be asked to review it: neither its authors nor those who were asked."""
    operators = accounts.who_may(Action.PUBLISH_TEMPLATES, day)
    return [each for each in operators if not draft.is_written_by(each.pk) and each.pk not in asked]


def awaited(viewer: Viewer, day: date) -> set[UUID]:
    """The drafts on which the viewer was asked for a review and has not given one."""
    check(viewer, Action.PUBLISH_TEMPLATES, day)
    rows = ReviewRequest.objects.filter(reviewer=viewer.pk or NOBODY, released_reason="").select_related("draft")
    found = {each.draft_id: each for each in rows}
    reviews: dict[UUID, list[DraftReview]] = {}
    for review in DraftReview.objects.filter(reviewer=viewer.pk or NOBODY, draft_id__in=found):
        reviews.setdefault(review.draft_id, []).append(review)
    return {
        key
        for key, each in found.items()
        if not words_that_count(
            reviews.get(key, ()), document_hash=each.draft.document_hash, authors=each.draft.authors or []
        )
    }


def version(viewer: Viewer, version_id: UUID, day: date) -> OpenVersion:
    """One published version."""
    check(viewer, Action.PUBLISH_TEMPLATES, day)
    found = TemplateVersion.objects.filter(id=version_id).first()
    if found is None:
        raise NotFoundError("version_unknown", _("Versi templat ini tidak ada."))
    return OpenVersion(found, document.from_json(found.document))

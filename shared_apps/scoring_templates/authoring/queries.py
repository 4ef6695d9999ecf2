"""A draft on the workbench of its author, however unfinished."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from shared_apps.accounts.access import Viewer, check
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from shared_apps.scoring_templates.authoring.parts import Told, told
from shared_apps.scoring_templates.authoring.tree import Tree, tree
from shared_apps.scoring_templates.models import TemplateDraft, TemplateVersion
from shared_apps.scoring_templates.names import in_language
from shared_apps.scoring_templates.rules import checks, document
from shared_apps.scoring_templates.rules.template import Template


@dataclass(frozen=True, slots=True)
class Workbench:
    """The draft, its document, the calculation as a tree, and everything that is wrong with it, part by part."""

    draft: TemplateDraft
    template: Template
    title: str
    tree: Tree
    problems: tuple[Told, ...]

    @property
    def seen(self) -> str:
        """The hash of the text that this page shows; every change names it."""
        return self.draft.document_hash

    @property
    def is_sound(self) -> bool:
        """Whether it may be reviewed and published."""
        return not self.problems

    def problems_of(self, section: str, key: str = "") -> tuple[Told, ...]:
        """What is wrong with one part (`"matrices", "box"`), or with a whole section without keys (`"gates"`)."""
        return tuple(each for each in self.problems if (each.part.section, each.part.key) == (section, key))


def workbench(viewer: Viewer, draft_id: UUID, day: date) -> Workbench:
    """One draft with all its problems; raises NotFoundError `draft_unknown`."""
    check(viewer, Action.PUBLISH_TEMPLATES, day)
    found = TemplateDraft.objects.filter(id=draft_id).first()
    template = document.read_yaml(found.document)[0] if found else None
    if found is None or template is None:
        raise NotFoundError("draft_unknown", _("Draf templat ini tidak ada."))
    problems = tuple(told(template, each) for each in checks.check(template, as_scheme=False))
    return Workbench(
        draft=found,
        template=template,
        title=in_language(template.title, template.key),
        tree=tree(template, problems),
        problems=problems,
    )


def is_published(bench: Workbench, section: str, key: str) -> bool:
    """Whether a published version of this template has the key: then regions may have changed something under it."""
    rows = TemplateVersion.objects.filter(key=bench.template.key).values_list("document", flat=True)
    return any(key in getattr(document.from_json(each), section) for each in rows)

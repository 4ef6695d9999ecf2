"""Uploaded sheets as their owners see them: the answers so far, what is still open, what would change."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from shared_apps.rows import new_id
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.files import sheets
from tenant_apps.organisation.files.rules import accepting
from tenant_apps.organisation.files.rules.deciding import Decided, Decisions, decide
from tenant_apps.organisation.files.rules.known import is_apart
from tenant_apps.organisation.files.rules.parents import ROOT
from tenant_apps.organisation.models import StructureSheet, Unit
from tenant_apps.organisation.rules.chart import Chart
from tenant_apps.organisation.rules.compare import Difference, compare
from tenant_apps.organisation.rules.findings import Finding

SCOPES = ("replace", "add")  # the sheet is the whole structure, or only what is new or other in it


@dataclass(frozen=True)
class SheetPage:
    """A sheet decided as far as it is: its rows, what is asked, what keeps it from being a structure."""

    sheet: StructureSheet
    decisions: Decisions
    findings: Sequence[Finding]
    scope: str  # one of SCOPES
    is_proposed: bool  # nobody chose the scope yet

    @property
    def asked(self) -> list[Decided]:
        """The rows with a proposal nobody has looked at, an open question or something wrong."""
        wrong = {found.row for found in self.findings}
        return [row for row in self.decisions.rows if row.asked or row.found.row in wrong]

    @property
    def unanswered(self) -> list[Decided]:
        """The rows without whose answer there is no structure."""
        wrong = {found.row for found in self.findings}
        return [row for row in self.decisions.rows if row.open or row.found.row in wrong]

    @property
    def adds(self) -> bool:
        """Whether units that are not in the sheet stay."""
        return self.scope == "add"

    @property
    def has_choice(self) -> bool:
        """Whether there is a structure of that day to add to."""
        return self.decisions.root is not None

    @property
    def missing(self) -> int:
        """How many units of that day are not in the sheet: they end where it replaces the structure."""
        return len(self.decisions.missing)

    @property
    def is_ready(self) -> bool:
        """Whether a draft can be made of it."""
        return not self.unanswered and not self.findings


@dataclass(frozen=True)
class SheetDifference:
    """The decided structure beside the one in force on its day."""

    page: SheetPage
    before: Chart
    after: Chart
    difference: Difference


def own_sheets(viewer: Any) -> list[StructureSheet]:
    """The sheets the viewer uploaded and has not lost yet, the newest first."""
    if not access.may(viewer, Action.MANAGE_ORGANISATION, timezone.localdate()):
        return []
    return list(StructureSheet.objects.filter(uploaded_by=viewer.id, expires_at__gt=timezone.now()))


def own_sheet(viewer: Any, sheet_id: uuid.UUID) -> StructureSheet:
    """A sheet of the viewer's own; any other is not there."""
    found = next((sheet for sheet in own_sheets(viewer) if sheet.id == sheet_id), None)
    if found is None:
        raise NotFoundError(
            "structure_sheet_unknown",
            _("Lembar itu tidak ada lagi: dihapus, kedaluwarsa, atau milik orang lain. Unggah kembali berkasnya."),
        )
    return found


def page_of(sheet: StructureSheet, *, scope: str | None = None) -> SheetPage:
    """A sheet as it is decided beside the structure in force on its day; as if `scope` were chosen, where given."""
    found = [sheets.kept(row) for row in sheet.rows]
    answers = {int(row): cells for row, cells in sheet.answers.items()}
    today = organisation.chart_on(sheet.effective_from)
    chosen = scope or answers.get(ROOT, {}).get("scope", "")
    scope = chosen or ("add" if is_apart(found, today) else "replace")
    government, day = organisation.government().name, sheet.effective_from.isoformat()
    adds = scope == "add" and today.root is not None
    made = decide(found, answers, today, government=government, day=day, adds=adds)
    return SheetPage(sheet, made, accepting.findings(made), scope, is_proposed=not chosen)


def difference_of(page: SheetPage) -> SheetDifference:
    """What accepting the sheet would change; only for a page that is ready."""
    before = organisation.chart_on(page.sheet.effective_from)
    after = accepting.chart(page.decisions, _known_units(), new_id)
    return SheetDifference(page, before, after, compare(before, after))


def _known_units() -> Mapping[str, uuid.UUID]:
    """Every code ever used, with the unit that used it last."""
    return dict(Unit.objects.order_by("version__effective_from").values_list("code", "unit_id"))

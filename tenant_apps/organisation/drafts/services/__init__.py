"""The only writers of structure drafts."""

from tenant_apps.organisation.drafts.services.editing import change_draft, redo, replace_chart, undo
from tenant_apps.organisation.drafts.services.opening import discard_draft, open_draft, rebase_draft
from tenant_apps.organisation.drafts.services.publishing import PublishedDraft, publish_draft
from tenant_apps.organisation.drafts.services.units import (
    add_unit,
    close_unit,
    hand_over_people,
    merge_units,
    move_unit,
    rename_unit,
    split_unit,
)

__all__ = [
    "PublishedDraft",
    "add_unit",
    "change_draft",
    "close_unit",
    "discard_draft",
    "hand_over_people",
    "merge_units",
    "move_unit",
    "open_draft",
    "publish_draft",
    "rebase_draft",
    "redo",
    "rename_unit",
    "replace_chart",
    "split_unit",
    "undo",
]

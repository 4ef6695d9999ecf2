"""Posts from a sheet: all of its rows or none, in one transaction and a fixed number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import InvalidError
from shared_apps.rows import new_id
from shared_apps.sheets.tables import Table
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.access import Bounds, bounds
from tenant_apps.organisation.rules.findings import Finding
from tenant_apps.organisation.services.publishing import checked_decree
from tenant_apps.people import post_sheet
from tenant_apps.people.queries.positions import posts_on
from tenant_apps.people.records import Position
from tenant_apps.people.rules.post_lines import PostLine, PostPlan, check, planned
from tenant_apps.people.rules.vacancies import Post, key_of
from tenant_apps.people.services import checking, writing
from tenant_apps.people.services.copying import copy

_FACTS = ("unit_id", "title", "position_type", "level", "job_class", "headcount", "is_head")
_LOT = 1000


@dataclass(frozen=True)
class PostImport:
    """What a sheet of posts changed, or would change."""

    starts_on: date
    rows: int
    plan: PostPlan
    dry_run: bool
    unit_names: Mapping[UUID, str]  # of the units on that day

    @property
    def is_any(self) -> bool:
        """Whether anything differs from what is there."""
        return bool(self.plan.new or self.plan.changed)


@transaction.atomic
def import_positions(*, table: Table, starts_on: date, decree: str, actor: Actor, dry_run: bool = False) -> PostImport:
    """Take posts from a sheet as they are from a day on; a post is known by its unit and title, others stay.

    The same sheet again is no change. Raises InvalidError `sheet_refused` with every bad cell in `details["errors"]`,
    `header_not_found`, `no_rows`; nothing is changed then. Who administers one agency brings in its posts alone.
    """
    inside = bounds(actor, Action.MANAGE_ORGANISATION, timezone.localdate(), on=starts_on)
    decree = checked_decree(decree)
    writing.one_at_a_time()
    chart = organisation.chart_on(starts_on)
    reading = post_sheet.read(table, chart)
    if not reading.lines:
        raise InvalidError("no_rows", _("Berkas tidak memuat satu formasi pun. Tidak ada data yang diubah."))
    present = posts_on(starts_on)
    findings = [*_outside(reading.lines, present, inside), *check(reading.lines, present)]
    errors = [*reading.errors, *reading.errors_of(findings)]
    if errors:
        raise checking.refused(errors, rows=len(reading.lines))
    plan = planned(reading.lines, present)
    if not dry_run:
        _write(plan, starts_on, decree)
    names = {unit_id: node.name for unit_id, node in chart.nodes.items()}
    return PostImport(starts_on, len(reading.lines), plan, dry_run, names)


def _outside(lines: Sequence[PostLine], present: Sequence[Post], inside: Bounds) -> list[Finding]:
    """Rows of units, or of posts that stand today in a unit, of another agency."""
    if inside.everything:
        return []
    today = {post.position_id: post.unit_id for post in posts_on(timezone.localdate())}
    known = {key_of(post.unit_id, post.title): post.position_id for post in present}

    def is_ours(line: PostLine) -> bool:
        if line.unit_id is None:
            return True  # has its error already
        now = today.get(known.get(key_of(line.unit_id, line.title)) or line.unit_id, line.unit_id)
        return inside.covers(line.unit_id) and inside.covers(now)

    return [Finding(line.row, "kode_unit", "outside_agency") for line in lines if not is_ours(line)]


def _write(plan: PostPlan, starts_on: date, decree: str) -> None:
    """New posts and new rows of posts by COPY; a row of the same day is corrected."""
    changed = {after.position_id: after for _before, after in plan.changed}
    same_day = {
        row.position_id: row for row in Position.objects.filter(position_id__in=list(changed), starts_on=starts_on)
    }
    copy(
        Position,
        (Position(position_id=new_id(), starts_on=starts_on, decree=decree, **_facts(post)) for post in plan.new),
    )
    copy(
        Position,
        (
            Position(position_id=key, starts_on=starts_on, decree=decree, **_facts(post))
            for key, post in changed.items()
            if key not in same_day
        ),
    )
    now = timezone.now()
    for key, row in same_day.items():
        for name, value in {**_facts(changed[key]), "decree": decree, "recorded_at": now}.items():
            setattr(row, name, value)
    Position.objects.bulk_update(same_day.values(), [*_FACTS, "decree", "recorded_at"], batch_size=_LOT)


def _facts(post: Post) -> dict[str, Any]:
    known = asdict(post)
    return {name: known[name] for name in _FACTS}

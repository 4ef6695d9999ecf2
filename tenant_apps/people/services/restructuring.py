"""A structure draft published beside the people who sit in its units: they go where the draft says."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shared_apps.accounts.access import Actor
from shared_apps.errors import ConflictError, InvalidError
from shared_apps.ui.formats import day as day_text
from shared_apps.ui.formats import whole
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.access import keep_within
from tenant_apps.organisation.drafts import services as drafts
from tenant_apps.organisation.drafts.queries import page_of
from tenant_apps.organisation.models import StructureDraft
from tenant_apps.people.models import ActingHead, Assignment
from tenant_apps.people.queries.drafts import people_in_drafted
from tenant_apps.people.queries.roster import people_by_unit
from tenant_apps.people.services import bounding, following, writing
from tenant_apps.people.services.copying import copy
from tenant_apps.people.timelines import in_force

_MOST_NAMED = 10


@transaction.atomic
def publish_draft(*, draft_id: uuid.UUID, revision: int, decree: str, actor: Actor) -> StructureDraft:
    """Publish a draft and seat the people of its merged and closed units anew from its day on.

    They keep position and superior chosen by hand; who headed a unit that ends heads none until the people sheet
    says so, and nobody acts for its head any more. Raises ConflictError `units_occupied` where the draft does not
    say where people go, ForbiddenError `outside_agency` where a draft of one agency touches another; everything stays
    as it was then.
    """
    inside = bounding.within(actor)
    writing.one_at_a_time()
    made = drafts.publish_draft(draft_id=draft_id, revision=revision, decree=decree, actor=actor, settle=_settle)
    keep_within(inside, [made.agency_id])  # nobody outside was moved: the draft itself keeps to its agency
    return made


@transaction.atomic
def close_unit(
    *,
    draft_id: uuid.UUID,
    revision: int,
    actor: Actor,
    unit_id: uuid.UUID,
    people_to: uuid.UUID | None = None,
    units_to: uuid.UUID | None = None,
) -> StructureDraft:
    """A unit ends in a draft; its people and the units directly below it go where it is said.

    Raises InvalidError `people_to_missing` where people sit in it, `units_to_missing` where units hang below it, and
    nobody said where they go; nothing is changed then.
    """
    seen = StructureDraft.objects.filter(id=draft_id).first()
    people = people_in_drafted(page_of(seen), unit_id) if seen and people_to is None else 0
    to = {"people_to": people_to, "units_to": units_to}
    draft = drafts.close_unit(draft_id=draft_id, revision=revision, actor=actor, unit_id=unit_id, **to)
    if people:
        text = ngettext(
            "%(number)s pegawai duduk di unit yang ditutup. Tentukan ke mana mereka pindah. Tidak ada yang diubah.",
            "%(number)s pegawai duduk di unit yang ditutup. Tentukan ke mana mereka pindah. Tidak ada yang diubah.",
            people,
        )
        fields = {"people_to": [_("Pilih ke mana pegawainya pindah.")]}
        raise InvalidError("people_to_missing", text % {"number": whole(people)}, fields=fields)
    return draft


def _settle(published: drafts.PublishedDraft) -> None:
    """Move the people, then see that nobody sits in a unit that does not stand on that day."""
    for unit_id, destination in published.ended.items():
        until = published.until(unit_id)
        if destination is not None:
            _seat(unit_id, destination, published, until)
        _end_acting(unit_id, published.effective_from, until)
    _keep_people(published)


def _seat(unit_id: uuid.UUID, destination: uuid.UUID, published: drafts.PublishedDraft, until: date | None) -> None:
    """From the day on whoever sits in one unit sits in another; who comes after the unit stands again stays there."""
    day = published.effective_from
    held = in_force(Assignment.objects.all(), day).filter(unit_id=unit_id, starts_on__lt=day)
    copy(
        Assignment,
        [following.moved(row, to=destination, starts_on=day, decree=published.decree) for row in held],
    )
    later = Assignment.objects.filter(unit_id=unit_id, starts_on__gte=day)
    later.filter(Q(starts_on__lt=until) if until else Q()).update(
        unit_id=destination, position_id=None, is_head=False, recorded_at=timezone.now()
    )


def _end_acting(unit_id: uuid.UUID, day: date, until: date | None) -> None:
    """Nobody acts for the head of a unit that is no more."""
    nobody = {"employee": None, "kind": "", "decree": ""}
    acting = ActingHead.objects.filter(unit_id=unit_id)
    if in_force(acting, day, owner="unit_id").filter(employee__isnull=False).exists():
        ActingHead.objects.update_or_create(unit_id=unit_id, starts_on=day, defaults=nobody)
    later = acting.filter(starts_on__gt=day)
    later.filter(Q(starts_on__lt=until) if until else Q()).update(**nobody)


def _keep_people(published: drafts.PublishedDraft) -> None:
    touched = {*published.ended, *filter(None, published.ended.values())}
    for place, (day, chart) in enumerate(published.versions):
        following = published.versions[place + 1][0] if place + 1 < len(published.versions) else None
        people = people_by_unit(day, following)
        left = [unit_id for unit_id in touched if unit_id not in chart.nodes and people.get(unit_id)]
        if left:
            raise _refused(left, people, day, published.effective_from)


def _refused(
    left: Collection[uuid.UUID], people: Mapping[uuid.UUID, int], day: date, effective_from: date
) -> ConflictError:
    names = organisation.last_names(left)
    told = sorted((names.get(unit_id, ""), people[unit_id]) for unit_id in left)
    named = ", ".join(f"{name}: {whole(count)}" for name, count in told[:_MOST_NAMED])
    named += ", …" if len(told) > _MOST_NAMED else ""
    facts = {"day": day_text(day), "number": whole(len(told)), "units": named}
    text = ngettext(
        "%(number)s unit yang berakhir masih memiliki pegawai: %(units)s. Tidak ada yang diterbitkan. "
        "Tentukan ke mana pegawainya pindah.",
        "%(number)s unit yang berakhir masih memiliki pegawai: %(units)s. Tidak ada yang diterbitkan. "
        "Tentukan ke mana pegawainya pindah.",
        len(told),
    )
    if day != effective_from:
        text = _(
            "Pegawai akan duduk di unit yang tidak ada lagi dalam struktur mulai %(day)s (%(units)s). Tidak ada yang "
            "diterbitkan. Pilih unit tujuan yang tetap ada, atau ubah dahulu struktur tanggal itu."
        )
    units = [{"name": name, "people": count} for name, count in told]
    return ConflictError("units_occupied", text % facts, details={"units": units})

"""A copy of one's own data: asked for, made by a job, downloaded by its owner alone, removed when it runs out."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from shared_apps.accounts.addresses import own_government
from shared_apps.accounts.models import User
from shared_apps.errors import ForbiddenError
from shared_apps.files import services as files
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from tenant_apps.privacy.copy_files import packed
from tenant_apps.privacy.models import DataCopy
from tenant_apps.privacy.queries.collecting import Collected, tables_of
from tenant_apps.privacy.queries.looks import looks_of_copy
from tenant_apps.privacy.queries.trail import trail_of
from tenant_apps.privacy.rules.kinds import COPY_DAYS

KIND, TASK = "data_copy", "tenant_apps.privacy.tasks.make_copy"


@transaction.atomic
def ask(*, actor: User, at: datetime) -> DataCopy:
    """Have a copy of the actor's own data made; while one is being made it is that one, stopped or not.

    Raises ForbiddenError for a supporter, who is nobody here.
    """
    if actor.lent_roles or not User.objects.select_for_update().filter(pk=actor.pk).exists():
        raise ForbiddenError("no_own_data", _("Akun dukungan tidak memiliki data di sini. Tidak ada yang dibuat."))
    making = DataCopy.objects.filter(user=actor, made_at=None).first()
    if making is not None:
        if making.job_id:
            jobs.resume(job_id=making.job_id)
        return making
    copy = DataCopy.objects.create(user=actor, asked_at=at)
    job = jobs.enqueue(
        task=TASK,
        kind=KIND,
        key=f"{KIND}:{copy.id}",
        actor=actor,
        arguments={"copy_id": str(copy.id)},
        steps=("collected", "packed"),
    )
    copy.job_id = job.id
    copy.save(update_fields=["job_id"])
    return copy


def work(*, job: Job) -> dict[str, Any]:
    """What the worker does; gives the job's result. A copy that is made already is left as it is."""
    copy = DataCopy.objects.select_related("user").get(id=job.arguments["copy_id"])
    if copy.made_at is None:
        _make(copy, job)
    return {"counts": {"rows": copy.rows}, "url": reverse("own_copies"), "label": _("Unduh salinan")}


def remove_expired(*, at: datetime) -> int:
    """Take away the files of copies that ran out; their rows stay and say that there was one."""
    old = list(DataCopy.objects.filter(expires_at__lte=at, file_id__isnull=False))
    for copy in old:
        with transaction.atomic():
            assert copy.file_id is not None  # noqa: S101  asked for above
            files.remove(file_id=copy.file_id)
            copy.file_id = None
            copy.save(update_fields=["file_id"])
    return len(old)


def _make(copy: DataCopy, job: Job) -> None:
    user, now = copy.user, timezone.now()
    with jobs.step(job, "collected"), transaction.atomic():
        tables: list[Collected] = list(tables_of(user))
        rows = {row_id for each in tables for row_id in each.ids}
        tables += [*looks_of_copy(user, timezone.localdate()), *trail_of(user, rows)]
    with jobs.step(job, "packed"), transaction.atomic():
        content = packed(name=user.name, government=own_government(), made_at=now, tables=tables)
        name = f"salinan-data-{slugify(user.name)[:60]}-{timezone.localdate().isoformat()}.zip"
        file = files.store(name=name, content=content, actor=user)
        copy.made_at, copy.expires_at, copy.file_id = now, now + timedelta(days=COPY_DAYS), file.id
        copy.size, copy.sha256, copy.rows = file.size, file.sha256, sum(len(each.rows) for each in tables)
        copy.save()

"""People invited to open their account: asked for in a page, sent by a worker."""

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts import services as accounts
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import InvalidError
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from shared_apps.rows import new_id
from tenant_apps.people.queries import lists
from tenant_apps.people.services.uploads import requester

KIND = "invite_people"
TASK = "tenant_apps.people.tasks.invite_people"


def ask(*, actor: User, day: date, employee_ids: Collection[uuid.UUID] | None = None) -> Job:
    """Have the chosen people invited, or everybody who has an address and no account or open invitation."""
    access.check_actor_within(actor, Action.INVITE_PEOPLE, day)
    if employee_ids is not None and not employee_ids:
        words = _("Pilih dahulu siapa yang diundang.")
        raise InvalidError("nobody_chosen", words, fields={"pegawai": [words]})
    ids = None if employee_ids is None else sorted(str(each) for each in employee_ids)
    arguments = {"day": day.isoformat(), "employee_ids": ids}
    return jobs.enqueue(task=TASK, kind=KIND, key=f"{KIND}:{new_id()}", actor=actor, arguments=arguments)


def work(*, job: Job) -> dict[str, Any]:
    """What the worker does; whoever got an account meanwhile is left out. Started again it sends what is left."""
    actor, day = requester(job), date.fromisoformat(job.arguments["day"])
    ids = job.arguments["employee_ids"]
    asked = [row for row in lists.invitable(actor, day) if ids is None or str(row.id) in ids]
    waiting = accounts.invite_many(employees=[(row.id, row.name, row.email) for row in asked], day=day, actor=actor)
    before = job.done

    def told(sent: int) -> None:
        jobs.report(job.id, done=before + sent, total=before + len(waiting.ids))

    made = accounts.deliver(waiting.ids, day=day, told=told)
    counts = {"invited": before + made.sent, "refused": len(made.refused)}
    shown = {name: count for name, count in counts.items() if count or name == "invited"}
    return {"counts": shown, "url": reverse("employees"), "label": _("Buka daftar pegawai")}

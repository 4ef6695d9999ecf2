"""What the personal data law makes a small government hold, with its word in every text."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from shared_apps.jobs.models import Job
from tenant_apps.privacy.rules.looking import Kind
from tenant_apps.privacy.services import breaches, copies, corrections, looking

if TYPE_CHECKING:
    from tests.government import Government


def of_region(made: "Government") -> None:
    """A copy, two corrections, a breach that is told, and somebody who looked; in the open region."""
    at = timezone.now()
    employee, administrator = made.users["employee"], made.users["administrator"]
    copy = copies.ask(actor=employee, at=at)
    copies.work(job=Job.objects.get(id=copy.job_id))
    made.ids["copy"] = copy.id
    facts = {"evidence": ("akta.pdf", b"%PDF-1.7 " + made.word.encode()), "actor": employee, "at": at}
    first = corrections.ask(field="name", wrong=made.text("salah"), wanted=made.text("nama"), **facts)
    second = corrections.ask(field="grade", wrong=made.text("salah"), wanted=made.text("III/d"), **facts)
    corrections.accept(correction_id=second.id, value="", answer=made.text("jawaban"), actor=administrator, at=at)
    made.ids |= {"correction": first.id, "accepted_correction": second.id}
    breach = breaches.record(
        title=made.text("kegagalan"),
        happened=made.text("kejadian"),
        happened_on=None,
        discovered_at=at - timedelta(days=40),
        data_hit=made.text("data"),
        people=3,
        consequences=made.text("akibat"),
        measures=made.text("penanganan"),
        contact=made.text("narahubung"),
        actor=administrator,
        at=at,
    )
    made.ids["breach"] = breach.id
    for to in ("person", "authority"):
        breaches.told(
            breach_id=breach.id, to=to, recipient=made.text(to), told_at=at, how="Surat", actor=administrator, at=at
        )
    looking.note_person(
        viewer=administrator, employee_id=made.people["employee"], kind=Kind.PERSON, day=timezone.localdate(), at=at
    )

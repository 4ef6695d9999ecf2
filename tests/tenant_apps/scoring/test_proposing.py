"""A region chooses which of its changes it offers, says why, and may take it back; nothing personal leaves."""

import pytest
from django.db import transaction
from django.test import Client

from shared_apps.accounts.models import User
from shared_apps.errors import ForbiddenError, InvalidError, NotFoundError
from shared_apps.rows import new_id
from tenant_apps.scoring import services
from tenant_apps.scoring.models import Period, Proposal, Scheme
from tenant_apps.scoring.queries import proposals as queries
from tests.cast import OPERATOR, TODAY
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import AT, CUTS, RATNA

POINTS, AXIS = "/nodes/education_points/choices", "/nodes/performance/title/id"
PAGE = "/skema/2026/talent_national/2025.1/usulan/"
WORDS = {"title": "Poin SMA", "text": "Petugas lapangan lulusan SMA.", "is_credited": False}


@pytest.fixture
def scheme(period: Period) -> Scheme:
    own = (
        {"path": f"{POINTS}/senior_secondary", "value": 65, "reason": "Catatan dalam"},
        {"path": AXIS, "value": "Y"},
    )
    return cast.adopt(period, "talent_national", "2025.1", (*CUTS, *own))


@pytest.fixture
def admin(scheme: Scheme) -> Client:
    client = Client(HTTP_HOST="north.localhost")
    client.force_login(cast.account(role="personnel_admin"))
    return client


def propose(scheme: Scheme, **changed: object) -> Proposal:
    asked = {"groups": [POINTS], "reasons": {POINTS: "Sesuai tugas"}, **WORDS, **changed}
    return services.propose(scheme=scheme, **asked, actor=OPERATOR, at=AT)  # type: ignore[arg-type]


def test_the_changes_are_shown_in_words_with_what_they_were(admin: Client) -> None:
    shown = queries.offer(
        User.objects.get(appointments__role="personnel_admin"), "2026", "talent_national", "2025.1", TODAY
    )
    lines = {each.group: " ".join(each.lines) for each in shown.changes}
    assert "60 → 65" in lines[POINTS]
    assert "→" in lines["/ratings/performance_level/cuts"] or "46" in lines["/ratings/performance_level/cuts"]
    page = admin.get(PAGE).content.decode()
    assert "60 → 65" in page
    assert PAGE in admin.get("/skema/").content.decode()


def test_a_double_click_is_one_proposal_and_another_text_is_another(scheme: Scheme) -> None:
    first, second = propose(scheme), propose(scheme)
    assert first.id == second.id
    assert propose(scheme, text="Lain").id != first.id
    services.withdraw_proposal(proposal_id=first.id, actor=OPERATOR, at=AT)
    services.withdraw_proposal(proposal_id=first.id, actor=OPERATOR, at=AT)
    assert propose(scheme).id != first.id  # taken back, it may be sent again


def test_only_what_was_chosen_is_sent_and_with_the_reason_written_for_it(scheme: Scheme) -> None:
    sent = propose(scheme)
    assert [(each["path"], each["reason"]) for each in sent.document["overrides"]] == [
        (f"{POINTS}/senior_secondary", "Sesuai tugas")
    ]
    assert "Catatan dalam" not in str(sent.document)


@pytest.mark.parametrize(
    "changed",
    [
        {"groups": []},
        {"groups": ["/nodes/none/choices"]},
        {"groups": [POINTS, "/nodes/none/choices"]},
        {"title": " "},
        {"title": "x" * 121},
        {"text": ""},
        {"text": "x" * 2001},
        {"reasons": {POINTS: "x" * 501}},
        {"text": "Usul dari 19900105 201505 1 003"},
        {"reasons": {POINTS: "NIK 3372010101900001"}},
        {"title": "199001052015051003"},
    ],
)
def test_what_cannot_be_sent_changes_nothing(changed: dict[str, object], scheme: Scheme) -> None:
    with pytest.raises(InvalidError), transaction.atomic():
        propose(scheme, **changed)
    assert not Proposal.objects.exists()


def test_who_does_not_manage_scoring_proposes_nothing(scheme: Scheme) -> None:
    sent = propose(scheme)
    other = cast.account(RATNA)
    for refused in (
        lambda: queries.offer(other, "2026", "talent_national", "2025.1", TODAY),
        lambda: queries.proposal(other, sent.id, TODAY),
        lambda: queries.proposals(other, TODAY),
        lambda: services.propose(scheme=scheme, groups=[AXIS], reasons={}, **WORDS, actor=other, at=AT),  # type: ignore[arg-type]
        lambda: services.withdraw_proposal(proposal_id=sent.id, actor=other, at=AT),
    ):
        with pytest.raises(ForbiddenError):
            refused()
    assert [each.state for each in Proposal.objects.all()] == [Proposal.State.SENT]


def test_what_is_not_there_is_not_found(scheme: Scheme) -> None:
    viewer = cast.account(role="personnel_admin")
    with pytest.raises(NotFoundError):
        queries.proposal(viewer, new_id(), TODAY)
    with pytest.raises(NotFoundError):
        queries.offer(viewer, "2026", "asn_performance", "2022.1", TODAY)
    with pytest.raises(NotFoundError):
        services.withdraw_proposal(proposal_id=new_id(), actor=OPERATOR, at=AT)


def test_an_answer_is_heard_once_and_not_after_it_was_withdrawn(scheme: Scheme) -> None:
    sent = propose(scheme)
    said = {"proposal_id": sent.id, "state": "declined", "answer": "Belum", "version": "", "at": AT}
    assert services.hear_answer(**said) == services.hear_answer(**said) == "declined"  # type: ignore[arg-type]
    taken = services.withdraw_proposal(proposal_id=propose(scheme).id, actor=OPERATOR, at=AT)
    assert services.hear_answer(**{**said, "proposal_id": taken.id}) == "withdrawn"  # type: ignore[arg-type]
    assert services.hear_answer(**{**said, "proposal_id": new_id()}) == ""  # type: ignore[arg-type]
    assert Proposal.objects.get(id=taken.id).answer == ""


def test_the_page_sends_what_is_ticked_and_keeps_what_was_typed(admin: Client) -> None:
    viewer = User.objects.get(appointments__role="personnel_admin")
    groups = [each.group for each in queries.offer(viewer, "2026", "talent_national", "2025.1", TODAY).changes]
    number = groups.index(POINTS)
    refused = admin.post(PAGE, {"title": "Poin SMA", "text": "Petugas lapangan"})
    assert refused.status_code == 422
    assert "Petugas lapangan" in refused.content.decode()
    typed = {"title": "Poin SMA", "text": "Petugas lapangan", f"offer-{number}": "on", f"why-{number}": "Sesuai tugas"}
    answer = admin.post(PAGE, typed)
    (sent,) = Proposal.objects.all()
    assert answer.headers["Location"] == f"/skema/usulan/{sent.id}/"
    assert (sent.is_credited, len(sent.document["overrides"])) == (False, 1)
    page = admin.get(answer.headers["Location"]).content.decode()
    assert "60 → 65" in page
    assert "Sesuai tugas" in page
    assert admin.post(f"/skema/usulan/{sent.id}/tarik/").status_code == 302
    assert "Ditarik" in admin.get("/skema/usulan/").content.decode()


def test_programs_offer_read_and_withdraw_too(admin: Client) -> None:
    asked = {"period": "2026", "template": "talent_national", "version": "2025.1", "groups": [POINTS], "credit": True}
    body = {**asked, "title": "Poin SMA", "text": "Petugas lapangan"}
    made = admin.post("/api/v1/proposals/", body, content_type="application/json")
    assert (made.status_code, made.json()["state"]) == (201, "sent")
    assert admin.post("/api/v1/proposals/", body, content_type="application/json").json()["id"] == made.json()["id"]
    one = f"/api/v1/proposals/{made.json()['id']}/"
    assert admin.get(one).json()["document"]["overrides"][0]["path"].startswith(POINTS)
    assert admin.post(f"{one}withdraw/").json()["state"] == "withdrawn"
    assert [each["state"] for each in admin.get("/api/v1/proposals/").json()] == ["withdrawn"]
    wrong = admin.post("/api/v1/proposals/", {**body, "groups": ["/x"]}, content_type="application/json")
    assert (wrong.status_code, wrong.headers["Content-Type"]) == (422, "application/problem+json")

"""Back to the scheme that was replaced: its copy with a reason, everybody scored again, and what that would change."""

import pytest
from django.test import Client
from django_tenants.utils import schema_context

from shared_apps.accounts.models import User
from shared_apps.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from shared_apps.jobs.models import Job
from shared_apps.mailbox.models import Message
from shared_apps.rows import new_id
from shared_apps.scoring_templates import services as host
from shared_apps.scoring_templates.models import TemplateVersion
from tenant_apps.scoring import services, tasks
from tenant_apps.scoring.models import Period, Run, Scheme
from tenant_apps.scoring.queries.reverting import reversal
from tests.at_once import at_once
from tests.cast import OPERATOR, TODAY
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import AT, CAMAT, CUTS, RATNA, TYPICAL
from tests.tenant_apps.scoring.test_interrupted import interrupted_everywhere

TALENT = ("talent_national", "2025.1")
STRICTER = [{**cut, "value": 85} if cut["path"].endswith("potential_level/cuts/medium/value") else cut for cut in CUTS]


@pytest.fixture
def period(at_north: None) -> Period:
    """Scored with the region's cuts, then with a stricter one."""
    return changed_city()


def changed_city() -> Period:
    cast.people_come()
    found = cast.year()
    cast.adopt_both(found)
    cast.bring(found, (RATNA, TYPICAL), (CAMAT, TYPICAL))
    services.run_period(period=found, actor=OPERATOR)
    cast.adopt(found, *TALENT, STRICTER)
    services.run_period(period=found, actor=OPERATOR)
    return found


def in_use(period: Period) -> Scheme:
    return Scheme.objects.get(period=period, template_key="talent_national", replaced_at=None)


def cut_of(scheme: Scheme) -> str:
    path = "/ratings/potential_level/cuts/medium/value"
    return next(str(each["value"]) for each in scheme.customisation["overrides"] if each["path"] == path)


def revert(scheme: Scheme, *, reason: str = "Perwal dicabut") -> services.Reverted:
    return services.revert_scheme(scheme_id=scheme.id, reason=reason, actor=admin_account(), at=AT)


def admin_account() -> User:
    found = User.objects.filter(email="personnel_admin@north.example.id").first()
    return found or cast.account(role="personnel_admin")


@pytest.fixture
def admin(period: Period) -> Client:
    client = Client(HTTP_HOST="north.localhost")
    client.force_login(admin_account())
    return client


def test_the_old_scheme_is_copied_with_the_reason_and_everybody_is_scored_again(period: Period) -> None:
    left = in_use(period)
    assert cut_of(left) == "85"
    made = revert(left)
    copy = in_use(period)
    assert copy.id == made.scheme.id
    assert (cut_of(copy), copy.reason, copy.adopted_by_name) == ("70", "Perwal dicabut", admin_account().name)
    original = Scheme.objects.filter(template_key="talent_national").earliest("id")
    assert (copy.scheme_hash, copy.document) == (original.scheme_hash, original.document)
    assert not Run.objects.filter(is_current=True, scheme__template_key="talent_national").exists()
    assert made.run is not None
    tasks.run_period.run("north", str(made.run.id))
    assert Run.objects.filter(is_current=True, scheme=copy).count() == 1


def test_it_shows_exactly_what_the_run_then_gives(period: Period) -> None:
    scores = {row[0]: row for row in cast.stored(period)["talent_national"]}
    shown = reversal(admin_account(), in_use(period).id, TODAY)
    assert shown.found is not None
    assert shown.found.placed_otherwise == 2
    made = revert(in_use(period))
    assert made.run is not None
    tasks.run_period.run("north", str(made.run.id))
    after = {row[0]: row for row in cast.stored(period)["talent_national"]}
    assert sum(after[who] != scores[who] for who in scores) == shown.found.changed == 2


def test_a_second_click_does_not_lead_there_and_back(period: Period) -> None:
    left = in_use(period)
    revert(left)
    with pytest.raises(ConflictError) as refusal:
        revert(left)
    assert refusal.value.code == "scheme_replaced"
    assert cut_of(in_use(period)) == "70"
    assert Job.objects.filter(kind="scoring_run").count() == 1


def test_going_back_can_itself_be_undone(period: Period) -> None:
    revert(in_use(period))
    revert(in_use(period), reason="Perwal berlaku lagi")
    assert cut_of(in_use(period)) == "85"


def test_the_same_scheme_taken_again_is_no_step_of_its_own(period: Period) -> None:
    cast.adopt(period, *TALENT, STRICTER)
    revert(in_use(period))
    assert cut_of(in_use(period)) == "70"


@pytest.mark.parametrize("reason", ["", "  ", "x" * 301])
def test_a_reason_is_needed(period: Period, reason: str) -> None:
    with pytest.raises(InvalidError):
        revert(in_use(period), reason=reason)
    assert cut_of(in_use(period)) == "85"


def test_what_replaced_nothing_has_nothing_to_go_back_to(period: Period) -> None:
    first = Scheme.objects.get(template_key="asn_performance")
    with pytest.raises(NotFoundError):
        revert(first)
    with pytest.raises(NotFoundError):
        services.revert_scheme(scheme_id=new_id(), reason="x", actor=admin_account(), at=AT)


def test_in_a_closed_period_nothing_goes_back(period: Period, admin: Client) -> None:
    left = in_use(period)
    services.close_period(period=period, actor=OPERATOR, at=AT)
    with pytest.raises(ConflictError) as refusal:
        revert(left)
    assert refusal.value.code == "period_closed"
    assert cut_of(in_use(period)) == "85"
    assert admin.get(f"/skema/{left.id}/kembali/").status_code == 404
    assert "/kembali/" not in admin.get("/periode/2026/").content.decode()


def test_only_who_manages_scoring_goes_back(period: Period) -> None:
    client = Client(HTTP_HOST="north.localhost")
    client.force_login(cast.account(RATNA))
    left = in_use(period)
    assert client.get(f"/skema/{left.id}/kembali/").status_code in {403, 404}
    assert client.post(f"/skema/{left.id}/kembali/", {"reason": "x"}).status_code in {403, 404}
    with pytest.raises(ForbiddenError):
        services.revert_scheme(scheme_id=left.id, reason="x", actor=cast.account(CAMAT), at=AT)
    assert in_use(period).id == left.id


def test_what_stands_beside_it_and_needs_a_result_the_old_one_lacks_keeps_the_new_one(period: Period) -> None:
    first = cast.adopt(period, "asn_performance", "2022.1")
    former = Scheme.objects.get(template_key="asn_performance", replaced_at__isnull=False)
    renamed = former.document.replace('"predicate"', '"other_predicate"')
    Scheme.objects.filter(id=former.id).update(document=renamed, scheme_hash="sha256:other")
    before = list(Scheme.objects.order_by("id").values())
    with pytest.raises(ConflictError) as refusal:
        revert(first)
    assert refusal.value.code == "scheme_result_missing"
    assert list(Scheme.objects.order_by("id").values()) == before


def test_it_goes_back_whole_or_not_at_all(period: Period) -> None:
    left = in_use(period)
    admin_account()
    interrupted_everywhere(period, lambda: revert(left))
    assert cut_of(in_use(period)) == "70"


def test_the_page_shows_the_effect_asks_for_a_reason_and_leads_to_the_run(period: Period, admin: Client) -> None:
    left = in_use(period)
    page = f"/skema/{left.id}/kembali/"
    assert page in admin.get("/periode/2026/").content.decode()
    text = admin.get(page).content.decode()
    assert "Kembali ke isian Talenta ASN sebelumnya" in text
    assert "2 dari 6 orang berpindah predikat atau kotak" in text
    refused = admin.post(page, {"reason": " "})
    assert refused.status_code == 422
    assert "Isi alasan." in refused.content.decode()
    done = admin.post(page, {"reason": "Perwal dicabut"})
    assert done.headers["Location"] == f"/tugas/{Job.objects.get(kind='scoring_run').id}/"
    assert admin.post(page, {"reason": "Perwal dicabut"}).status_code == 409
    assert "Skema lama dipakai kembali: Perwal dicabut" in admin.get("/periode/2026/").content.decode()


def test_a_version_withdrawn_since_may_be_used_again_and_the_host_hears_it(real_logins: None) -> None:
    with schema_context("public"):
        cast.publish_templates()
        cast.publish_newer()
    with schema_context("north"):
        period = changed_city()
        cast.adopt(period, "talent_national", cast.NEWER, CUTS)
        left = in_use(period)
        admin_account()
    with schema_context("public"):
        old = TemplateVersion.objects.get(key="talent_national", version="2025.1")
        host.withdraw(version=old, reason="Keliru", actor=OPERATOR, day=TODAY)
    with schema_context("north"):
        assert reversal(admin_account(), left.id, TODAY).withdrawn == "Keliru"
    answers = at_once("north", *[lambda: revert(left)] * 3)
    assert sum(isinstance(each, services.Reverted) for each in answers) == 1, answers
    assert sum(isinstance(each, ConflictError) for each in answers) == 2
    with schema_context("north"):
        assert in_use(period).template_version == "2025.1"
        with pytest.raises(ConflictError, match="ditarik"):
            cast.adopt(period, *TALENT, CUTS)
    with schema_context("public"):
        last = Message.objects.filter(kind="schemes_adopted").latest("sent_at")
        assert last.content["templates"] == ["asn_performance 2022.1", "talent_national 2025.1"]
        assert last.content["period"] == "2026"

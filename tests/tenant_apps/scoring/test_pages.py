"""Pages and API of scoring over HTTP, with the real middleware."""

import io
from datetime import date
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from shared_apps.accounts.models import User
from shared_apps.jobs.models import Job
from shared_apps.sheets import reader
from shared_apps.sheets.writer import write_csv
from tenant_apps.organisation.models import Government
from tenant_apps.scoring import services, tasks
from tenant_apps.scoring.models import Observation, Period, Run, Scheme
from tests.cast import OPERATOR
from tests.tenant_apps.scoring import cast
from tests.tenant_apps.scoring.cast import AT, CAMAT, CLERK, CUTS, HEAD_OF_BOARD, RATNA, TYPICAL

WIZARD = "/skema/2026/talent_national/2025.1/"


@pytest.fixture(autouse=True)
def _people(at_north: None) -> None:
    cast.people_come()


def browser(user: User) -> Client:
    client = Client(HTTP_HOST="north.localhost")
    client.force_login(user)
    return client


@pytest.fixture
def admin() -> Client:
    return browser(cast.account(role="personnel_admin"))


def filled(**changed: str) -> dict[str, str]:
    values = {f"v:{cut['path']}": str(cut["value"]) for cut in CUTS}
    return {**values, "reason": "Keputusan Wali Kota 1/2026", **changed}


def sheet(*rows: tuple[str, dict[str, str]]) -> SimpleUploadedFile:
    columns = tuple(TYPICAL)
    lines = [(number, *(measures.get(key, "") for key in columns)) for number, measures in rows]
    return SimpleUploadedFile("hasil.csv", write_csv(("nip", *columns), lines))


def test_the_next_period_is_proposed_as_long_as_they_usually_are(admin: Client) -> None:
    Government.objects.update(period_length="semester")
    first, last = date(2026, 1, 1), date(2026, 6, 30)
    services.open_period(code="2026-S1", title="S1", starts_on=first, ends_on=last, actor=OPERATOR, at=AT)
    page = admin.get("/periode/").content.decode()
    for value in ("Semester II 2026", "2026-S2", "2026-07-01", "2026-12-31"):
        assert f'value="{value}"' in page


def test_the_way_from_an_open_period_to_scores(admin: Client) -> None:
    opened = admin.post(
        "/periode/", {"title": "Tahun 2026", "code": "2026", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}
    )
    assert opened.headers["Location"] == "/periode/2026/"
    assert admin.post("/skema/2026/asn_performance/2022.1/", {}).status_code == 302
    assert admin.post(WIZARD, filled()).headers["Location"] == "/periode/2026/"

    uploaded = admin.post(
        "/periode/2026/unggah/", {"file": sheet((RATNA, TYPICAL), (CAMAT, {**TYPICAL, "awards": ""}))}
    )
    job = Job.objects.get(kind="import_results")
    assert uploaded.headers["Location"] == f"/tugas/{job.id}/"
    tasks.import_results.run("north", str(job.id))
    job.refresh_from_db()
    assert (job.state, job.result["counts"]["new"]) == ("done", 29), job.error

    admin.post("/periode/2026/hitung/")
    job = Job.objects.get(kind="scoring_run")
    tasks.run_period.run("north", str(job.id))
    job.refresh_from_db()
    assert (job.state, job.result["counts"]) == ("done", {"subjects": 6, "complete": 1, "needs_verification": 5}), (
        job.error
    )
    assert admin.get(f"/tugas/{job.id}/").status_code == 200

    page = admin.get("/periode/2026/").content.decode()
    assert "5 orang perlu verifikasi" in page
    unverified = admin.get("/periode/2026/verifikasi/?alasan=awards:missing").content.decode()
    assert "Camat Jebres" in unverified
    assert "Ratna Andini" not in unverified

    assert admin.post("/periode/2026/tutup/").status_code == 302
    assert "Hitung" not in admin.get("/periode/2026/").content.decode()
    assert admin.post("/periode/2026/hitung/").status_code == 409
    assert admin.get("/periode/").status_code == 200


def test_asking_twice_for_a_run_is_asking_once(admin: Client) -> None:
    cast.adopt_both(cast.year())
    first, second = (admin.post("/periode/2026/hitung/").headers["Location"] for _ in range(2))
    assert first == second
    assert Job.objects.filter(kind="scoring_run").count() == 1


def test_a_bad_sheet_ends_the_job_with_every_row_and_keeps_nothing(admin: Client) -> None:
    cast.adopt_both(cast.year())
    admin.post("/periode/2026/unggah/", {"file": sheet((RATNA, {**TYPICAL, "tenure": "lama"}))})
    job = Job.objects.get(kind="import_results")
    tasks.import_results.run("north", str(job.id))
    job.refresh_from_db()
    assert job.state == "failed"
    assert job.error is not None
    assert [(row["row"], row["column_name"]) for row in job.error["errors"]] == [(2, "tenure")]
    assert not Observation.objects.exists()
    assert "lama" in admin.get(f"/tugas/{job.id}/").content.decode()


def test_a_form_without_a_file_comes_back_with_what_is_missing(admin: Client) -> None:
    cast.adopt_both(cast.year())
    answer = admin.post("/periode/2026/unggah/", {})
    assert answer.status_code == 422
    assert not Job.objects.exists()


def test_a_period_must_be_sound(admin: Client) -> None:
    wrong = {"title": "Tahun", "code": "20 26", "starts_on": "2026-12-31", "ends_on": "2026-01-01"}
    answer = admin.post("/periode/", wrong)
    assert answer.status_code == 422
    assert "Tanggal akhir harus sesudah" in answer.content.decode()
    assert not Period.objects.exists()


def test_the_wizard_shows_what_is_locked_bounded_free_and_wanted(admin: Client) -> None:
    cast.year()
    assert "2 templat tersedia" in admin.get("/skema/").content.decode()
    page = admin.get(WIZARD).content.decode()
    for word in ("Wajib diisi", "Dibatasi", "Bebas", "Terkunci", "Batas bawah Sesuai ekspektasi"):
        assert word in page
    assert 'name="v:/nodes/performance/inputs/awards_points/weight"' not in page


def test_the_bare_form_is_refused_in_place(admin: Client) -> None:
    cast.year()
    answer = admin.post(WIZARD, {})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "8 isian perlu diperbaiki" in page
    assert page.count("wajib diisi daerah") >= 8
    assert not Scheme.objects.exists()


def test_a_locked_value_posted_by_hand_is_refused_and_named(admin: Client) -> None:
    cast.year()
    answer = admin.post(WIZARD, filled(**{"v:/nodes/performance/inputs/awards_points/weight": "20"}))
    assert answer.status_code == 422
    assert "Sumbu kinerja, Bobot Poin penghargaan" in answer.content.decode()
    assert "terkunci dan tidak boleh diubah" in answer.content.decode()
    assert not Scheme.objects.exists()


def test_what_was_typed_stands_in_the_form_again(admin: Client) -> None:
    cast.year()
    answer = admin.post(WIZARD, filled(**{"v:/ratings/performance_level/cuts/meets/value": "460,5"}))
    assert answer.status_code == 422
    assert 'value="460,5"' in answer.content.decode()


def test_a_changed_value_is_adopted_with_its_reason_and_offered_again(admin: Client) -> None:
    cast.year()
    admin.post(WIZARD, filled(**{"v:/nodes/education_points/choices/senior_secondary": "62,5"}))
    overrides = {each["path"]: each for each in Scheme.objects.get().customisation["overrides"]}
    assert overrides["/nodes/education_points/choices/senior_secondary"]["value"] == "62.5"
    assert overrides["/ratings/performance_level/cuts/meets/value"]["reason"] == "Keputusan Wali Kota 1/2026"
    assert len(overrides) == 9
    page = admin.get(WIZARD).content.decode()
    assert 'value="62,5"' in page
    assert "Ganti skema" in page


def test_the_sample_sheet_can_be_filled_in_and_brought(admin: Client) -> None:
    cast.adopt_both(cast.year())
    answer = admin.get("/periode/2026/contoh/")
    table = reader.read(answer.content, name="contoh.xlsx")
    header = table.find_header(required=["nip", "rating_hasil_kerja"])
    assert "catatan_disiplin" not in header  # needs a permission of its own
    assert {record["nip"] for record in header.records()} == set(cast.PEOPLE)


def done(user_asked: HttpResponse) -> Job:
    job = Job.objects.get(id=user_asked.headers["Location"].split("/")[2])
    tasks.import_results.run("north", str(job.id))
    job.refresh_from_db()
    assert job.state == "done", job.error
    return job


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_sample_sheet_brought_back_as_it_is_changes_nothing(admin: Client, language: str) -> None:
    period = cast.year()
    cast.adopt_both(period)
    other = {**TYPICAL, "awards": "Nasional", "variety": "inter_agency", "tenure": "4,996", "field_match": "Tidak"}
    cast.bring(period, (RATNA, TYPICAL), (CAMAT, {**other, "work_result": "Di Atas Ekspektasi", "awards": ""}))
    before = list(Observation.objects.order_by("id").values())
    admin.cookies.load({"django_language": language})
    content = admin.get("/periode/2026/contoh/").content
    job = done(admin.post("/periode/2026/unggah/", {"file": SimpleUploadedFile("hasil-2026.xlsx", content)}))
    counts = {name: job.result["counts"][name] for name in ("rows", "new", "changed", "removed", "same")}
    assert counts == {"rows": 6, "new": 0, "changed": 0, "removed": 0, "same": 27}
    assert list(Observation.objects.order_by("id").values()) == before


def test_a_sheet_that_removes_values_is_confirmed_first(admin: Client) -> None:
    period = cast.year()
    cast.adopt_both(period)
    cast.bring(period, (RATNA, TYPICAL), (CAMAT, TYPICAL))
    emptier = {**TYPICAL, "awards": "", "tenure": ""}
    job = done(admin.post("/periode/2026/unggah/", {"file": sheet((RATNA, emptier))}))
    assert Observation.objects.count() == 30
    review = job.result["url"]
    assert review == f"/periode/2026/unggah/{job.id}/"
    assert "2 nilai akan dihapus" in admin.get(review).content.decode()

    first, second = admin.post(review), admin.post(review)
    assert first.headers["Location"] == second.headers["Location"]
    confirmed = done(first)
    assert (confirmed.result["counts"]["removed"], Observation.objects.count()) == (2, 28)
    again = f"/periode/2026/unggah/{confirmed.id}/"
    assert admin.get(again).headers["Location"] == f"/tugas/{confirmed.id}/"
    assert admin.post(again).status_code == 409


def test_programs_say_whether_values_may_be_removed(admin: Client) -> None:
    period = cast.year()
    cast.adopt_both(period)
    cast.bring(period, (RATNA, TYPICAL))
    for allowed, left in ((False, 15), (True, 14)):
        given = {"period": "2026", "file": sheet((RATNA, {**TYPICAL, "awards": ""})), "allow_removals": allowed}
        tasks.import_results.run("north", admin.post("/api/v1/imports/results/", given).json()["id"])
        assert Observation.objects.count() == left


@pytest.mark.parametrize(
    "address",
    ["/periode/", "/periode/2026/", "/periode/2026/contoh/", "/periode/2026/verifikasi/", "/skema/", WIZARD],
)
@pytest.mark.parametrize("who", ["nobody", RATNA, "regional_head"])
def test_only_personnel_administrators_see_these_pages(address: str, who: str) -> None:
    cast.year()
    if who == "nobody":
        answer = Client(HTTP_HOST="north.localhost").get(address)
        assert answer.headers["Location"] == f"/masuk/?next={quote(address)}"
        return
    user = cast.account(who) if who == RATNA else cast.account(role=who)
    assert browser(user).get(address).status_code == 403


@pytest.mark.parametrize("verb", ["hitung", "unggah", "tutup"])
def test_others_change_nothing(verb: str) -> None:
    cast.adopt_both(cast.year())
    answer = browser(cast.account(HEAD_OF_BOARD)).post(f"/periode/2026/{verb}/", {"file": sheet((RATNA, TYPICAL))})
    assert answer.status_code == 403
    assert not Job.objects.exists()
    assert Period.objects.get().is_open


def test_an_unknown_period_is_not_there(admin: Client) -> None:
    for address in ("/periode/1999/", "/periode/1999/verifikasi/", "/skema/1999/asn_performance/2022.1/"):
        assert admin.get(address).status_code == 404
    assert admin.post("/periode/1999/hitung/").status_code == 404


# API --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def computed() -> Period:
    period = cast.year()
    cast.adopt_both(period)
    cast.bring(period, *((number, TYPICAL) for number in cast.PEOPLE))
    services.run_period(period=period, actor=OPERATOR)
    return period


def test_the_api_gives_ones_own_score_with_what_it_was_made_of(computed: Period) -> None:
    answer = browser(cast.account(RATNA)).get("/api/v1/me/score/")
    assert answer.status_code == 200
    body = answer.json()
    assert (body["period"], body["name"], body["status"]) == ("2026", "Ratna Andini", "complete")
    performance, talent = body["schemes"]
    assert performance["results"][0]["code"] == "good"
    assert [rating["code"] for rating in performance["results"][0]["made_of"]] == ["meets_expectation"] * 2
    axis, _potential, box = talent["results"]
    assert (axis["number"], axis["code"], axis["text"]) == ("71.00", "meets", "Sesuai ekspektasi")
    assert axis["cuts"] == [
        {"level": "meets", "comparator": ">", "value": "46"},
        {"level": "above", "comparator": ">", "value": "72"},
    ]
    assert box["code"] == "box_5"
    assert box["recommendations"] == ["Penempatan yang sesuai", "Bimbingan kinerja", "Pengembangan kompetensi"]


def test_the_api_answers_in_the_language_asked_for(computed: Period) -> None:
    client = browser(cast.account(RATNA))
    client.cookies.load({"django_language": "en"})
    box = client.get("/api/v1/me/score/").json()["schemes"][1]["results"][2]
    assert box["recommendations"][0] == "Suitable placement"


def test_a_leader_reads_the_own_subtree_alone(computed: Period) -> None:
    client = browser(cast.account(HEAD_OF_BOARD))
    rows = client.get("/api/v1/subtree/scores/").json()["results"]
    assert {row["name"] for row in rows} == {"Kepala Badan", "Kepala Bidang", "Ratna Andini"}
    assert {row["box"] for row in rows} == {5}
    everybody = browser(cast.account(role="regional_head")).get("/api/v1/subtree/scores/").json()["results"]
    assert len(everybody) == 6


def test_a_unit_outside_the_subtree_is_not_there(computed: Period) -> None:
    from tenant_apps.organisation import queries as organisation

    units = organisation.chart_on(AT.date()).by_code
    client = browser(cast.account(HEAD_OF_BOARD))
    assert client.get(f"/api/v1/subtree/scores/?unit={units['JEBRES'].unit_id}").status_code == 404
    inside = client.get(f"/api/v1/subtree/scores/?unit={units['BKPSDM-M'].unit_id}").json()["results"]
    assert {row["name"] for row in inside} == {"Kepala Bidang", "Ratna Andini"}
    assert client.get("/api/v1/subtree/scores/?unit=abc").status_code == 422


def test_an_employee_reads_only_the_own_row_and_a_stranger_none(computed: Period) -> None:
    rows = browser(cast.account(CLERK)).get("/api/v1/subtree/scores/").json()["results"]
    assert [row["name"] for row in rows] == ["Staf Jebres"]
    stranger = browser(cast.account())
    assert stranger.get("/api/v1/subtree/scores/").json()["results"] == []
    assert stranger.get("/api/v1/me/score/").status_code == 404
    assert Client(HTTP_HOST="north.localhost").get("/api/v1/me/score/").status_code in {401, 403}


def test_the_subtree_comes_in_pages(computed: Period, monkeypatch: pytest.MonkeyPatch) -> None:
    from tenant_apps.scoring.api import BySubject

    monkeypatch.setattr(BySubject, "page_size", 4)
    client = browser(cast.account(role="regional_head"))
    first = client.get("/api/v1/subtree/scores/").json()
    second = client.get(first["next"]).json()
    assert [len(first["results"]), len(second["results"])] == [4, 2]
    assert second["next"] is None


def test_programs_bring_results_as_a_job(admin: Client) -> None:
    cast.adopt_both(cast.year())
    answer = admin.post("/api/v1/imports/results/", {"period": "2026", "file": sheet((RATNA, TYPICAL))})
    assert answer.status_code == 202
    tasks.import_results.run("north", answer.json()["id"])
    assert Observation.objects.count() == 15


def test_nobody_else_brings_results(computed: Period) -> None:
    before = Observation.objects.count()
    client = browser(cast.account(RATNA))
    answer = client.post("/api/v1/imports/results/", {"period": "2026", "file": io.BytesIO(b"nip")})
    assert answer.status_code == 403
    assert Observation.objects.count() == before
    assert Run.objects.filter(is_current=True).count() == 2


def test_the_score_of_an_unknown_period_is_not_there(computed: Period) -> None:
    assert browser(cast.account(RATNA)).get("/api/v1/me/score/?period=1999").status_code == 404


def entry(who: str) -> str:
    return f"/periode/2026/pegawai/{cast.employee_id(who)}/"


def test_one_persons_results_are_entered_on_a_page_and_computed(admin: Client, computed: Period) -> None:
    page = admin.get(entry(RATNA)).content.decode()
    assert 'name="m:awards"' in page
    answer = admin.post(entry(RATNA), {"m:awards": "international", "evidence": "Piagam 12"}, follow=True)
    assert "1 ukuran disimpan, nilai dihitung ulang." in answer.content.decode()
    assert "Piagam 12" in answer.content.decode()


def test_what_was_typed_wrongly_stands_there_again_and_nothing_is_kept(admin: Client, computed: Period) -> None:
    before = list(Observation.objects.order_by("id").values())
    answer = admin.post(entry(RATNA), {"m:potential_assessment": "101", "m:awards": "international", "evidence": "x"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="101"' in page
    assert 'href="#m-potential_assessment"' in page
    assert list(Observation.objects.order_by("id").values()) == before


def test_a_program_enters_one_persons_results(admin: Client, computed: Period) -> None:
    address = f"/api/v1/periods/2026/results/{cast.employee_id(RATNA)}/"
    body = {"values": {"awards": "international"}, "evidence": "Piagam 12"}
    assert admin.post(address, body, content_type="application/json").json() == {"changed": 1, "scores": 1}
    refused = admin.post(address, {**body, "values": {"awards": "juara"}}, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (422, "results_invalid")


def previewed(admin: Client, **changed: str) -> HttpResponse:
    return admin.post(WIZARD, {**filled(**changed), "act": "preview"})


def test_the_effect_is_seen_before_anything_changes(admin: Client, computed: Period) -> None:
    before = list(Scheme.objects.order_by("id").values())
    answer = previewed(admin, **{"v:/ratings/potential_level/cuts/medium/value": "85"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "6 dari 6 orang berpindah predikat atau kotak" in page
    assert "Ratna Andini" in page
    assert 'name="v:/ratings/potential_level/cuts/medium/value" value="85"' in page
    assert list(Scheme.objects.order_by("id").values()) == before


def test_what_was_previewed_can_be_edited_or_adopted(admin: Client, computed: Period) -> None:
    form = filled(**{"v:/ratings/potential_level/cuts/medium/value": "85"})
    edited = admin.post(WIZARD, {**form, "act": "edit"}).content.decode()
    assert 'value="85"' in edited
    assert admin.post(WIZARD, form).status_code == 302
    adopted = Scheme.objects.get(period=computed, template_key="talent_national", replaced_at=None)
    assert {each["path"]: each["value"] for each in adopted.customisation["overrides"]}[
        "/ratings/potential_level/cuts/medium/value"
    ] == "85"


def test_a_preview_of_what_cannot_be_adopted_is_refused_in_place(admin: Client, computed: Period) -> None:
    answer = previewed(admin, **{"v:/ratings/potential_level/cuts/medium/value": "500"})
    assert answer.status_code == 422


def test_without_a_run_there_is_nothing_to_compare_and_nothing_is_adopted(admin: Client, scored: Period) -> None:
    before = Scheme.objects.count()
    answer = previewed(admin)
    assert answer.status_code == 422
    assert "Belum ada perhitungan" in answer.content.decode()
    assert Scheme.objects.count() == before

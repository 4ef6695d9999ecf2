"""The page on which a template is tried: example people at once, a sheet, holes; numbers open; nothing is kept."""

import csv
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tenants.utils import schema_context

from shared_apps.scoring_templates import documents, services
from shared_apps.scoring_templates.authoring import services as authoring
from shared_apps.scoring_templates.models import TemplateDraft, TemplateVersion
from shared_apps.scoring_templates.rules.edits import Edit
from shared_apps.scoring_templates.trying import queries
from tests.cast import OPERATOR, TODAY
from tests.shared_apps.scoring_templates import examples
from tests.shared_apps.scoring_templates.test_services import AT
from tests.tenants.conftest import at_host, host_user

CHANGE = (examples.HERE / "vectors" / "customisation_talent_example.yaml").read_bytes()
VECTORS = (examples.HERE / "vectors" / "talent_national_2025.csv").read_bytes()


@pytest.fixture
def console(regions: None) -> Client:
    return at_host(host_user())


def draft_of(text: str) -> str:
    with schema_context("public"):
        return f"/templat/draf/{services.save_draft(text=text, actor=OPERATOR, at=AT).id}/coba/"


def named(name: str) -> str:
    return draft_of(documents.text(name))


def shown(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def file(content: bytes, name: str = "ukuran.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def state(answer: Any) -> dict[str, str]:
    """What the page sends along with the next question."""
    page = answer.context
    return {"measures": page["tried"].measures, "customisation": page["tried"].wish.customisation}


def test_example_people_are_there_at_once_and_every_number_opens(console: Client) -> None:
    path = named("behaviour_360")
    found = re.search(r'name="customisation"', console.get(path).content.decode())
    assert found
    answer = console.post(
        path, {"customisation": (examples.HERE / "vectors" / "customisation_behaviour_example.yaml").read_text()}
    )
    assert answer.status_code == 200
    assert "Semua yang terbaik" in shown(answer)
    opens = re.findall(r'name="open" value="(\d+:[a-z_0-9]*)"', answer.content.decode())
    assert len(opens) > 20
    for one in opens:
        opened = console.post(path, {**state(answer), "open": one})
        assert opened.status_code == 200
        assert opened.context["page"].opened.blocks
    assert "÷" in shown(console.post(path, {**state(answer), "open": "0:"}))


def test_what_regions_decide_is_asked_first_and_may_be_typed(console: Client) -> None:
    path = named("talent_national_2025")
    empty = console.get(path)
    assert "Isi dulu yang diputuskan daerah" in shown(empty)
    assert not empty.context["tried"].outcomes
    names = [each.name for group in empty.context["tried"].required for each in group.fields]
    assert len(names) == 8
    typed = {
        name: ">" if name.endswith("comparator") else "46" if "/m" in name.split("cuts")[1] else "72,5"
        for name in names
    }
    some = console.post(path, dict(list(typed.items())[:3]))
    assert some.status_code == 422
    assert some.content.decode().count("aria-invalid") == 5
    answer = console.post(path, typed)
    assert answer.status_code == 200
    assert "Tepat di batas" in shown(answer)
    assert 'value="72,5"' in answer.content.decode()
    refused = console.post(path, {**typed, next(name for name in names if name.endswith("value")): "400"})
    assert refused.status_code == 422
    assert "di luar batas" in shown(refused)
    assert refused.content.decode().count('aria-invalid="true"') == 1


def test_a_sheet_and_a_regions_document_give_what_the_vectors_say_and_come_back_as_csv(console: Client) -> None:
    path = named("talent_national_2025")
    answer = console.post(path, {"file": file(VECTORS), "change": file(CHANGE, "daerah.yaml")})
    assert answer.status_code == 200
    assert "typical" in shown(answer)
    again = console.post(path, {**state(answer), "open": "0:performance"})
    assert "71,00" in shown(again)
    assert again.context["page"].opened.name == "typical"
    download = console.post(path, {**state(answer), "download": "csv"})
    assert download["Content-Type"].startswith("text/csv")
    found = list(csv.DictReader(io.StringIO(download.content.decode("utf-8-sig")), delimiter=";"))
    expected = list(csv.DictReader(io.StringIO(VECTORS.decode())))
    assert [row["out:talent_box"] for row in found] == [row["out:talent_box"] for row in expected]
    assert [row["out:total"].replace(",", ".") for row in found] == [row["out:total"] for row in expected]
    assert "Semua yang terbaik" in shown(console.post(path, {**state(answer), "examples": "1"}))


def test_a_published_version_is_tried_in_the_same_way(console: Client) -> None:
    with schema_context("public"):
        version = services.publish(
            text=documents.text("asn_performance"), version="1", changelog="", actor=OPERATOR, day=TODAY
        )
    answer = console.get(f"/templat/{version.id}/coba/")
    assert answer.status_code == 200
    assert "Sangat Baik" in shown(answer)
    assert f"/templat/{version.id}/coba/" in console.get(f"/templat/{version.id}/").content.decode()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"file": file(b"case,tenure\nAni,lima\n")}, "Baris 2, kolom tenure"),
        ({"file": file(b"case,warna\nAni,merah\n")}, "Baris 1, kolom warna"),
        ({"file": file(b"")}, "kosong"),
        ({"file": file(b"\x00\x01", "x.xlsx")}, "biner"),
        ({"file": file(b"case,tenure\n" + b"Ani,3\n" * 501)}, "paling banyak 500"),
        ({"file": file(b"case,tenure\n" + b"Ani,3\n" * 200_000)}, "lebih besar dari 1 MB"),
        ({"change": file(b"\xff\xfe\x00", "x.yaml")}, "bukan teks YAML"),
        ({"change": file(b"format: 1\ntemplate: other\nversion: '1'\n", "x.yaml")}, "versi lain"),
        ({"change": file(b"a: &a [*a]", "x.yaml")}, "Isian tidak sesuai bentuk"),
        ({"measures": "case,tenure\nA\x00,3\n"}, "tidak diizinkan"),
    ],
)
def test_what_cannot_be_tried_is_said_in_words(sent: dict[str, Any], told: str, console: Client) -> None:
    path = named("talent_national_2025")
    answer = console.post(path, {"customisation": CHANGE.decode(), **sent})
    assert answer.status_code == 422
    assert told in shown(answer)


def test_a_draft_that_is_not_whole_says_what_is_wrong_with_it(console: Client) -> None:
    path = named("asn_performance")
    with schema_context("public"):
        draft = TemplateDraft.objects.get()
        edit = Edit(("ratings",), {"level": {"input": "nothing", "scale": "nowhere", "cuts": {}}})
        authoring.edit_draft(draft=draft, seen=draft.document_hash, edits=[edit], actor=OPERATOR, at=AT)
    for answer in (console.get(path), console.post(path, {"file": file(b"case,work_result\nAni,x\n")})):
        assert "belum utuh" in shown(answer)
        assert "Skala nowhere tidak dikenal" in shown(answer)
        assert not answer.context["tried"].outcomes


def test_hostile_names_are_shown_as_text_and_leave_as_text(console: Client) -> None:
    text = documents.text("asn_performance").replace("Kinerja ASN", "=HYPERLINK(1)<script>alert(1)</script>", 1)
    path = draft_of(text)
    rows = 'case,profile,work_result\n"<script>alert(2)</script>",=1+1,meets_expectation\n=2+2,@x,"=3+3"\n'
    answer = console.post(path, {"file": file(rows.encode())})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    content = console.post(path, {**state(answer), "download": "csv"}).content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(content), delimiter=";") for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]
    assert "'=2+2" in cells


def test_many_people_are_turned_over_in_pages(console: Client) -> None:
    path = named("asn_performance")
    rows = "case,work_result,work_behaviour\n" + "".join(f"Orang {n},meets_expectation,\n" for n in range(45))
    answer = console.post(path, {"file": file(rows.encode()), "page": "9"})
    assert "Halaman 3 dari 3" in shown(answer)
    assert "Orang 44" in shown(answer)
    assert "Orang 39 " not in shown(answer)


@pytest.mark.parametrize(
    "sent", [{"open": "99:predicate"}, {"open": "0:nothing"}, {"open": "²:"}, {"page": "²"}, {"page": "9" * 5000}]
)
def test_a_question_nobody_can_ask_opens_nothing(sent: dict[str, str], console: Client) -> None:
    answer = console.post(named("asn_performance"), sent)
    assert answer.status_code == 200
    assert answer.context["page"].opened is None


def test_what_takes_too_long_is_stopped(console: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    path = named("asn_performance")
    monkeypatch.setattr(queries, "LONGEST_RUN", "1ms")
    rows = "case,work_result,work_behaviour\n" + "Ani,meets_expectation,\n" * 500
    answer = console.post(path, {"file": file(rows.encode())})
    assert answer.status_code == 422
    assert "dihentikan" in shown(answer)


def test_nothing_is_kept_and_nobody_else_may_try(console: Client) -> None:
    path = named("asn_performance")
    with schema_context("public"):
        before = list(TemplateDraft.objects.values()), TemplateVersion.objects.count()
    console.post(path, {"file": file(b"case,work_result\nAni,meets_expectation\n")})
    stranger = at_host(host_user("Neneng Hasanah", operator=False))
    assert stranger.get(path).status_code == 403
    assert stranger.post(path, {}).status_code == 403
    assert Client(HTTP_HOST="north.localhost").get(path).status_code == 404
    with schema_context("public"):
        assert (list(TemplateDraft.objects.values()), TemplateVersion.objects.count()) == before

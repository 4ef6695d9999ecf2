"""The impact assessment says what is really configured, and nobody without the right reads it."""

from tests.pdf import text_of
from tests.tenant_apps.privacy.conftest import Account, browser


def test_it_is_filled_from_roles_register_and_scope(user: Account) -> None:
    client = browser(user(role="data_protection_officer"))
    page = client.get("/privasi/penilaian-dampak/").content.decode()
    for words in ("Administrator kepegawaian", "tanggal lahir", "2 tahun, lalu dihapus otomatis", "Pasal 34"):
        assert words in page, words
    paper = text_of(client.get("/privasi/penilaian-dampak/pdf/").content)
    assert "Penilaian dampak pelindungan data pribadi" in paper
    assert "Pemegang" in paper


def test_a_leader_or_an_auditor_has_no_part_in_it(user: Account) -> None:
    for role in ("auditor", "regional_head"):
        assert browser(user(role=role)).get("/privasi/penilaian-dampak/").status_code == 403


def test_the_officer_of_data_protection_has_its_pages_and_no_list_of_people(user: Account) -> None:
    officer = browser(user(role="data_protection_officer"))
    for path in ("/privasi/", "/privasi/koreksi/", "/privasi/kegagalan/", "/privasi/kegagalan/catat/"):
        assert officer.get(path).status_code == 200, path
    assert "Fitri" not in officer.get("/pegawai/").content.decode()

"""Files lie sealed on the disk, for one file of one region under the present key, whatever happens on the way."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

from shared_apps.errors import NotFoundError
from shared_apps.files import queries
from shared_apps.files import services as files
from shared_apps.files.models import StoredFile
from shared_apps.files.places import beside, path_of
from tests.cast import OPERATOR
from tests.shared_apps.accounts.scene import account, inside, sign_in

CONTENT = b"nip,nik\n190005052015051001,3372014505900001\n"
NEW = "n" * 40
pytestmark = pytest.mark.usefixtures("regions")


def stored() -> tuple[StoredFile, Path]:
    row = files.store(name="pegawai.csv", content=CONTENT, actor=OPERATOR)
    return row, path_of(row.id)


def from_before() -> tuple[StoredFile, Path]:
    """A file of the version that sealed nothing."""
    row, path = stored()
    path.write_bytes(CONTENT)
    StoredFile.objects.filter(id=row.id).update(is_sealed=False)
    return StoredFile.objects.get(id=row.id), path


def is_closed(row: StoredFile) -> bool:
    with pytest.raises(NotFoundError) as refused:
        queries.content_of(row.id)
    return refused.value.code == "file_content_closed"


def test_the_disk_holds_nothing_of_it_and_size_and_checksum_are_the_contents() -> None:
    with inside("north"):
        row, path = stored()
        assert not any(line in path.read_bytes() for line in CONTENT.split())
        assert queries.content_of(row.id) == ("pegawai.csv", CONTENT)
        assert row.size == len(CONTENT)
        empty = files.store(name="kosong.csv", content=b"", actor=OPERATOR)
        assert queries.content_of(empty.id)[1] == b""
        files.remove(file_id=row.id)
        assert queries.content_of(empty.id)[1] == b""


@pytest.mark.parametrize(
    "change",
    [
        lambda sealed: b"M" + sealed[1:],
        lambda sealed: sealed[:20] + bytes([sealed[20] ^ 1]) + sealed[21:],
        lambda sealed: sealed[:-1] + bytes([sealed[-1] ^ 1]),
        lambda sealed: sealed[:-1],
        lambda _sealed: b"",
        lambda _sealed: CONTENT,
    ],
    ids=["mark", "key's name", "last byte", "shorter", "nothing", "in clear"],
)
def test_what_was_changed_on_the_disk_is_refused_in_words(change: Callable[[bytes], bytes]) -> None:
    with inside("north"):
        admin = account("adm@north.example.id", role="personnel_admin")
        row = files.store(name="pegawai.csv", content=CONTENT, actor=admin)
        path = path_of(row.id)
        path.write_bytes(change(path.read_bytes()))
        assert is_closed(row)
    browser = Client(HTTP_HOST="north.localhost")
    sign_in(browser, admin.email)
    answer = browser.get(f"/berkas/{row.id}/")
    assert answer.status_code == 404
    assert "Isi berkas pegawai.csv tidak dapat dibuka" in answer.content.decode()


def test_it_opens_neither_as_another_file_nor_in_another_region_nor_under_another_key() -> None:
    with inside("north"):
        row, path = stored()
        other, place = stored()
        place.write_bytes(path.read_bytes())
        assert is_closed(other)
        with override_settings(FIELD_KEY=NEW):
            assert is_closed(row)
        assert queries.content_of(row.id)[1] == CONTENT
        facts = StoredFile.objects.filter(id=row.id).values().get()
    with inside("south"):
        there = path_of(row.id)
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_bytes(path.read_bytes())
        assert is_closed(StoredFile.objects.create(**facts))


def test_what_lay_in_clear_stays_readable_until_it_is_sealed() -> None:
    with inside("north"):
        row, path = from_before()
        damaged, place = from_before()
        place.write_bytes(CONTENT + b" ")
        assert queries.content_of(row.id)[1] == CONTENT
        assert is_closed(damaged)
        assert files.reseal() == (1, 1)
        assert b"3372014505900001" not in path.read_bytes()
        assert queries.content_of(row.id)[1] == CONTENT
        assert StoredFile.objects.get(id=row.id).is_sealed
        assert not StoredFile.objects.get(id=damaged.id).is_sealed
        assert place.read_bytes() == CONTENT + b" "


class Killed(BaseException):
    """Stands for kill -9."""


class KillOnce:
    """Lets n statements through and dies before the next one."""

    def __init__(self, n: int) -> None:
        self.left = n

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.left -= 1
        if self.left == -1:
            raise Killed
        return execute(sql, params, many, context)


def test_a_new_key_takes_the_files_along_and_is_killed_anywhere_without_harm() -> None:
    with inside("north"):
        rows = [stored()[0], from_before()[0]]
        gone, path = stored()
        path.unlink()  # missing as it was before
        beside(path_of(rows[0].id)).write_bytes(b"half")  # of a process killed while it wrote
        before = settings.FIELD_KEY
        times = 0
        with override_settings(FIELD_KEY=NEW, FIELD_KEY_BEFORE=before):
            for n in range(40):
                try:
                    with connection.execute_wrapper(KillOnce(n)):
                        files.reseal()
                except Killed:
                    times += 1
                else:
                    break
                assert [queries.content_of(row.id)[1] for row in rows] == [CONTENT, CONTENT]
            assert times > 5
            assert files.reseal() == (0, 0)
        with override_settings(FIELD_KEY=NEW):
            assert [queries.content_of(row.id)[1] for row in rows] == [CONTENT, CONTENT]
        assert files.reseal() == (0, 2)  # without the key they are sealed with nothing is touched
        assert not any(beside(path_of(row.id)).exists() for row in (*rows, gone))

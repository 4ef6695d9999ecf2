"""Posts from a sheet: taken whole or not at all, the same again is no change, what is wrong is told by its place."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shared_apps.accounts.models import User
from shared_apps.errors import ForbiddenError, InvalidError
from shared_apps.sheets import reader
from shared_apps.sheets.writer import write_csv
from tenant_apps.people import services
from tenant_apps.people.records import Position
from tenant_apps.people.rules.post_lines import PostLine, check, planned
from tenant_apps.people.rules.vacancies import Post
from tests.cast import OPERATOR
from tests.tenant_apps.people.people import START, TODAY, unit

HERE, THERE = UUID(int=1), UUID(int=2)
COLUMNS = (
    *("kode_unit", "jabatan", "jenis_jabatan", "eselon_atau_jenjang", "kelas_jabatan", "formasi", "kepala_unit"),
)
GOOD = ("BKPSDM-MK", "Analis SDM", "Fungsional", "Ahli Muda", "9", "3", "tidak")
PAGE = "/organisasi/formasi/impor/"


def line(row: int, title: str = "Analis", headcount: int = 2, unit_id: UUID = HERE, **more: Any) -> PostLine:
    return PostLine(row, unit_id, title, "functional", headcount, **more)


def post(title: str = "Analis", **more: Any) -> Post:
    facts = {"level": "ahli_muda", "job_class": 9, "headcount": 2, "is_head": False, **more}
    return Post(UUID(int=9), HERE, title, "functional", **facts)


@pytest.mark.parametrize(
    ("sent", "figures"),
    [
        (line(2), (0, 0, 1)),  # no column for level, class and head: they stay
        (line(2, "  ANALIS "), (0, 1, 0)),  # the same post, spelled otherwise
        (line(2, headcount=3), (0, 1, 0)),
        (line(2, has_class=True), (0, 1, 0)),  # an empty cell of a column that is there
        (line(2, level=""), (0, 1, 0)),
        (line(2, unit_id=THERE), (1, 0, 0)),
    ],
)
def test_what_a_row_does(sent: PostLine, figures: tuple[int, int, int]) -> None:
    plan = planned([sent], [post()])
    assert (len(plan.new), len(plan.changed), plan.same) == figures


@pytest.mark.parametrize(
    ("sent", "codes"),
    [
        ([line(2), line(3, "analis")], [(3, "duplicate_post")]),
        (
            [line(2, "A", 1, THERE, is_head=True), line(3, "B", 1, THERE, is_head=True)],
            [(3, "second_head_post")],
        ),
        ([line(2, "B", 1, is_head=True)], [(2, "second_head_post")]),  # another is there already
        ([line(2, "Kepala", 1, is_head=False), line(3, "B", 1, is_head=True)], []),  # which gives it up
        ([line(2, "B", 2, is_head=True, unit_id=THERE)], [(2, "head_alone")]),
        ([line(2, "Kepala", 2)], [(2, "head_alone")]),  # stays head, as there is no such column
    ],
)
def test_rows_stand_beside_each_other_and_the_posts_that_are_there(
    sent: list[PostLine], codes: list[tuple[int, str]]
) -> None:
    there = [post("Kepala", headcount=1, is_head=True)]
    assert [(found.row, found.code) for found in check(sent, there)] == codes


def take(actor: Any, *rows: tuple[str, ...], day: date = TODAY, **more: Any) -> services.PostImport:
    table = reader.read(write_csv(COLUMNS, list(rows)), name="formasi.csv")
    return services.import_positions(table=table, starts_on=day, decree="SK ABK", actor=actor, **more)


def figures(made: services.PostImport) -> tuple[int, int, int]:
    return len(made.plan.new), len(made.plan.changed), made.plan.same


@pytest.mark.usefixtures("at_north")
class TestInARegion:
    def test_a_sheet_is_checked_taken_and_taken_again(self) -> None:
        assert figures(take(OPERATOR, GOOD, dry_run=True)) == (1, 0, 0)
        assert not Position.objects.exists()
        take(OPERATOR, GOOD, day=START)
        row = Position.objects.get()
        assert (row.unit_id, row.title, row.position_type) == (unit("BKPSDM-MK"), "Analis SDM", "functional")
        assert (row.level, row.job_class, row.headcount, row.is_head) == ("ahli_muda", 9, 3, False)
        assert figures(take(OPERATOR, GOOD)) == (0, 0, 1)
        more = (*GOOD[:5], "4", "tidak")
        assert figures(take(OPERATOR, more)) == (0, 1, 0)  # a row of its own day
        assert figures(take(OPERATOR, (*GOOD[:5], "5", "tidak"))) == (0, 1, 0)  # and that one corrected
        rows = Position.objects.order_by("starts_on")
        assert [(each.starts_on, each.headcount) for each in rows] == [(START, 3), (TODAY, 5)]
        assert len({each.position_id for each in rows}) == 1

    def test_every_bad_cell_is_told_and_nothing_taken(self) -> None:
        bad = ("TIDAK-ADA", "", "Juru", "Eselon X", "18", "banyak", "mungkin")
        with pytest.raises(InvalidError) as refused:
            take(OPERATOR, GOOD, bad)
        told = {(error["row"], error["column_name"]) for error in refused.value.details["errors"]}
        assert told == {(3, name) for name in COLUMNS}
        assert not Position.objects.exists()

    def test_of_one_agency_its_administrator_brings_in_its_posts_alone(self, manager: User, account: Any) -> None:
        take(OPERATOR, ("SETDA", *GOOD[1:]))
        before = list(Position.objects.values())
        for row in (("SETDA", *GOOD[1:5], "9", "tidak"), ("JEBRES", *GOOD[1:])):
            with pytest.raises(InvalidError) as refused:
                take(manager, GOOD, row)
            assert [(error["row"], error["column"]) for error in refused.value.details["errors"]] == [(3, "A")]
        with pytest.raises(ForbiddenError):
            take(account(role="auditor"), GOOD)
        assert list(Position.objects.values()) == before
        assert figures(take(manager, GOOD)) == (1, 0, 0)

    def test_the_page_tells_what_is_wrong_what_would_be_and_takes_its_own_export(self, manager: User) -> None:
        browser = Client(HTTP_HOST="north.localhost")
        browser.force_login(manager)

        def send(content: bytes, name: str = "formasi.csv", **fields: Any) -> Any:
            file = SimpleUploadedFile(name, content)
            return browser.post(PAGE, {"file": file, "starts_on": TODAY.isoformat(), "decree": "SK", **fields})

        bad = send(write_csv(COLUMNS, [GOOD, ("SETDA", *GOOD[1:])]))
        assert bad.status_code == 422
        assert "Unit ini di luar perangkat daerah Anda." in bad.content.decode()
        checked = send(write_csv(COLUMNS, [GOOD]), check_only="on").content.decode()
        assert "1 formasi siap diterapkan" in checked
        assert not Position.objects.exists()
        assert send(write_csv(COLUMNS, [GOOD])).status_code == 302
        assert send(b"\x00\x01", name="rusak.xlsx").status_code == 422
        export = browser.get("/organisasi/formasi/ekspor/").content
        again = send(export, name="formasi.xlsx")
        assert "Berkas sama dengan formasi yang berlaku" in again.content.decode()

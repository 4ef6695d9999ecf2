"""Results an administrator of one agency brings: of its people alone. A refusal changes nothing."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shared_apps.accounts import services as accounts
from shared_apps.accounts.models import User
from shared_apps.errors import ForbiddenError, InvalidError
from shared_apps.sheets import reader
from shared_apps.sheets.writer import write_csv
from tenant_apps.organisation import queries as organisation
from tenant_apps.scoring import services
from tenant_apps.scoring.models import Observation, Period
from tenant_apps.scoring.queries import entry, verification
from tests.cast import OPERATOR, TODAY
from tests.tenant_apps.scoring.cast import (
    AT,
    CLERK,
    FIRST_DAY,
    HEAD_OF_BOARD,
    HEAD_OF_DIVISION,
    RATNA,
    TYPICAL,
    account,
    employee_id,
    results,
)


@pytest.fixture
def manager(scored: Period) -> User:
    """The administrator of BKPSDM alone."""
    user = account()
    unit = organisation.chart_on(FIRST_DAY).by_code["BKPSDM"].unit_id
    accounts.appoint(user=user, role="agency_admin", unit_id=unit, day=FIRST_DAY, actor=OPERATOR)
    return user


def bring(actor: User, period: Period, *numbers: str) -> services.ResultsImport:
    table = results(*((number, TYPICAL) for number in numbers))
    return services.import_results(table=table, period=period, actor=actor, at=AT)


def enter(actor: User, period: Period, number: str) -> services.Entered:
    return services.enter_results(
        period=period,
        employee_id=employee_id(number),
        values={"tenure": "6"},
        evidence="SK 1",
        actor=actor,
        at=AT,
    )


def test_a_sheet_of_the_own_people_is_taken(manager: User, scored: Period) -> None:
    assert bring(manager, scored, RATNA, HEAD_OF_DIVISION).new == 2 * len(TYPICAL)


def test_a_sheet_with_somebody_else_is_refused_whole(manager: User, scored: Period) -> None:
    with pytest.raises(InvalidError) as refused:
        bring(manager, scored, RATNA, CLERK)
    assert [error["row"] for error in refused.value.details["errors"]] == [3]
    assert not Observation.objects.exists()


def test_one_person_at_a_time_ends_at_the_boundary_too(manager: User, scored: Period) -> None:
    assert enter(manager, scored, RATNA).changed == 1
    before = list(Observation.objects.values())
    for refused in (
        lambda: enter(manager, scored, CLERK),
        lambda: entry.entry_of(manager, scored.code, employee_id(CLERK), TODAY),
    ):
        with pytest.raises(ForbiddenError) as told:
            refused()
        assert told.value.code == "outside_agency"
    assert list(Observation.objects.values()) == before


def test_the_sample_sheet_holds_the_own_people_alone(manager: User, scored: Period) -> None:
    _name, content = verification.sample_sheet(manager, scored.code, TODAY)
    numbers = {line.cells[0] for line in reader.read(content, name="contoh.xlsx").lines[1:]}
    assert numbers == {HEAD_OF_BOARD, HEAD_OF_DIVISION, RATNA}


def test_the_page_of_a_period_lets_them_bring_results_and_nothing_more(manager: User, scored: Period) -> None:
    browser = Client(HTTP_HOST="north.localhost")
    browser.force_login(manager)
    address = f"/periode/{scored.code}/"
    page = browser.get(address).content.decode()
    assert "hasil penilaian perangkat daerah Anda" in page
    assert f"{address}hitung/" not in page
    assert browser.post(f"{address}tutup/").status_code == 403
    sheet = SimpleUploadedFile("hasil.csv", BytesIO(write_csv(("nip", "tenure"), [(RATNA, "6")])).getvalue())
    assert browser.post(f"{address}unggah/", {"file": sheet}).status_code == 302
    assert browser.post(f"{address}unggah/", {}).status_code == 422

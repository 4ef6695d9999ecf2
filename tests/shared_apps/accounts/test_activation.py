"""Letters on paper: NIP and code open an account once, and tell nobody anything else."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.utils import timezone

from shared_apps.accounts import activation, activation_codes, services
from shared_apps.accounts.models import ActivationLetter, User
from shared_apps.errors import ForbiddenError
from tests.cast import OPERATOR
from tests.shared_apps.accounts.scene import account, inside, sign_in

EMPLOYEE, OTHER = uuid4(), uuid4()
NIP, OTHER_NIP = "190001011920011999", "190001011920011998"
PASSWORD = "Kebun-Teh-12-Bukit"
REFUSED = "NIP dan kode tidak cocok, atau kode sudah tidak berlaku"


def register_of_the_test(number: str) -> UUID | None:
    """Stands where the register of people stands."""
    return {NIP: EMPLOYEE, OTHER_NIP: OTHER}.get(number)


def left_of_the_test(employee_id: UUID, day: date) -> bool:
    """Everybody has left."""
    return False


@pytest.fixture(autouse=True)
def _register(regions: None, settings: Any) -> None:
    settings.ACCOUNTS_LOGIN_LOOKUP = f"{__name__}.register_of_the_test"


def printed(*, order: UUID | None = None, employee: UUID = EMPLOYEE, day: date | None = None) -> str:
    """The code on a new letter in north."""
    with inside("north"):
        people, today = [(employee, "Sari Wulandari")], day or timezone.localdate()
        made = activation.print_letters(employees=people, order=order or uuid4(), day=today, actor=OPERATOR)
    return made[0].code


def asked(browser: Client, code: str, number: str = NIP, password: str = PASSWORD) -> Any:
    return browser.post("/aktivasi/", {"number": number, "code": code, "password": password})


def accounts() -> int:
    with inside("north"):
        return User.objects.count()


@pytest.mark.parametrize("typed", ["abcde fghjk", "ABCDE-FGHJK", " AbCdE–FgHjK "])
def test_a_code_is_read_as_people_copy_it(typed: str) -> None:
    assert activation_codes.as_typed(typed) == "ABCDEFGHJK"


def test_a_code_has_no_letter_that_looks_like_another() -> None:
    codes = {activation_codes.spelled(place.to_bytes(32)) for place in range(5000)}
    assert len(codes) == 5000
    assert not set("".join(codes)) & set("01OIL")
    assert {len(code) for code in codes} == {activation_codes.LENGTH}


def test_the_letter_opens_the_account_and_later_the_nip_signs_in(
    north: Client, mailoutbox: list[EmailMessage]
) -> None:
    code = printed()
    assert north.get("/aktivasi/").status_code == 200
    answer = asked(north, code.lower().replace("-", " "), "19000101 192001 1 999")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    page = north.get("/akun-saya/").content.decode()
    assert "Sari Wulandari" in page
    assert "invalid" not in page
    assert sign_in(Client(HTTP_HOST="north.localhost"), NIP, PASSWORD) == "/"
    assert REFUSED in asked(Client(HTTP_HOST="north.localhost"), code).content.decode()  # once
    assert mailoutbox == []


def test_a_new_letter_sets_a_new_password_and_ends_what_was_signed_in(north: Client) -> None:
    asked(north, printed())
    new, fresh = "Sawah-Luas-7-Petak", Client(HTTP_HOST="north.localhost")
    assert asked(fresh, printed(), password=new).headers["Location"] == "/masuk/"
    assert "_auth_user_id" not in fresh.session  # a second factor is asked for as ever
    assert north.get("/akun-saya/").status_code == 302
    assert sign_in(fresh, NIP, new) == "/"
    assert accounts() == 1


def test_an_account_with_an_address_is_not_opened_by_paper(north: Client) -> None:
    with inside("north"):
        account("sari@north.example.id", employee_id=EMPLOYEE)
    assert REFUSED in asked(north, printed()).content.decode()


@pytest.mark.parametrize("what", ["number", "code", "expired", "used", "replaced", "tries", "left", "closed", "other"])
def test_whatever_does_not_fit_gets_one_answer_and_opens_nothing(north: Client, settings: Any, what: str) -> None:
    code, number = printed(day=timezone.localdate() - timedelta(days=40 if what == "expired" else 0)), NIP
    if what == "used":
        asked(Client(HTTP_HOST="north.localhost"), code)
    if what == "replaced":
        printed()
    if what == "tries":
        with inside("north"):
            ActivationLetter.objects.update(tries=activation_codes.MOST_TRIES)
    if what == "left":
        settings.ACCOUNTS_MAY_ENTER = f"{__name__}.left_of_the_test"
    if what == "closed":
        asked(Client(HTTP_HOST="north.localhost"), code)
        with inside("north"):
            User.objects.filter(employee_id=EMPLOYEE).update(is_active=False)
        code = printed()
    if what == "other":
        printed(employee=OTHER)
        number = OTHER_NIP
    before = accounts()
    wrong = {"number": ("190001011920011000", code), "code": (NIP, "ABCDE-FGHJK")}
    number, code = wrong.get(what, (number, code))
    answer = asked(north, code, number)
    assert (answer.status_code, REFUSED in answer.content.decode()) == (422, True)
    assert accounts() == before
    assert "_auth_user_id" not in north.session


def test_a_code_of_north_opens_nothing_in_south_or_at_the_host(south: Client, host: Client) -> None:
    code = printed()
    with inside("south"):
        people = [(EMPLOYEE, "Sari Wulandari")]
        activation.print_letters(employees=people, order=uuid4(), day=timezone.localdate(), actor=OPERATOR)
    for elsewhere in (south, host):
        assert REFUSED in asked(elsewhere, code).content.decode()


def test_the_fifth_wrong_code_ends_the_letter(north: Client) -> None:
    code = printed()
    for _each in range(activation_codes.MOST_TRIES):
        asked(north, "ABCDE-FGHJK")
    assert REFUSED in asked(north, code).content.decode()


def test_guessing_is_held_back(north: Client) -> None:
    statuses = [asked(north, "ABCDE-FGHJK", "190001011920011000").status_code for _each in range(12)]
    assert statuses[0] == 422
    assert statuses[-1] == 429


@pytest.mark.parametrize("number", [NIP, "190001011920011000"])
def test_known_and_unknown_cost_one_password_hash(north: Client, monkeypatch: pytest.MonkeyPatch, number: str) -> None:
    printed()
    hashed: list[str] = []
    original = User.set_password
    monkeypatch.setattr(User, "set_password", lambda self, raw: (hashed.append(raw), original(self, raw))[1])
    asked(north, "ABCDE-FGHJK", number)
    assert hashed == [PASSWORD]


def test_a_weak_password_is_told_before_anything_else_and_uses_nothing_up(north: Client) -> None:
    code = printed()
    for number in (NIP, "190001011920011000"):
        assert "terlalu umum" in asked(north, code, number, "password123").content.decode()
    assert asked(north, code).status_code == 302


def test_the_same_order_twice_is_one_letter_and_a_new_one_replaces_it() -> None:
    order = uuid4()
    assert printed(order=order) == printed(order=order)
    assert printed() != printed(order=order)
    with inside("north"):
        assert ActivationLetter.objects.filter(replaced_at=None).count() == 1


def test_the_code_stands_nowhere_in_the_database(north: Client) -> None:
    code = printed().replace("-", "")
    with inside("north"), connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM accounts_activationletter t UNION ALL SELECT t::text FROM audit_change t")
        everything = "".join(row[0] for row in cursor.fetchall())
    assert code not in everything
    assert code.encode().hex() not in everything


def test_who_may_not_invite_prints_nothing() -> None:
    with inside("north"):
        guest = account("tamu@north.example.id")
        with pytest.raises(ForbiddenError):
            activation.print_letters(
                employees=[(EMPLOYEE, "Sari")], order=uuid4(), day=timezone.localdate(), actor=guest
            )
        assert not ActivationLetter.objects.exists()


def test_no_letter_goes_to_an_address_that_is_none(north: Client, mailoutbox: list[EmailMessage]) -> None:
    asked(north, printed())
    with inside("north"):
        address = User.objects.get(employee_id=EMPLOYEE).email
        services.change_language(user=User.objects.get(employee_id=EMPLOYEE), language="en")
    anew = Client(HTTP_HOST="north.localhost")
    assert anew.post("/masuk/lupa/", {"email": address}).status_code == 302
    assert mailoutbox == []

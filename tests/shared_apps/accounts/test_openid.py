"""Signing in at an identity provider that runs: the whole way there and back, and everything that must not open."""

import re
import time
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from shared_apps.accounts import client_secrets, identity_providers, services
from shared_apps.accounts.identity_providers import NamedBy, Wish
from shared_apps.accounts.models import IdentityProvider, LinkedIdentity, User, UserSession
from shared_apps.audit.models import Change, Entry
from tests.cast import TODAY
from tests.identity_provider import Provider, started
from tests.shared_apps.accounts.scene import account, inside, sign_in
from tests.shared_apps.accounts.test_authenticator import connect_app

EMAIL, NUMBER = "sari@north.example.id", "190001011920011000"
EMPLOYEE = uuid4()
NAME = "SSO Kota Utara"


def lookup_of_the_test(number: str) -> UUID | None:
    """Stands where the register of people stands."""
    return EMPLOYEE if number == NUMBER else None


def all_have_left(employee_id: UUID, day: date) -> bool:
    """So too."""
    return False


@pytest.fixture(scope="module")
def there() -> Iterator[Provider]:
    with started() as running:
        yield running


@pytest.fixture
def admin(regions: None) -> User:
    with inside("north"):
        return account("adm@north.example.id", name="Adm", role="personnel_admin")


@pytest.fixture
def sari(regions: None) -> User:
    with inside("north"):
        return account(EMAIL, employee_id=EMPLOYEE)


@pytest.fixture
def sso(there: Provider, admin: User) -> IdentityProvider:
    """The provider as north's administrator has set it up; Sari is known there."""
    there.lies()
    there.knows("s-1", email=EMAIL, email_verified=True, nip=NUMBER)
    with inside("north"):
        return set_up(there, admin)


def set_up(there: Provider, actor: User, *, name: str = NAME, named_by: str = NamedBy.EMAIL) -> IdentityProvider:
    def wish(client_id: str, secret: str) -> Wish:
        return Wish(name, there.issuer, client_id, named_by, claim="nip", client_secret=secret)

    made = identity_providers.add(wish=wish("belum", "belum"), day=TODAY, actor=actor)
    client_id, secret = there.registers(identity_providers.redirect_of(made.pk))
    identity_providers.change(provider_id=made.pk, wish=wish(client_id, secret), day=TODAY, actor=actor)
    return identity_providers.switch_on(provider_id=made.pk, day=TODAY, now=timezone.now(), actor=actor)


def comes_back(
    browser: Client, there: Provider, sso: IdentityProvider, subject: str = "s-1", next_page: str = ""
) -> Any:
    """The whole way; the answer of our last page."""
    asked = browser.get(f"/masuk/lewat/{sso.pk}/", {"next": next_page} if next_page else {})
    assert asked.status_code == 302, asked.content.decode()
    return browser.get(path_of(there.signs_in(asked.headers["Location"], subject)))


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def is_in(browser: Client) -> bool:
    return bool(browser.get("/akun-saya/").status_code == 200)


def said(answer: Any) -> str:
    """The words alone: the page around them holds a form with a token of its own."""
    found = re.search(r'<div role="alert">.*?</div>', answer.content.decode(), re.DOTALL)
    assert found
    return found.group(0)


def nothing_was_made(before: int) -> None:
    with inside("north"):
        assert User.objects.count() == before
        assert not LinkedIdentity.objects.exists()


def test_an_administrator_sets_a_provider_up_and_people_sign_in_there(
    there: Provider, admin: User, sari: User, north: Client, south: Client
) -> None:
    there.lies()
    there.knows("s-1", email="Sari@North.example.id", email_verified=True)
    sign_in(north, admin.email)
    facts = {"name": NAME, "issuer": there.issuer, "client_id": "x", "client_secret": "Rahasia-1", "named_by": "email"}
    assert north.post("/cara-masuk/", {**facts, "issuer": "https://sso.example.id/?a=1"}).status_code == 422
    assert north.post("/cara-masuk/", {**facts, "named_by": "number"}).status_code == 422
    page = north.post("/cara-masuk/", facts).headers["Location"]
    assert north.post("/cara-masuk/", facts).status_code == 422  # twice is told
    redirect = re.search(r"http://north\.localhost\S*/masuk/lewat/\S+/kembali/", north.get(page).content.decode())
    assert redirect
    client_id, secret = there.registers(redirect.group(0))
    changed = facts | {"client_id": client_id, "client_secret": secret}
    assert north.post(page, {**changed, "issuer": "https://lain.example.id"}).status_code == 422
    assert north.post(page, changed).headers["Location"] == page
    assert north.post(page, changed | {"client_secret": ""}).status_code == 302  # stays
    assert "Masuk dengan" not in Client(HTTP_HOST="north.localhost").get("/masuk/").content.decode().replace(
        "Masuk dengan kunci sandi", ""
    )
    assert "menjawab dengan benar" in north.post(f"{page}periksa/", follow=True).content.decode()
    assert f"Masuk dengan {NAME}" in unescape(north.post(f"{page}nyalakan/", follow=True).content.decode())

    hers = Client(HTTP_HOST="north.localhost")
    assert NAME in hers.get("/masuk/?next=/akun-saya/").content.decode()
    assert NAME not in south.get("/masuk/").content.decode()
    with inside("north"):
        sso = IdentityProvider.objects.get()
    assert comes_back(hers, there, sso, next_page="/akun-saya/").headers["Location"] == "/akun-saya/"
    account_page = hers.get("/akun-saya/").content.decode()
    assert f"dengan {NAME}" in account_page
    assert "Putuskan" in account_page
    with inside("north"):
        assert LinkedIdentity.objects.get().user_id == sari.pk
        assert UserSession.objects.get(user=sari).way == NAME
        assert Entry.objects.filter(path=f"/masuk/lewat/{sso.pk}/kembali/", actor_id=sari.pk, method="GET").exists()
        assert client_secrets.opened(sso.client_secret, provider_id=sso.pk) == secret
        assert client_secrets.opened(sso.client_secret, provider_id=uuid4()) is None
        told = [
            str((each.before, each.after)) for each in Change.objects.filter(table_name="accounts_identityprovider")
        ]
    for text in (
        *told,
        sso.client_secret,
        north.get(page).content.decode(),
        north.get("/cara-masuk/").content.decode(),
    ):
        assert secret not in text
    assert told
    assert all(sso.client_secret not in text for text in told)


@pytest.mark.parametrize(
    "lie",
    [
        {"claims": {"nonce": "lain"}},
        {"claims": {"nonce": None}},
        {"claims": {"aud": "lain"}},
        {"claims": {"aud": ["lain", "lagi"]}},
        {"claims": {"azp": "lain"}},
        {"claims": {"iss": "https://lain.example.id"}},
        {"claims": {"exp": int(time.time()) - 600, "iat": int(time.time()) - 900}},
        {"claims": {"exp": None}},
        {"claims": {"sub": "x" * 300}},
        {"claims": {"sub": None}},
        {"stranger": True},
    ],
    ids=str,
)
def test_an_answer_that_is_not_to_our_question_opens_nothing(
    there: Provider, sso: IdentityProvider, sari: User, north: Client, lie: dict[str, Any]
) -> None:
    with inside("north"):
        before = User.objects.count()
    there.lies(**lie)
    answer = comes_back(north, there, sso)
    assert answer.status_code == 422
    assert "tidak sah atau sudah tidak berlaku" in unescape(answer.content.decode())
    assert not is_in(north)
    nothing_was_made(before)


@pytest.mark.parametrize(
    "person",
    [
        {"email": EMAIL, "email_verified": False},
        {"email": EMAIL},
        {"email": "siapa@north.example.id", "email_verified": True},
        {"email": f"{EMPLOYEE}@tanpa-surel.invalid", "email_verified": True},
        {"nip": NUMBER},
    ],
    ids=str,
)
def test_nobody_is_entered_who_is_not_named_for_certain(
    there: Provider, sso: IdentityProvider, sari: User, north: Client, person: dict[str, Any]
) -> None:
    with inside("north"):
        before = User.objects.count()
    there.knows("s-2", **person)
    answer = comes_back(north, there, sso, "s-2")
    assert answer.status_code == 403
    assert "tidak cocok dengan akun" in answer.content.decode()
    assert not is_in(north)
    nothing_was_made(before)


def test_a_closed_account_and_one_whose_employee_left_stay_shut_in_the_same_words(
    there: Provider, sso: IdentityProvider, sari: User, admin: User, north: Client, settings: Any
) -> None:
    there.knows("s-2", email="siapa@north.example.id", email_verified=True)
    texts = [said(comes_back(north, there, sso, "s-2"))]
    settings.ACCOUNTS_MAY_ENTER = f"{__name__}.all_have_left"
    texts.append(said(comes_back(north, there, sso)))
    settings.ACCOUNTS_MAY_ENTER = "tenant_apps.people.queries.may_enter"
    with inside("north"):
        services.deactivate(user_id=sari.pk, day=TODAY, at=timezone.now(), actor=admin)
    texts.append(said(comes_back(north, there, sso)))
    assert len(set(texts)) == 1
    assert not is_in(north)
    with inside("north"):
        assert not LinkedIdentity.objects.exists()


def test_a_question_is_answered_once_in_its_own_browser_by_its_own_provider(
    there: Provider, sso: IdentityProvider, sari: User, admin: User, north: Client, south: Client
) -> None:
    with inside("north"):
        other = set_up(there, admin, name="Penyedia lain")
    stranger = Client(HTTP_HOST="north.localhost")
    there_it_goes = north.get(f"/masuk/lewat/{sso.pk}/").headers["Location"]
    query = parse_qs(urlsplit(there_it_goes).query)
    assert query["code_challenge_method"] == ["S256"]
    assert set(query) >= {"state", "nonce", "code_challenge"}
    back = there.signs_in(there_it_goes, "s-1")
    assert stranger.get(path_of(back)).status_code == 422  # whoever gets hold of the address
    assert south.get(path_of(back)).status_code == 404
    wrong = urlsplit(back)
    forged = urlencode({"code": parse_qs(wrong.query)["code"][0], "state": "karangan"})
    assert north.get(f"{wrong.path}?{forged}").status_code == 422
    assert north.get(path_of(back).replace(str(sso.pk), str(other.pk))).status_code == 422
    assert north.get(path_of(back)).status_code == 422  # asked of the other, it is used up
    for browser in (north, stranger, south):
        assert not is_in(browser)

    again = there.signs_in(north.get(f"/masuk/lewat/{sso.pk}/").headers["Location"], "s-1")
    assert north.get(path_of(again)).headers["Location"] == "/"
    assert is_in(north)
    assert north.get(path_of(again)).headers["Location"] == "/"  # the way back in the history
    assert stranger.get(path_of(again)).status_code == 422
    assert not is_in(stranger)


def test_an_answer_for_one_region_is_worth_nothing_in_the_next(
    there: Provider, sso: IdentityProvider, sari: User, north: Client, south: Client
) -> None:
    """Also where the very same provider, under the very same key, and a person of that address are known there."""
    with inside("south"):
        account(EMAIL)
        IdentityProvider(
            id=sso.pk, name=NAME, issuer=sso.issuer, client_id="x", named_by="email", claim="email", is_on=True,
            client_secret=client_secrets.seal("x", provider_id=sso.pk),
        ).save()  # fmt: skip
    back = path_of(there.signs_in(north.get(f"/masuk/lewat/{sso.pk}/").headers["Location"], "s-1"))
    assert south.get(back).status_code == 422
    south.get(f"/masuk/lewat/{sso.pk}/")
    assert south.get(back).status_code == 422
    assert not is_in(south)
    with inside("south"):
        planted = IdentityProvider.objects.get()
        IdentityProvider.objects.update(client_secret=sso.client_secret)
        assert client_secrets.opened(sso.client_secret, provider_id=planted.pk) is None  # sealed for north
    assert south.get(f"/masuk/lewat/{sso.pk}/").status_code == 502


def test_a_secret_takes_the_new_field_key_and_without_the_old_one_stays_closed(
    sso: IdentityProvider, settings: Any
) -> None:
    old, new = settings.FIELD_KEY, "n" * 40
    with inside("north"):
        secret = client_secrets.opened(IdentityProvider.objects.get().client_secret, provider_id=sso.pk)
        assert secret
        settings.FIELD_KEY = new
        assert identity_providers.reseal() == (0, 1)
        settings.FIELD_KEY_BEFORE = old
        assert identity_providers.reseal() == (1, 0)
        assert identity_providers.reseal() == (0, 0)
        settings.FIELD_KEY_BEFORE = ""
        kept = IdentityProvider.objects.get().client_secret
        assert client_secrets.opened(kept, provider_id=sso.pk) == secret


def test_by_nip_and_the_first_identity_stays_the_only_one_until_its_owner_says_otherwise(
    there: Provider, admin: User, sari: User, north: Client, settings: Any
) -> None:
    settings.ACCOUNTS_LOGIN_LOOKUP = f"{__name__}.lookup_of_the_test"
    there.lies()
    there.knows("s-1", nip="19000101 192001 1 000")
    there.knows("s-2", nip=NUMBER)
    with inside("north"):
        sso = set_up(there, admin, named_by=NamedBy.NUMBER)
    assert comes_back(north, there, sso).headers["Location"] == "/"
    with inside("north"):
        link = LinkedIdentity.objects.get()
    other = Client(HTTP_HOST="north.localhost")
    assert comes_back(other, there, sso, "s-2").status_code == 403  # another person there, the same number
    assert north.post(f"/akun-saya/identitas/{link.pk}/putuskan/").status_code == 302
    assert comes_back(other, there, sso).status_code == 403
    sign_in(other, admin.email)
    for act in ("putuskan", "izinkan"):  # somebody else's
        assert other.post(f"/akun-saya/identitas/{link.pk}/{act}/").status_code == 404
    assert "Izinkan lagi" in north.get("/akun-saya/").content.decode()
    assert north.post(f"/akun-saya/identitas/{link.pk}/izinkan/").status_code == 302
    third = Client(HTTP_HOST="north.localhost")
    assert comes_back(third, there, sso, "s-2").headers["Location"] == "/"
    assert is_in(third)


def test_the_second_factor_is_asked_for_afterwards(
    there: Provider, sso: IdentityProvider, admin: User, north: Client, settings: Any
) -> None:
    there.knows("adm", email=admin.email, email_verified=True)
    settings.SECOND_FACTOR_REQUIRED = True
    assert comes_back(north, there, sso, "adm").status_code == 302
    assert north.get("/peran/").headers["Location"] == "/masuk/langkah-kedua/"
    settings.SECOND_FACTOR_REQUIRED = False
    with inside("north"):
        account(EMAIL)
    connect_app(Client(HTTP_HOST="north.localhost"))
    hers = Client(HTTP_HOST="north.localhost")
    assert comes_back(hers, there, sso).headers["Location"] == "/masuk/autentikator/kode/"
    assert not is_in(hers)


def test_a_provider_that_fails_is_told_in_words_and_the_password_stays(
    there: Provider, sso: IdentityProvider, sari: User, admin: User, north: Client
) -> None:
    with inside("north"):
        IdentityProvider.objects.filter(pk=sso.pk).update(issuer="http://127.0.0.1:9")
    down = north.get(f"/masuk/lewat/{sso.pk}/")
    assert down.status_code == 502
    assert "tidak dapat dihubungi" in down.content.decode()
    with inside("north"):
        IdentityProvider.objects.filter(pk=sso.pk).update(issuer=f"{there.issuer}/users")
    assert "menolak permintaan" in north.get(f"/masuk/lewat/{sso.pk}/").content.decode()
    with inside("north"):
        IdentityProvider.objects.filter(pk=sso.pk).update(issuer=there.issuer, client_secret="")
    assert "diisi ulang" in north.get(f"/masuk/lewat/{sso.pk}/").content.decode()
    assert sign_in(north, EMAIL) == "/"
    adm = Client(HTTP_HOST="north.localhost")
    sign_in(adm, admin.email)
    assert "diisi ulang" in adm.post(f"/cara-masuk/{sso.pk}/nyalakan/", follow=True).content.decode()
    assert "Matikan penyedia ini dahulu" in adm.post(f"/cara-masuk/{sso.pk}/hapus/", follow=True).content.decode()
    adm.post(f"/cara-masuk/{sso.pk}/matikan/")
    assert Client(HTTP_HOST="north.localhost").get(f"/masuk/lewat/{sso.pk}/").status_code == 404
    assert adm.post(f"/cara-masuk/{sso.pk}/hapus/").headers["Location"] == "/cara-masuk/"
    with inside("north"):
        assert not IdentityProvider.objects.exists()


def test_who_says_no_there_is_not_in_and_nobody_is_led_elsewhere(
    there: Provider, sso: IdentityProvider, sari: User, north: Client
) -> None:
    asked = north.get(f"/masuk/lewat/{sso.pk}/", {"next": "https://jahat.example.com/"}).headers["Location"]
    back = path_of(there.signs_in(asked, "s-1", action="deny"))
    assert north.get(back).status_code == 422
    assert not is_in(north)
    there.lies(claims={"email": None})  # the token does not hold it: asked of the provider's other address
    answer = comes_back(north, there, sso, next_page="//jahat.example.com/")
    assert answer.headers["Location"] == "/"


def test_programs_set_a_provider_up_too_and_read_no_secret(there: Provider, admin: User, north: Client) -> None:
    sign_in(north, admin.email)
    facts = {"name": NAME, "issuer": there.issuer, "client_id": "x", "client_secret": "Rahasia-1", "named_by": "email"}
    made = north.post("/api/v1/identity-providers/", facts, content_type="application/json")
    assert made.status_code == 201, made.content
    one = f"/api/v1/identity-providers/{made.json()['id']}/"
    assert made.json()["redirect_uri"] == f"http://north.localhost/masuk/lewat/{made.json()['id']}/kembali/"
    assert north.post(f"{one}on/").json()["is_on"] is True
    changed = north.post(
        one, {**facts, "name": "SSO", "client_secret": ""} | {"claim": ""}, content_type="application/json"
    )
    assert changed.status_code == 400  # an empty secret is none: it is left out
    facts.pop("client_secret")
    assert north.post(one, {**facts, "name": "SSO"}, content_type="application/json").json()["name"] == "SSO"
    assert north.post(f"{one}remove/").status_code == 409
    assert north.post(f"{one}off/").json()["is_on"] is False
    assert "Rahasia-1" not in north.get("/api/v1/identity-providers/").content.decode()
    assert north.post(f"{one}remove/").status_code == 204
    assert north.get(one).status_code == 404


def test_the_settings_belong_to_those_who_manage_accounts(sso: IdentityProvider, sari: User, north: Client) -> None:
    sign_in(north, EMAIL)
    for act in ("", "periksa/", "nyalakan/", "matikan/", "hapus/"):
        assert north.post(f"/cara-masuk/{sso.pk}/{act}").status_code == 403
    assert north.post("/cara-masuk/", {}).status_code == 403
    with inside("north"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*), bool_and(is_on) FROM accounts_identityprovider")
        assert cursor.fetchone() == (1, True)

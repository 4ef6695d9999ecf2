"""What the settings promise, seen in an answer: headers, cookies, the cache's keys, a row per change."""

import pytest
from django.conf import settings
from django.test import Client
from django_tenants.utils import schema_context

import merit.settings
from shared_apps.accounts.models import User
from shared_apps.audit.models import Entry

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "manifest-src 'self'",
}


@pytest.fixture
def browser(regions: None) -> Client:
    """Somebody signed in at north."""
    with schema_context("north"):
        user = User.objects.create(email="sari@example.id", name="Sari")
        client = Client(HTTP_HOST="north.localhost")
        client.force_login(user)
    return client


def test_no_page_runs_or_shows_anything_from_elsewhere(browser: Client) -> None:
    answer = browser.get("/masuk/")
    assert {part.strip() for part in answer["Content-Security-Policy"].split(";") if part.strip()} == POLICY
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_cookies_are_for_this_host_and_no_script(browser: Client) -> None:
    forms = Client(HTTP_HOST="north.localhost").get("/masuk/").cookies["csrftoken"]
    assert (forms["httponly"], forms["samesite"], forms["domain"]) == (True, "Lax", "")
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"
    assert settings.SESSION_COOKIE_DOMAIN is None


def test_keys_of_the_products_cache_name_their_schema() -> None:
    assert merit.settings.CACHES["default"]["KEY_FUNCTION"] == "django_tenants.cache.make_key"


def test_every_change_leaves_a_row_and_reading_none(browser: Client) -> None:
    with schema_context("north"):
        before = Entry.objects.count()
    browser.get("/masuk/")
    browser.post("/tidak-ada/")
    with schema_context("north"):
        rows = list(Entry.objects.order_by("at"))[before:]
    assert [(row.method, row.path, row.status, row.actor_name) for row in rows] == [
        ("POST", "/tidak-ada/", 404, "Sari")
    ]

"""What went wrong, in the words of what went wrong."""

from django.test import Client


def test_a_form_that_is_too_old_says_so(regions: None) -> None:
    browser = Client(HTTP_HOST="north.localhost", enforce_csrf_checks=True)
    answer = browser.post("/masuk/", {"login": "x", "password": "x"})
    assert answer.status_code == 403
    assert "<h1>Formulir sudah kedaluwarsa</h1>" in answer.content.decode()

"""A published version is withdrawn with a reason: nobody adopts it any more, and it never changes."""

import pytest

from shared_apps.errors import ConflictError, InvalidError
from shared_apps.scoring_templates import documents, services
from shared_apps.scoring_templates.models import TemplateVersion
from tests.cast import OPERATOR, TODAY
from tests.tenants.conftest import at_host, host_user


@pytest.fixture
def version(regions: None) -> TemplateVersion:
    return services.publish(
        text=documents.text("asn_performance"), version="2022.1", changelog="", actor=OPERATOR, day=TODAY
    )


def test_it_keeps_its_content_and_says_why(version: TemplateVersion) -> None:
    before = TemplateVersion.objects.values().get()
    services.withdraw(version=version, reason=" Bobot keliru ", actor=OPERATOR, day=TODAY)
    assert TemplateVersion.objects.values().get() == {**before, "withdrawn_reason": "Bobot keliru"}


def test_twice_is_a_conflict_and_the_first_reason_stays(version: TemplateVersion) -> None:
    services.withdraw(version=version, reason="Bobot keliru", actor=OPERATOR, day=TODAY)
    with pytest.raises(ConflictError):
        services.withdraw(version=version, reason="Lain", actor=OPERATOR, day=TODAY)
    assert TemplateVersion.objects.get().withdrawn_reason == "Bobot keliru"


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_without_a_reason_it_stays(version: TemplateVersion, reason: str) -> None:
    with pytest.raises(InvalidError):
        services.withdraw(version=version, reason=reason, actor=OPERATOR, day=TODAY)
    assert TemplateVersion.objects.get().withdrawn_reason == ""


def test_on_its_page(version: TemplateVersion) -> None:
    browser = at_host(host_user())
    assert browser.post(f"/templat/{version.id}/tarik/", {"reason": ""}).status_code == 422
    answer = browser.post(f"/templat/{version.id}/tarik/", {"reason": "Bobot keliru"}, follow=True)
    assert "Versi ini ditarik: Bobot keliru" in answer.content.decode()

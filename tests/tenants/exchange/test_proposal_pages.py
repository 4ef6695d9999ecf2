"""The host answers on its pages: what is wanting is asked again, and nothing that was chosen is lost."""

import pytest

from shared_apps.accounts.models import User
from shared_apps.scoring_templates.models import TemplateDraft
from tenants.exchange.models import Answer
from tests.tenants.conftest import at_host, host_user
from tests.tenants.exchange import scene
from tests.tenants.exchange.scene import POINTS


@pytest.fixture
def operator(real_logins: None) -> User:
    scene.begin()
    return host_user()


def test_the_page_asks_again_and_keeps_what_was_chosen(operator: User) -> None:
    scene.offer()
    scene.publish_newer()
    address = f"/usulan/{scene.letters()[0]}/"
    browser = at_host(operator)
    assert "60 → 55" in browser.get(address).content.decode()
    unanswered = browser.post(f"{address}terima/", {})
    assert (unanswered.status_code, Answer.objects.count()) == (422, 0)
    refused = browser.post(f"{address}terima/", {f"d:{POINTS}": "new"})
    assert (refused.status_code, Answer.objects.count()) == (422, 0)
    assert 'value="new" required checked' in refused.content.decode()
    path = f"{POINTS}/senior_secondary"
    typed = browser.post(f"{address}terima/", {f"d:{POINTS}": "other", f"v:{path}": "500"})
    assert (typed.status_code, Answer.objects.count()) == (422, 0)
    assert f'name="v:{path}" value="500"' in typed.content.decode()
    sent = {"choices": {POINTS: "other"}, "values": [{"path": path, "value": "500"}]}
    api = browser.post(f"/api/v1/proposals/{scene.letters()[0]}/accept/", sent, content_type="application/json")
    assert (api.status_code, Answer.objects.count()) == (422, 0)
    assert browser.post(f"{address}tolak/", {"reason": ""}).status_code == 422
    chosen = {f"d:{POINTS}": "other", f"v:{path}": "63"}
    assert browser.post(f"{address}terima/", chosen).status_code == 302
    assert "senior_secondary: 63" in TemplateDraft.objects.get().document
    assert "Diterima menjadi versi 2026.2" in browser.get(address).content.decode()

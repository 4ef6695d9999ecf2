"""What regions put into the host's mailbox, read back by the host: aggregates, never a person or a name."""

from django.db import connection

from tests import government
from tests.tenant_apps.scoring.cast import publish_newer, publish_templates


def test_what_a_region_tells_the_host_names_nobody(real_logins: None) -> None:
    """Committed, since the host sees of a region's writing only what it has committed."""
    connection.set_schema_to_public()  # type: ignore[attr-defined]  # django-tenants' wrapper
    publish_templates()
    publish_newer()
    north = government.build("north")
    host = government.everything_in("public")
    assert "schemes_adopted" in host["mailbox_message"]
    # what the region wrote for the host: the words of a proposal, and what it calls the period of a scheme
    for written in (*map(north.text, ("usulan", "teks-usulan", "alasan-batas")), north.period):
        assert written in host["mailbox_message"]
        host["mailbox_message"] = host["mailbox_message"].replace(written, "")
    assert [table for table, text in host.items() if any(word in text.casefold() for word in north.canaries)] == []

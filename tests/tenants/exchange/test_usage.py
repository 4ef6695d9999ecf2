"""The host reads which regions run a version and which declined it; a region can tell it nothing else."""

import pytest
from django.db import connection
from django_tenants.utils import schema_context

from shared_apps.accounts.models import User
from shared_apps.errors import ForbiddenError, NotFoundError
from shared_apps.mailbox import services as mailbox
from shared_apps.rows import new_id
from shared_apps.scoring_templates import documents, services
from shared_apps.scoring_templates.models import TemplateVersion
from tenants.exchange import queries
from tests.cast import OPERATOR, TODAY
from tests.tenants.conftest import at_host, host_user


@pytest.fixture
def version(real_logins: None) -> TemplateVersion:
    connection.set_schema_to_public()  # type: ignore[attr-defined]  # django-tenants' wrapper
    text = documents.text("asn_performance")
    return services.publish(text=text, version="2022.1", changelog="", actor=OPERATOR, day=TODAY)


@pytest.fixture
def operator(real_logins: None) -> User:
    return host_user()


def tell(region: str, kind: str, **content: object) -> None:
    """What a region puts into the mailbox under its own login."""
    with schema_context(region):
        mailbox.send(kind=kind, content=content)


def write(region: str, kind: str, text: str) -> None:
    """What a region puts there past our own pages."""
    with schema_context(region), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO public.mailbox_message (id, sender, sent_at, kind, content)"
            " VALUES (%s, current_user, now(), %s, %s::jsonb)",
            [new_id(), kind, text],
        )


def named(operator: User, version: TemplateVersion) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    found = queries.usage(operator, version.id, TODAY)
    return (
        [use.region.schema_name for use in found.running],
        [(use.region.schema_name, use.version) for use in found.others],
        [f"{each.region.schema_name}: {each.reason}" for each in found.declined],
    )


def test_what_a_region_told_last_counts(operator: User, version: TemplateVersion) -> None:
    assert named(operator, version) == ([], [], [])
    tell("north", "schemes_adopted", templates=["asn_performance 2022.1", "talent_national 2025.1"])
    tell("south", "schemes_adopted", templates=["asn_performance 2021.4"])
    tell("south", "version_declined", template="asn_performance 2022.1", reason="Bobot perilaku")
    tell("south", "version_declined", template="talent_national 2025.1", reason="Lain")
    assert named(operator, version) == (["north"], [("south", "2021.4")], ["south: Bobot perilaku"])
    page = at_host(operator).get(f"/templat/{version.id}/daerah/").content.decode()
    assert "Bobot perilaku" in page
    tell("south", "schemes_adopted", templates=["asn_performance 2022.1"])  # it has changed its mind
    tell("north", "schemes_adopted", templates=["talent_national 2025.1"])
    assert named(operator, version) == (["south"], [], [])


def test_the_latest_period_counts_whatever_was_told_since_of_an_older_one(
    operator: User, version: TemplateVersion
) -> None:
    name = "asn_performance 2021.4"
    tell("north", "schemes_adopted", templates=[name])  # on older software
    tell("north", "schemes_adopted", templates=[str(version)], period="2027", ends_on="2027-12-31")
    tell("north", "schemes_adopted", templates=[name], period="2026", ends_on="2026-12-31")
    assert named(operator, version) == (["north"], [], [])
    assert "periode 2027" in at_host(operator).get(f"/templat/{version.id}/daerah/").content.decode()
    tell("north", "schemes_adopted", templates=[name], period="2027", ends_on="2027-12-31")
    assert named(operator, version) == ([], [("north", "2021.4")], [])


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"templates": "x"},
        {"templates": [1, None, "asn_performance"]},
        {"templates": {}},
        {"templates": ["asn_performance 2022.1"], "period": ["x"] * 999, "ends_on": {"x": 1}},
        {"templates": ["asn_performance 2022.1"], "period": "<script>alert(1)</script>", "ends_on": "9999-99-99"},
    ],
)
def test_whatever_a_region_writes_the_page_stands(
    told: dict[str, object], operator: User, version: TemplateVersion
) -> None:
    tell("north", "schemes_adopted", **told)
    tell("north", "version_declined", template=str(version), reason="<script>alert(1)</script>" + "x" * 9000)
    answer = at_host(operator).get(f"/templat/{version.id}/daerah/")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert len(answer.content) < 60_000


def test_operators_alone_read_it_and_only_of_what_is_published(operator: User, version: TemplateVersion) -> None:
    with pytest.raises(ForbiddenError):
        queries.usage(host_user("Neneng Hasanah", operator=False), version.id, TODAY)
    with pytest.raises(NotFoundError):
        queries.usage(operator, new_id(), TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "9" * 5000,
        '{"templates": %s}' % ("9" * 5000),
        "[" * 3000 + "]" * 3000,
        "[]",
        "7",
        '{"templates": 7, "employees": "banyak"}',
    ],
)
@pytest.mark.parametrize("kind", ["schemes_adopted", "version_declined", "people_counted"])
def test_what_no_reader_takes_stops_nobody(version: TemplateVersion, operator: User, kind: str, text: str) -> None:
    tell("south", "schemes_adopted", templates=["asn_performance 2022.1"])
    tell("north", "schemes_adopted", templates=["asn_performance 2022.1"])
    write("north", kind, text)
    assert "south" in named(operator, version)[0]
    host = at_host(operator)
    assert host.get("/").status_code == host.get(f"/templat/{version.id}/daerah/").status_code == 200

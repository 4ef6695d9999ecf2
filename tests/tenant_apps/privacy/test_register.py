"""Every field of every table of a region is somebody's for a reason, or nobody's: nothing is held unthought of."""

from typing import Any

import pytest
from django.apps import apps
from django.conf import settings

from merit import urls_region
from tenant_apps.privacy.queries.register import register
from tenant_apps.privacy.rules.beside import BESIDE, KEYS, NOBODYS, SECRETS
from tenant_apps.privacy.rules.kinds import AUTOMATIC, Retention
from tenant_apps.privacy.rules.looking import BY_UNIT, OF_MANY, OF_ONE
from tenant_apps.privacy.rules.register import REGISTER
from tenant_apps.privacy.rules.subjects import SUBJECTS, WITHHELD
from tenant_apps.privacy.words import RETENTIONS
from tests.access.doors import every_address

HELD = {entry.model for entry in REGISTER}
MODELS = [
    model
    for model in apps.get_models()
    if model._meta.app_config.name in settings.TENANT_APPS and model._meta.managed and not model._meta.proxy
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_table_is_somebodys_field_by_field_or_nobodys(model: Any) -> None:
    """A new field fails here until `tenant_apps.privacy.rules.register` says what it is held for."""
    label = model._meta.label
    if label in NOBODYS:
        assert label not in HELD
        return
    told = [name for entry in REGISTER if entry.model == label for name in entry.fields]
    told += BESIDE.get(label, ())
    assert len(told) == len(set(told)), "a field is held for two reasons"
    assert set(told) == {field.name for field in model._meta.concrete_fields} - KEYS


def test_the_register_names_no_table_that_is_gone() -> None:
    labels = {model._meta.label for model in MODELS}
    assert HELD | set(NOBODYS) == labels
    assert set(BESIDE) <= HELD


def test_every_table_of_people_has_a_way_to_its_person() -> None:
    assert set(SUBJECTS) == HELD
    for label, subject in SUBJECTS.items():
        if subject.field:
            apps.get_model(label)._default_manager.filter(**{subject.field: None})
    for place in (*SECRETS, *WITHHELD):
        label, name = place.rsplit(".", 1)
        assert name in {field.name for field in apps.get_model(label)._meta.concrete_fields}


def test_what_the_page_promises_to_remove_is_removed_by_the_product() -> None:
    promised = {key for key, text in RETENTIONS.items() if "otomatis" in str(text)}
    assert promised == set(AUTOMATIC) == {Retention.LOOKS, Retention.COPY}


def test_every_line_is_told_in_words() -> None:
    lines = [line for section in register() for line in section.lines]
    assert len(lines) == len(REGISTER)
    assert all(line.table and line.fields and line.purpose and line.basis and line.retention for line in lines)
    assert not any("." in line.table for line in lines)


def test_every_address_about_one_person_is_written_down() -> None:
    """An address with an employee in its path shows a person: it belongs into `looking.OF_ONE`."""
    routes = every_address(urls_region.urlpatterns)
    assert {name for name, route in routes.items() if "<uuid:employee_id>" in route} == set(OF_ONE)
    assert set(OF_MANY) <= set(routes)
    assert set(OF_MANY) >= BY_UNIT

"""The price of a schema is its indexes: none that no query needs."""

from typing import Any

import pytest
from django.core.management import call_command

from tenants.regions.database.base import as_owner
from tenants.regions.fleet import base_schema
from tenants.regions.rules import BASE_SCHEMA
from tests.tenants.regions.test_base_schema import execute, rows

_INDEXES = """
SELECT c.relname, t.relname, array_to_string(i.indkey, ' '), i.indisunique, i.indpred IS NOT NULL,
       ARRAY(SELECT opcname::text FROM pg_opclass o WHERE o.oid = ANY (i.indclass))
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
WHERE t.relnamespace = %s::regnamespace AND t.relkind = 'r'
"""


@pytest.mark.parametrize("schema", ["north", "south", "public"])
def test_no_twin_for_a_search_by_prefix(real_logins: None, schema: str) -> None:
    with as_owner():
        twins = [name for name, *_, classes in rows(_INDEXES, schema) if any("pattern" in one for one in classes)]
    assert [one for one in twins if not one.startswith(("regions_", "partnerships_"))] == []


def test_no_index_is_the_beginning_of_a_unique_one(real_logins: None) -> None:
    with as_owner():
        base_schema.ensure()
        found = rows(_INDEXES, BASE_SCHEMA)
    superfluous = {
        name
        for name, table, columns, is_unique, is_partial, _ in found
        for other, its_table, its_columns, other_unique, other_partial, _ in found
        if (table, name) != (its_table, other) and table == its_table
        and other_unique and not is_unique and not is_partial and not other_partial
        and "0" not in columns.split() and its_columns.startswith(f"{columns} ")
    }  # fmt: skip
    assert superfluous == set()


def test_dropping_them_goes_back_and_forth(real_logins: None) -> None:
    def indexes() -> list[Any]:
        return sorted(name for name, *_ in rows(_INDEXES, "north"))

    with as_owner():
        call_command(
            "migrate_schemas", "accounts", "0002", schema_name="north", verbosity=0
        )  # later tables have others
        without = indexes()
        execute("DROP INDEX IF EXISTS north.django_session_session_key_c0390e0f_like")  # twice does no harm
        call_command("migrate_schemas", "accounts", "0001", schema_name="north", verbosity=0)
        assert len(indexes()) == len(without) + 7
        call_command("migrate_schemas", "accounts", "0002", schema_name="north", verbosity=0)
        assert indexes() == without

"""What PgBouncer learns of a support login: its verifier while the grant lives, nothing afterwards."""

from datetime import timedelta

import psycopg
from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_tenants.utils import schema_context
from psycopg import sql

from tenants.regions.database.base import as_owner
from tenants.regions.database.bootstrap import bootstrap_pooler
from tenants.regions.database.logins import pooler_login, support_login_of, verifier_of
from tests.tenants.support.conftest import Scene


def test_the_pooler_knows_a_support_login_until_its_end(scene: Scene, administrator_url: str) -> None:
    login, pooler = support_login_of(scene.given().id), pooler_login()
    database = connection.settings_dict
    bootstrap_pooler(
        administrator_url=administrator_url,
        database=database["NAME"],
        prefix=settings.DATABASE_ROLE_PREFIX,
        verifier=verifier_of(pooler),
    )
    address = {"host": database["HOST"], "port": database["PORT"] or None, "dbname": database["NAME"]}
    with psycopg.connect(**{**address, **pooler._asdict()}, autocommit=True) as raw:
        asked = "SELECT verifier FROM pooler.verifier_of(%s)"
        assert raw.execute(asked, [login.user]).fetchone() == (verifier_of(login),)
        over = sql.Literal((timezone.now() - timedelta(seconds=1)).isoformat())
        with schema_context("public"), as_owner(), connection.cursor() as cursor:
            cursor.execute(sql.SQL("ALTER ROLE {} VALID UNTIL {}").format(sql.Identifier(login.user), over))
        assert raw.execute(asked, [login.user]).fetchone() is None
        assert raw.execute(asked, [f"{settings.DATABASE_ROLE_PREFIX}_owner"]).fetchone() is None

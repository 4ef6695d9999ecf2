"""Once per database, by its administrator: the owner role, and nothing left to PUBLIC."""

import psycopg
from psycopg import sql

_LARGE_OBJECTS = "lo_create(oid), lo_creat(integer), lo_from_bytea(oid, bytea), lo_import(text), lo_import(text, oid)"

_VERIFIER_OF = sql.SQL("""
CREATE OR REPLACE FUNCTION pooler.verifier_of(asked text) RETURNS TABLE (name text, verifier text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT rolname::text, rolpassword FROM pg_authid
    WHERE rolname = asked AND (rolname = {host} OR starts_with(rolname::text, {region})
      OR (starts_with(rolname::text, {support}) AND rolvaliduntil > now())) AND rolcanlogin
$$""")


def bootstrap(*, administrator_url: str, database: str, prefix: str, owner_password: str) -> None:
    """Create the database and its owner, or bring them to what they must be; idempotent."""
    owner, name = sql.Identifier(f"{prefix}_owner"), sql.Identifier(database)
    with psycopg.connect(administrator_url, autocommit=True) as administrator:
        if not _exists(administrator, "SELECT FROM pg_roles WHERE rolname = %s", f"{prefix}_owner"):
            administrator.execute(sql.SQL("CREATE ROLE {} LOGIN NOINHERIT CREATEROLE").format(owner))
        administrator.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(owner, sql.Literal(owner_password)))
        if not _exists(administrator, "SELECT FROM pg_database WHERE datname = %s", database):
            administrator.execute(sql.SQL("CREATE DATABASE {}").format(name))
        administrator.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(name, owner))
        administrator.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    with psycopg.connect(administrator_url, dbname=database, autocommit=True) as administrator:
        administrator.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(owner))
        administrator.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        for kind in ("FUNCTIONS", "TYPES"):
            statement = sql.SQL("ALTER DEFAULT PRIVILEGES FOR ROLE {} REVOKE ALL ON {} FROM PUBLIC")
            administrator.execute(statement.format(owner, sql.SQL(kind)))
        # A large object would belong to the login that made it.
        administrator.execute(sql.SQL("REVOKE EXECUTE ON FUNCTION {} FROM PUBLIC").format(sql.SQL(_LARGE_OBJECTS)))


def bootstrap_pooler(*, administrator_url: str, database: str, prefix: str, verifier: str) -> None:
    """The login under which PgBouncer asks for verifiers, of the host's and the regions' logins alone; idempotent."""
    pooler, name = sql.Identifier(f"{prefix}_pooler"), sql.Identifier(database)
    with psycopg.connect(administrator_url, dbname=database, autocommit=True) as administrator:
        if not _exists(administrator, "SELECT FROM pg_roles WHERE rolname = %s", f"{prefix}_pooler"):
            administrator.execute(sql.SQL("CREATE ROLE {} LOGIN NOINHERIT").format(pooler))
        administrator.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(pooler, sql.Literal(verifier)))
        administrator.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, pooler))
        administrator.execute("CREATE SCHEMA IF NOT EXISTS pooler")
        administrator.execute(
            _VERIFIER_OF.format(
                host=sql.Literal(f"{prefix}_host"),
                region=sql.Literal(f"{prefix}_r_"),
                support=sql.Literal(f"{prefix}_s_"),
            )
        )
        administrator.execute("REVOKE ALL ON FUNCTION pooler.verifier_of(text) FROM PUBLIC")
        administrator.execute(sql.SQL("GRANT USAGE ON SCHEMA pooler TO {}").format(pooler))
        administrator.execute(sql.SQL("GRANT EXECUTE ON FUNCTION pooler.verifier_of(text) TO {}").format(pooler))


def _exists(administrator: psycopg.Connection[tuple[object, ...]], query: str, name: str) -> bool:
    return administrator.execute(query.encode(), [name]).fetchone() is not None

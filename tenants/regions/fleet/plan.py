"""A migration planned once: run for real in one schema, written down, and replayed in all others as SQL.

Only what is not SQL (RunPython) is run per region, with the states rendered once. Runs inside as_owner().
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from psycopg import sql

from shared_apps.errors import ConflictError
from tenants.regions.fleet.versions import Name

_CHECK_NOW = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"


@dataclass(frozen=True)
class Code:
    """An operation that is not SQL, with the states it works on."""

    label: str
    operation: Operation
    before: ProjectState
    after: ProjectState

    def run(self) -> None:
        """Do it in the schema the connection is in."""
        with connection.schema_editor(atomic=False) as editor:
            self.operation.database_forwards(self.label, editor, self.before, self.after)


@dataclass
class Plan:
    """What brings a schema from one history to the code's."""

    migrations: tuple[Name, ...]
    steps: list[str | Code] = field(default_factory=list)
    has_signals: bool = False  # post_migrate wrote something that has to be asked for in every region

    @property
    def is_sql(self) -> bool:
        """Whether one text does it all."""
        return not self.has_signals and all(isinstance(step, str) for step in self.steps)

    @property
    def makes_objects(self) -> bool:
        """Whether there may be something new to grant; a column or an index has the rights of its table."""
        words = ("CREATE TABLE", "CREATE FUNCTION", "CREATE OR REPLACE", "CREATE SEQUENCE", "RENAME TO")
        return any(isinstance(step, Code) or any(word in step for word in words) for step in self.steps)

    @property
    def text(self) -> str:
        """All SQL of a plan without code."""
        return ";\n".join(step for step in self.steps if isinstance(step, str))


def load() -> MigrationLoader:
    """The graph of all migrations, read once per act."""
    return MigrationLoader(None)


def record(loader: MigrationLoader, applied: frozenset[Name]) -> Plan:
    """Migrate the schema the connection is in, inside the caller's transaction, and write down what was done."""
    due, state = _due(loader, applied)
    for migration in due:
        if not migration.atomic:
            raise ConflictError("migration_not_atomic", f"{migration} cannot run in one transaction with its region.")
    plan = Plan(tuple(name for migration in due for name in _names(migration)))
    if not due:
        return plan
    emit_pre_migrate_signal(verbosity=0, interactive=False, db=connection.alias, plan=[(one, False) for one in due])
    for migration in due:
        _run(migration, state, plan)
    done = _bookkeeping(plan.migrations)
    with connection.cursor() as cursor:
        cursor.execute(done)
    plan.steps.append(done)
    plan.has_signals, reference = _after_migration()
    plan.steps += reference
    return plan


def replay(plan: Plan) -> None:
    """Do the same in the schema the connection is in, inside the caller's transaction."""
    for step in plan.steps:
        if isinstance(step, Code):
            step.run()
        else:
            with connection.cursor() as cursor:
                cursor.execute(step)
    if plan.has_signals:
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)


def _due(loader: MigrationLoader, applied: frozenset[Name]) -> tuple[list[Migration], ProjectState]:
    """The migrations that are missing, in their order, and the state before the first of them."""
    order: list[Name] = []
    for leaf in loader.graph.leaf_nodes():
        order += [name for name in loader.graph.forwards_plan(leaf) if name not in order]
    state = ProjectState(real_apps=loader.unmigrated_apps)
    for name in order:
        if name in applied:
            loader.graph.nodes[name].mutate_state(state, preserve=False)
    state.apps  # noqa: B018  rendered once; clones share it
    return [loader.graph.nodes[name] for name in order if name not in applied], state


def _run(migration: Migration, state: ProjectState, plan: Plan) -> None:
    with connection.schema_editor(atomic=False) as editor:
        said = _writing_down(editor, plan.steps)
        for operation in migration.operations:
            before = state.clone()
            operation.state_forwards(migration.app_label, state)
            if _is_sql(operation):
                operation.database_forwards(migration.app_label, editor, before, state)
                continue
            said(_CHECK_NOW)
            code = Code(migration.app_label, operation, before, state.clone())
            code.run()
            code.before.is_delayed = code.after.is_delayed = False  # keeps what is rendered for the next region
            plan.steps.append(code)
            said(_CHECK_NOW)


def _writing_down(editor: Any, steps: list[str | Code]) -> Callable[[str], None]:
    """Every statement of Django's schema editor goes through its execute()."""
    execute = editor.execute

    def execute_and_note(statement: Any, params: Any = ()) -> None:
        text = str(statement)
        if params:
            text = cast(Any, connection.ops).compose_sql(text, params)
        execute(text, None)
        steps.append(text.rstrip("; \n"))

    editor.execute = execute_and_note
    return lambda text: execute_and_note(text, None)


def _is_sql(operation: Operation) -> bool:
    nested: Sequence[Operation] = getattr(operation, "database_operations", ())
    return operation.reduces_to_sql and all(_is_sql(one) for one in nested)


def _names(migration: Migration) -> Iterable[Name]:
    """A squashed migration counts as those it stands for, and as itself."""
    return [*migration.replaces, (migration.app_label, migration.name)]


def _bookkeeping(names: Sequence[Name]) -> str:
    rows = sql.SQL(", ").join(sql.SQL("({}, {}, now())").format(*map(sql.Literal, name)) for name in names)
    return sql.SQL("INSERT INTO django_migrations (app, name, applied) VALUES {}").format(rows).as_string(None)


def _after_migration() -> tuple[bool, list[str]]:
    """What Django does after migrating: content types and permissions, as SQL by name; anything else as it is."""
    strange = []

    def watch(execute: Callable[..., Any], statement: str, params: Any, many: bool, context: Any) -> Any:
        words = statement.split(None, 3)
        is_known = any(table in statement for table in ('"django_content_type"', '"auth_permission"'))
        if words and words[0] in {"INSERT", "UPDATE", "DELETE"} and not is_known:
            strange.append(statement)
        return execute(statement, params, many, context)

    kinds, permissions = _kinds(), _permissions()
    ContentType.objects.clear_cache()  # it belongs to whichever schema was asked before
    with connection.execute_wrapper(watch):
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    ContentType.objects.clear_cache()
    new_kinds, new_permissions = sorted(_kinds() - kinds), sorted(_permissions() - permissions)
    return bool(strange), [
        *_insert(
            "INSERT INTO django_content_type (app_label, model) SELECT v.* FROM (VALUES {}) AS v (a, b) WHERE NOT"
            " EXISTS (SELECT FROM django_content_type c WHERE (c.app_label, c.model) = (a, b))",
            new_kinds,
        ),
        *_insert(
            "INSERT INTO auth_permission (content_type_id, codename, name) SELECT c.id, k, n FROM (VALUES {})"
            " AS v (a, b, k, n) JOIN django_content_type c ON (c.app_label, c.model) = (a, b) WHERE NOT EXISTS"
            " (SELECT FROM auth_permission p WHERE p.content_type_id = c.id AND p.codename = k)",
            new_permissions,
        ),
    ]


def _insert(statement: str, rows: Sequence[tuple[str, ...]]) -> list[str]:
    if not rows:
        return []
    values = sql.SQL(", ").join(sql.SQL("({})").format(sql.SQL(", ").join(map(sql.Literal, row))) for row in rows)
    return [sql.SQL(statement).format(values).as_string(None)]


def _kinds() -> set[tuple[str, ...]]:
    return set(ContentType.objects.values_list("app_label", "model"))


def _permissions() -> set[tuple[str, ...]]:
    columns = ("content_type__app_label", "content_type__model", "codename", "name")
    return set(Permission.objects.values_list(*columns))

"""What the pages of a person and of a leader cost beside the plainest page with the same way in."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.test import Client
from django_tenants.utils import schema_context

from merit.bench import figures, ground
from merit.bench.figures import Contender, Goal, Report
from merit.bench.installation import say
from shared_apps.accounts.models import Appointment, User
from tenant_apps.people.models import Assignment
from tenant_apps.scoring import services
from tenant_apps.scoring.models import Period

GOALS = {"queries_employee": Goal("at_most", 25), "queries_leader": Goal("at_most", 25)}
PAGES = {
    "plain": ("employee", "/tolok-ukur/"),
    "employee": ("employee", "/akun/"),
    "employee_detail": ("employee", "/akun/rincian/"),
    "leader": ("head", "/pimpinan/"),
}


def measure(*, schema: str, periods: Sequence[Period], rounds: int) -> Report:
    """Django's own client in this process: the whole way in and out, without a network."""
    with schema_context(schema):
        for period in periods:
            services.run_period(period=period, actor=ground.BENCH)
        people = Assignment.objects.count()
        viewers = {"employee": _employee(), "head": _head()}
        clients = {name: _client(schema, user) for name, user in viewers.items()}
    say("Requests: rounds of every page")
    counts = {}
    for name, (viewer, path) in PAGES.items():
        _open(clients[viewer], path)
        counts[name] = _queries(clients[viewer], path)
    found = figures.interleaved(
        {
            name: Contender(lambda client=clients[viewer], path=path: _open(client, path))  # type: ignore[misc]
            for name, (viewer, path) in PAGES.items()
        },
        rounds=rounds,
    )
    middle = figures.medians(found)
    pages = [name for name in PAGES if name != "plain"]
    ratios = {f"{name}_p50_over_plain": middle[name] / middle["plain"] for name in pages}
    return Report(
        benchmark="requests",
        ratios={**ratios, **{f"queries_{name}": counts[name] for name in PAGES}},
        goals=GOALS,
        facts={"people": people, "rounds": rounds, "seconds": middle},
    )


def _employee() -> User:
    assignment = Assignment.objects.filter(is_head=False).order_by("employee_id")[0]
    return _account("pegawai", assignment.employee_id)


def _head() -> User:
    """The regional head sees everybody: the largest page a leader can ask for."""
    user = _account("kepala", Assignment.objects.filter(is_head=False).order_by("-employee_id")[0].employee_id)
    Appointment.objects.create(
        user=user, role="regional_head", starts_on=ground.FIRST_DAY, given_by_name=ground.BENCH.name
    )
    return user


def _account(name: str, employee_id: UUID) -> User:
    return User.objects.create(email=f"{name}@tolok-ukur.example.id", name=name.title(), employee_id=employee_id)


def _client(schema: str, user: User) -> Client:
    client = Client(headers={"host": f"{schema}.localhost"})
    client.force_login(user)
    return client


def _open(client: Client, path: str) -> None:
    response = client.get(path)
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}: {response.content[:500]!r}")


def _queries(client: Client, path: str) -> int:
    counted: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        counted.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        _open(client, path)
    return len(counted)

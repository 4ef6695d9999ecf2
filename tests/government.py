"""Two small governments side by side, built through the real services, with a word of their own in every text.

Whatever of one shows up in the other is found by that word.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone
from django_tenants.utils import schema_context
from pytest_django.plugin import DjangoDbBlocker

from shared_apps.accounts import identity_providers, sessions
from shared_apps.accounts import services as accounts
from shared_apps.accounts.models import IdentityProvider, LinkedIdentity, User, UserSession
from shared_apps.accounts.rules import Scope
from shared_apps.files import services as files
from shared_apps.files.models import StoredFile
from shared_apps.jobs import services as jobs
from shared_apps.jobs.models import Job
from shared_apps.scoring_templates import services as templates
from shared_apps.scoring_templates.models import TemplateVersion
from shared_apps.sheets import reader
from shared_apps.sheets.writer import write_csv
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.drafts import services as drafts
from tenant_apps.organisation.files import services as structure_sheets
from tenant_apps.organisation.settings import services as settings_of_region
from tenant_apps.people import services as people
from tenant_apps.people import tasks as people_tasks
from tenant_apps.people.imported import SheetImport
from tenant_apps.people.models import ActingKind, EmployeeNumber
from tenant_apps.people.queries import employee_id_for_number
from tenant_apps.people.rules.nik import spaced
from tenant_apps.people.services import uploads
from tenant_apps.people.services.positions import Wish
from tenant_apps.scoring import services as scoring
from tenant_apps.scoring import tasks as scoring_tasks
from tenant_apps.scoring.models import Period
from tenants.regions.models import Region
from tests import pictures
from tests.cast import TODAY, Command
from tests.shared_apps.accounts.scene import PASSWORD, inside
from tests.shared_apps.assurance import reports
from tests.shared_apps.leaving import sample as leaving_sample
from tests.tenant_apps.organisation.sheets import COLUMNS as UNIT_COLUMNS
from tests.tenant_apps.people.people import COLUMNS as PEOPLE_COLUMNS
from tests.tenant_apps.privacy import sample as privacy_sample
from tests.tenant_apps.scoring.cast import AT, CUTS, NEWER, TYPICAL, publish_newer, publish_templates
from tests.tenants.backups import sample as backups_sample
from tests.tenants.conftest import record
from tests.tenants.departure import sample as departure_sample
from tests.tenants.exchange import sample as proposals_sample
from tests.tenants.regions.listed import listed
from tests.tenants.support import sample as support_sample

WORDS = {"north": "kanariutara", "south": "kanariselatan"}
NIKS = {"north": "3372014101000011", "south": "1571014101000022", "east": "3371014101000033"}  # of the employee
START = date(2026, 1, 1)
# code: kind, parent
UNITS = {
    "PEM": ("government", ""),
    "SETDA": ("secretariat", "PEM"),
    "BKD": ("board", "PEM"),
    "BKD-M": ("division", "BKD"),
    "CAMAT": ("district", "PEM"),
    "LURAH": ("subdistrict", "CAMAT"),
}
# person: unit, heads it?
PEOPLE = {
    "sekda": ("SETDA", True),
    "head": ("BKD", True),
    "deputy": ("BKD-M", True),
    "employee": ("BKD-M", False),
    "colleague": ("BKD-M", False),
    "camat": ("CAMAT", True),
    "clerk": ("LURAH", False),
    "newcomer": ("LURAH", False),
}
ROLES = {
    "regional_head": "regional_head",
    "administrator": "personnel_admin",
    "auditor": "auditor",
    "agency": "agency_admin",
    "committee": "committee_member",
    "officer": "data_protection_officer",
}


@dataclass
class Government:
    """What the builder made, by the names above."""

    schema: str
    word: str
    units: dict[str, UUID] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    ids: dict[str, UUID] = field(default_factory=dict)
    invitation: str = ""

    @property
    def host(self) -> str:
        """Its address."""
        return "host.localhost" if self.schema == "public" else f"{self.schema}.localhost"

    @property
    def period(self) -> str:
        """The code of the period that is scored."""
        return f"{self.word}-26"

    @property
    def next_period(self) -> str:
        """The code of an open period without schemes."""
        return f"{self.word}-27"

    def text(self, what: str) -> str:
        """A text that can come from here alone."""
        return f"{self.word}-{what}"

    @property
    def canaries(self) -> list[str]:
        """What must never be read elsewhere."""
        niks = [NIKS[self.schema], spaced(NIKS[self.schema])] if self.schema in NIKS else []
        return [self.word, *self.numbers.values(), *niks]


@contextmanager
def one_transaction(blocker: DjangoDbBlocker) -> Iterator[None]:
    """The fixture `regions` for a whole module: every login in a transaction that is rolled back at the end."""
    with blocker.unblock():
        connection.set_schema_to_public()  # type: ignore[attr-defined]  # django-tenants' wrapper
        publish_templates()  # committed: a region sees only what the host has committed
        publish_newer()
        block = transaction.atomic()
        block._from_testcase = True  # type: ignore[attr-defined]  # as Django's own TestCase does
        try:
            with block:
                with connection.rolled_back():  # type: ignore[attr-defined]  # tests.one_transaction
                    for schema in ("public", *WORDS):  # else a login nobody needs for a minute loses its connection
                        with schema_context(schema), connection.cursor() as cursor:
                            cursor.execute("SET idle_in_transaction_session_timeout = 0")
                    yield
                transaction.set_rollback(True)
        finally:
            connection.set_schema_to_public()  # type: ignore[attr-defined]
            TemplateVersion.objects.all().delete()


def build(schema: str) -> Government:
    """A government with structure, people, results, scores, jobs, files, letters and accounts."""
    made = Government(schema, WORDS[schema])
    year = 1990 + sorted(WORDS).index(schema)
    made.numbers = {who: f"{year}{n:02d}05201505{n % 2 + 1}{n:03d}" for n, who in enumerate(PEOPLE, 1)}
    with inside(schema):
        _structure(made)
        _people(made)
        _accounts(made)
        _results(made)
        _jobs(made)
        _letters(made)
        made.ids["structure_sheet"] = structure_sheets.upload(
            name=made.text("lembar.csv"),
            content=f"nama\nDinas {made.text('lembar')}\n".encode(),
            effective_from=TODAY,
            actor=made.users["administrator"],
        ).id
        _settings(made)
        made.ids["report"] = reports.write(code_version=made.text("versi")).id
        support_sample.of_region(made)
        privacy_sample.of_region(made)
        leaving_sample.told(word=made.text("paket"), content=made.text("paket").encode())
    return made


def _settings(made: Government) -> None:
    """A crest, which is the first revision, and a day of the region's own."""
    administrator = made.users["administrator"]
    crest = settings_of_region.change_crest(content=pictures.png(), revision=0, actor=administrator)
    assert crest.crest_id is not None
    made.ids["crest"] = crest.crest_id
    made.ids["day_off"] = settings_of_region.add_day_off(
        day=date(2026, 2, 3), name=made.text("hari-jadi"), decree=made.text("kepgub"), actor=administrator
    ).id


def actor(made: Government) -> Command:
    """Who does what no account does."""
    return Command(name=made.text("pelaku"))


def units_csv(made: Government) -> bytes:
    """The structure as a sheet."""
    rows = [
        (
            made.text(code),
            made.text(f"unit-{code}"),
            kind,
            made.text(parent) if parent else "",
            made.text("s")[:40],
            "",
        )
        for code, (kind, parent) in UNITS.items()
    ]
    return write_csv(UNIT_COLUMNS, rows)


def people_csv(made: Government, **changed: str) -> bytes:
    """The people as a sheet; `changed` replaces a cell of the last one."""
    rows = [_row(made, who, *PEOPLE[who]) for who in PEOPLE]
    rows[-1] |= changed
    return write_csv(PEOPLE_COLUMNS, [[row.get(name, "") for name in PEOPLE_COLUMNS] for row in rows])


def results_csv(made: Government, **changed: str) -> bytes:
    """Results of everybody but the newcomer; `changed` replaces measures of the last one."""
    numbers = [number for who, number in made.numbers.items() if who != "newcomer"]
    lines = [(number, *TYPICAL.values()) for number in numbers[:-1]]
    lines.append((numbers[-1], *(TYPICAL | changed).values()))
    return write_csv(("nip", *TYPICAL), lines)


def files_of(schema: str) -> frozenset[Path]:
    """The files in the folder of a region."""
    folder = Path(settings.FILES_FOLDER) / schema
    return frozenset(path for path in folder.rglob("*") if path.is_file())


def build_host() -> Government:
    """The host's side: people, a token, an invitation, an agreement without region, a draft, a job that stopped."""
    made = Government("public", "kanarihost")
    with inside("public"):
        for who in ("guest", "operator", "second"):
            made.users[who] = _account(made, who)
        for who in ("operator", "second"):
            role = accounts.appoint(user=made.users[who], role="host_operator", day=START, actor=actor(made))
            made.ids[f"{who}_role"] = role.id
        _tokens(made, made.users["operator"])
        made.ids["agreement"] = record().id
        region = Region.objects.get(schema_name="north")
        made.ids["region"] = region.id
        made.ids["version"] = TemplateVersion.objects.order_by("key")[0].id
        folder = resources.files("shared_apps.scoring_templates") / "documents"
        text = (folder / "talent_national_2025.yaml").read_text()
        draft = templates.save_draft(text=text, actor=made.users["operator"], at=AT)
        templates.review_draft(
            draft=draft, seen=draft.document_hash, verdict="approved", comment="", actor=made.users["second"], at=AT
        )
        made.ids["draft"] = draft.id
        text = (folder / "behaviour_360.yaml").read_text()
        made.ids["reviewed"] = templates.save_draft(text=text, actor=made.users["second"], at=AT).id
        job = jobs.enqueue(task="tests", kind="provision", key=made.text("tugas"), actor=made.users["operator"])
        Job.objects.filter(id=job.id).update(state="failed", error={"code": "unexpected", "message": "OSError"})
        made.ids["job"] = job.id
        stored = files.store(name=made.text("berkas.csv"), content=b"isi", actor=made.users["operator"])
        made.ids["upload"] = stored.id
        made.invitation = _link(made, "operator@kanarihost.example.id", "host_operator")
        support_sample.of_host(made, region)
        departure_sample.of_host(made)
        backups_sample.of_host(made)
        made.ids["batch"] = listed(made.users["operator"])
        made.ids["proposal"] = proposals_sample.received(made)
    return made


def _row(made: Government, who: str, unit: str, is_head: bool) -> dict[str, str]:
    return {
        "nip": made.numbers[who],
        "nama": made.text(f"nama-{who}"),
        "gelar_depan": f"{made.word}-gd.",
        "gelar_belakang": f"{made.word}-gb.",
        "jenis_pegawai": "PNS",
        "golongan": "III/c",
        "jabatan": made.text(f"jabatan-{who}"),
        "jenis_jabatan": "Administrator" if is_head else "Pelaksana",
        "kode_unit": made.text(unit),
        "kepala_unit": "ya" if is_head else "tidak",
        "email": f"{made.word}.{who}@{made.schema}.example.id",
    }


def _structure(made: Government) -> None:
    people.import_structure(
        table=reader.read(units_csv(made), name="organisasi.csv"),
        effective_from=START,
        decree=made.text("perwal"),
        actor=actor(made),
    )
    nodes = organisation.chart_on(START).by_code
    made.units = {code: nodes[made.text(code)].unit_id for code in UNITS}
    draft = drafts.open_draft(title=made.text("draf"), effective_from=START, actor=actor(made))
    drafts.rename_unit(
        draft_id=draft.id, revision=0, actor=actor(made), unit_id=made.units["CAMAT"], name=made.text("nama-draf")
    )
    made.ids["structure_draft"] = draft.id


def _people(made: Government) -> None:
    table = reader.read(people_csv(made), name="pegawai.csv")
    people.import_people(table=table, day=START, today=TODAY, actor=actor(made))
    for who, number in made.numbers.items():
        found = employee_id_for_number(number)
        assert found is not None
        made.people[who] = found
    made.ids["number"] = EmployeeNumber.objects.get(number=made.numbers["employee"]).pk
    people.record_nik(employee_id=made.people["employee"], nik=NIKS[made.schema], actor=actor(made))
    made.ids["position"] = people.establish_position(
        wish=Wish(made.units["BKD-M"], made.text("jabatan-employee"), "implementer", 2),
        starts_on=START,
        decree=made.text("sk-formasi"),
        actor=actor(made),
    )
    made.ids["empty_position"] = people.establish_position(
        wish=Wish(made.units["BKD"], made.text("formasi-lowong"), "implementer", 1),
        starts_on=START,
        decree=made.text("sk-formasi"),
        actor=actor(made),
    )
    people.appoint_acting_head(
        unit_id=made.units["LURAH"],
        number=made.numbers["camat"],
        kind=ActingKind.FULL,
        starts_on=START,
        decree=made.text("sk-plt"),
        actor=actor(made),
    )


def _accounts(made: Government) -> None:
    for who in ("employee", "head", "colleague", *ROLES, "guest"):
        made.users[who] = _account(made, who)
        if who in ROLES:
            unit = made.units["BKD"] if who == "agency" else None
            role = accounts.appoint(user=made.users[who], role=ROLES[who], day=START, actor=actor(made), unit_id=unit)
            made.ids[f"{who}_role"] = role.id
    over = date(2026, 6, 1)  # the guest was administrator once
    accounts.appoint(user=made.users["guest"], role="personnel_admin", day=START, actor=actor(made), ends_on=over)
    _tokens(made, made.users["administrator"])


def _account(made: Government, who: str) -> User:
    user = User(email=f"{made.word}.akun.{who}@{made.schema}.example.id", name=made.text(f"akun-{who}"))
    user.employee_id = made.people.get(who)
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _tokens(made: Government, user: User) -> None:
    for name, scopes in {"all": tuple(Scope), "reading": (Scope.READ,)}.items():
        made.tokens[name], token = accounts.issue_token(
            user=user, name=made.text(f"token-{name}"), now=timezone.now(), scopes=scopes
        )
        accounts.record_use(token=token, day=timezone.localdate())
        made.ids[f"{name}_token"] = token.id
    far = timezone.now() + timedelta(days=1)
    sessions.record_seen(user=user, key=made.text("session"), agent="Firefox/1", now=timezone.now(), expires_at=far)
    made.ids["session"] = UserSession.objects.get(user=user).id
    _identity(made, user)


def _identity(made: Government, user: User) -> None:
    """A provider that does not answer, and somebody linked to it."""
    wish = identity_providers.Wish(
        made.text("penyedia"), "https://127.0.0.1:9", made.text("klien"), "email", client_secret="rahasia"
    )
    provider = identity_providers.add(wish=wish, day=timezone.localdate(), actor=user)
    IdentityProvider.objects.filter(pk=provider.pk).update(is_on=True)
    link = LinkedIdentity(user=user, provider=provider, subject=made.text("subjek"), linked_at=timezone.now())
    link.save()
    made.ids |= {"provider": provider.pk, "link": link.pk}


def _results(made: Government) -> None:
    period = _period(made, made.period, 2026)
    following = _period(made, made.next_period, 2027)
    lower = [
        {**cut, "value": 60} if cut["path"].endswith("potential_level/cuts/medium/value") else cut for cut in CUTS
    ]
    for key, cuts in (("asn_performance", ()), ("talent_national", lower), ("talent_national", CUTS)):
        made.ids["changed_scheme"] = scoring.adopt_scheme(
            period=period,
            template_key=key,
            version={"asn_performance": "2022.1", "talent_national": "2025.1"}[key],
            overrides=[{**cut, "reason": made.text("alasan")} for cut in cuts],
            actor=actor(made),
            at=AT,
        ).id
    sheet = reader.read(results_csv(made, awards=""), name=made.text("hasil.csv"))
    scoring.import_results(table=sheet, period=period, actor=actor(made), at=AT)
    scoring.run_period(period=period, actor=actor(made))
    made.ids["proposal"] = proposals_sample.sent(made)
    made.ids["plan"] = scoring.plan_adoption(
        period=following,
        template_key="talent_national",
        version=NEWER,
        overrides=[{**cut, "reason": made.text("alasan-rencana")} for cut in CUTS],
        actor=actor(made),
        at=AT,
    ).id


def _period(made: Government, code: str, year: int) -> Period:
    return scoring.open_period(
        code=code,
        title=made.text(f"periode-{year}"),
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        actor=actor(made),
        at=AT,
    )


def _jobs(made: Government) -> None:
    """A checked sheet, a refused one with its sheet of errors, one that removes, a calculation done and one not."""
    administrator, name = made.users["administrator"], made.text("pegawai.csv")
    for key, content in {
        "checked_job": people_csv(made, jabatan=made.text("jabatan-baru")),
        "failed_job": people_csv(made, golongan=made.text("golongan")),
    }.items():
        job = uploads.upload(name=name, content=content, day=START, actor=administrator, check_only=True)
        people_tasks.import_people.run(made.schema, str(job.id))
        made.ids[key] = job.id
    made.ids["people_file"] = UUID(Job.objects.get(id=made.ids["checked_job"]).arguments["file_id"])
    made.ids["applied_import"] = SheetImport.objects.latest("made_at").id
    period = Period.objects.get(code=made.period)
    job = scoring.ask_for_run(period=period, actor=administrator, at=timezone.now())
    scoring_tasks.run_period.run(made.schema, str(job.id))
    made.ids["done_job"] = job.id
    made.ids["queued_job"] = scoring.ask_for_run(period=period, actor=administrator, at=timezone.now()).id
    job = scoring.ask_for_import(
        period=period,
        name=made.text("hasil.csv"),
        content=results_csv(made, awards="", tenure=""),
        actor=administrator,
        at=timezone.now(),
    )
    scoring_tasks.import_results.run(made.schema, str(job.id))
    made.ids["waiting_job"] = job.id
    states = dict(Job.objects.values_list("id", "state"))
    wanted = {"checked_job": "done", "failed_job": "failed", "done_job": "done", "queued_job": "queued"}
    assert {key: states[made.ids[key]] for key in wanted} == wanted
    made.ids["upload"] = files.store(
        name=made.text("berkas.csv"), content=made.text("isi-berkas").encode(), actor=administrator
    ).id
    made.ids["error_sheet"] = StoredFile.objects.get(name__startswith="perbaikan").id


def _letters(made: Government) -> None:
    """Two open invitations; the link of the one with a role is kept."""
    made.invitation = _link(made, f"{made.word}.wali@{made.schema}.example.id", "regional_head")
    employee = (made.people["clerk"], made.text("nama-clerk"), f"{made.word}.clerk@{made.schema}.example.id")
    waiting = accounts.invite_many(employees=[employee], day=timezone.localdate(), actor=actor(made))
    accounts.deliver(waiting.ids, day=timezone.localdate())


def _link(made: Government, address: str, role: str) -> str:
    """Invite, and read the link in the letter, which leaves on commit."""
    waiting = len(connection.run_on_commit)
    made.ids["invitation"] = accounts.create_invitation(
        email=address, name=made.text("diundang"), role=role, day=timezone.localdate(), actor=actor(made)
    ).id
    for each in connection.run_on_commit[waiting:]:
        each[1]()
    link = re.search(r"/undangan/([^/\s]+)/", str(mail.outbox[-1].body))
    assert link is not None
    return link.group(1)


def everything_in(schema: str, *, without: tuple[str, ...] = ()) -> dict[str, str]:
    """Every row of every table of a schema as text, read under its own login."""
    with schema_context(schema), connection.cursor() as cursor:
        found = {}
        for table in tables_of(schema):
            if table not in without:
                cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{schema}"."{table}" t')  # noqa: S608
                found[table] = cursor.fetchone()[0] or ""
        return found


def tables_of(schema: str) -> list[str]:
    """The tables of a schema that its login may read."""
    with schema_context(schema), connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = %s"
            " AND has_table_privilege(format('%%I.%%I', schemaname, tablename), 'SELECT') ORDER BY 1",
            [schema],
        )
        return [name for (name,) in cursor.fetchall()]

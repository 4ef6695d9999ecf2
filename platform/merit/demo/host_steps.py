"""Steps 1 and 2: the host records agreements, publishes templates, provisions regions."""

from dataclasses import dataclass
from functools import partial
from importlib.resources import files

from merit import commands_database
from merit.demo.browser import Person
from merit.demo.job import HOST, MainJob, identifier_in, require

OPERATOR, REVIEWER = "operator@jabar.example.id", "penelaah@jabar.example.id"


@dataclass(frozen=True)
class Partner:
    """A region of the demonstration."""

    schema_name: str
    code: str
    name: str
    agreement: str
    administrator: str
    personnel_agency: str
    accent: str
    quota: int

    @property
    def host(self) -> str:
        """Its address on this machine."""
        return f"{self.schema_name}.localhost"


SOLO = Partner(
    "solo", "33.72", "Kota Surakarta", "120.23/PKS-41/2026", "admin@solo.example.id", "BKPSDM", "marun", 1500
)
JAMBI = Partner("jambi", "15", "Provinsi Jambi", "120.23/PKS-42/2026", "admin@jambi.example.id", "BKD", "toska", 600)
TEMPLATES = ("asn_performance", "talent_national_2025")


def found_host(job: MainJob) -> Person:
    """The installation's own government and its first operator."""
    with job.step("host", "Provinsi Jawa Barat menjadi tuan rumah"):
        commands_database.found_host(
            ["--name", "Provinsi Jawa Barat", "--code", "32", "--domain", HOST, "--accent", "hijau",
             "--operator-name", "Dewi Lestari", "--operator-email", OPERATOR]
        )  # fmt: skip
        operator = job.accept(HOST, OPERATOR, "Operator tuan rumah")
        require(operator.open("/").status_code == 200, "the operator sees the console")
    return operator


def record_agreements(job: MainJob, operator: Person) -> dict[str, str]:
    """Two agreements (PKS), each with its quota; their identifiers by region."""
    recorded = {}
    with job.step("agreements", "Dua perjanjian kerja sama dicatat"):
        for partner in (SOLO, JAMBI):
            page = operator.submit(
                "/perjanjian/baru/",
                {
                    "number": partner.agreement,
                    "region_code": partner.code,
                    "host_party": "Badan Kepegawaian Daerah Provinsi Jawa Barat",
                    "partner_party": f"{partner.personnel_agency} {partner.name}",
                    "signed_on": "2026-01-05",
                    "starts_on": "2026-01-05",
                    "ends_on": "2031-01-05",
                    "employee_quota": str(partner.quota),
                    "modules": ["performance", "talent"],
                },
            )
            recorded[partner.schema_name] = identifier_in(page.url.path)
    return recorded


def publish_templates(job: MainJob, operator: Person) -> None:
    """The two templates, approved by a second operator; the published Jawa Barat axis of 105 is refused first."""
    with job.step("templates", "Dua templat penilaian ditelaah dan terbit, satu yang bobotnya 105 ditolak"):
        colleague = {"name": "Bambang Wibowo", "email": REVIEWER, "role": "host_operator"}
        operator.submit("/peran/", colleague, action="/peran/undang/")
        reviewer = job.accept(HOST, REVIEWER, "Penelaah templat")
        broken = _document("jabar_talent_2021")
        refusal = operator.submit("/templat/unggah/", files={"document": ("jabar.yaml", broken)}, expect=422)
        require(
            "/nodes/performance/inputs" in refusal.text and "105" in refusal.text, "105 is refused with path and sum"
        )
        for key in TEMPLATES:
            page = operator.submit("/templat/unggah/", files={"document": (f"{key}.yaml", _document(key))})
            operator.submit(page.url.path, action="/terbit/", expect=422)  # not alone
            reviewer.submit(page.url.path, {"verdict": "approved"}, action="/telaah/")
            operator.submit(page.url.path, action="/terbit/")


def provision(job: MainJob, operator: Person, agreements: dict[str, str]) -> None:
    """Both regions, asked for in the console; before they are active their addresses answer 404."""
    with job.step("provision", "Kota Surakarta dan Provinsi Jambi disiapkan"):
        for partner in (SOLO, JAMBI):
            before = Person(partner.host, job.port)
            require(before.status("/") == 404, "before it is active the subdomain answers 404")
            _ask_for(operator, partner, agreements[partner.schema_name])
        for partner in (SOLO, JAMBI):
            person = Person(partner.host, job.port)
            job.wait_for(partial(_answers, person), f"{partner.name} to be active")
        token = job.token(HOST, OPERATOR)
        regions = operator.api("GET", "/api/v1/regions/", token=token).json()
        states = {row["schema_name"]: row["state"] for row in regions}
        require(states == {"solo": "active", "jambi": "active"}, f"both regions are active: {states}")
        job.figures["regions"] = len(states)


def _ask_for(operator: Person, partner: Partner, agreement_id: str) -> None:
    operator.submit(
        f"/perjanjian/{agreement_id}/siapkan/",
        {
            "schema_name": partner.schema_name,
            "domain": partner.host,
            "administrator_name": f"Administrator {partner.name}",
            "administrator_email": partner.administrator,
            "personnel_agency": partner.personnel_agency,
            "time_zone": "Asia/Jakarta",
            "accent": partner.accent,
        },
    )


def _answers(person: Person) -> bool:
    return person.status("/masuk/") == 200


def _document(key: str) -> bytes:
    return (files("shared_apps.scoring_templates") / "documents" / f"{key}.yaml").read_bytes()

"""Steps 3 and 4: a region's administrator brings structure, people and results, adopts templates, and scores."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from merit.demo import organisation, people, results, sheets
from merit.demo.browser import Person, Unexpected, words_of
from merit.demo.host_steps import Partner
from merit.demo.job import MainJob, identifier_in, require
from shared_apps.jobs.models import Job, State
from tenant_apps.scoring.models import Run
from tenants.regions import services as regions

EARLIER, CURRENT = "2026-S1", "2026-TW3"
PERIODS = {
    EARLIER: ("Semester I 2026", "2026-01-01", "2026-06-30"),
    CURRENT: ("Triwulan III 2026", "2026-07-01", "2026-09-30"),
}
INVENTED = {EARLIER: "2025", CURRENT: "2026"}  # which invented results a period gets
CUTS = {
    "/ratings/performance_level/cuts/meets": (">", "46"),
    "/ratings/performance_level/cuts/above": (">", "72"),
    "/ratings/potential_level/cuts/medium": (">=", "70"),
    "/ratings/potential_level/cuts/high": (">=", "90"),
}
LOCKED = "/nodes/performance/inputs/awards_points/weight"
DECREE = "Keputusan Kepala Daerah (contoh)"


@dataclass(frozen=True)
class Sources:
    """What the region's administrator has on disk."""

    partner: Partner
    key: str
    people: list[people.Person]


SIZES = {"solo": ("surakarta", 1200), "jambi": ("jambi", 400)}


def onboard(job: MainJob, partner: Partner) -> None:
    """From the administrator's invitation to everybody's score."""
    key, count = SIZES[partner.schema_name]
    sources = Sources(partner, key, people.employees(key, count=count))
    with job.step(f"{partner.schema_name}_structure", f"{partner.name}: struktur organisasi diunggah"):
        administrator = job.accept(partner.host, partner.administrator, f"Administrator {partner.name}")
        bring_structure(administrator, sources)
    with job.step(f"{partner.schema_name}_people", f"{partner.name}: {count} pegawai diunggah, kuota dijaga"):
        bring_people(job, administrator, sources)
    with job.step(f"{partner.schema_name}_schemes", f"{partner.name}: periode dibuka, templat dipakai dalam batasnya"):
        adopt(administrator)
    with job.step(f"{partner.schema_name}_results", f"{partner.name}: hasil dua periode diunggah"):
        bring_results(administrator, sources)
    with job.step(f"{partner.schema_name}_score", f"{partner.name}: semua pegawai dinilai"):
        score(job, administrator, sources)
    with job.step(f"{partner.schema_name}_accounts", f"{partner.name}: pegawai dan kepala daerah diundang"):
        invite(job, administrator, sources)


def bring_structure(administrator: Person, sources: Sources) -> None:
    """The sheet with codes and parents; then a unit is added, renamed and moved from a date."""
    form = {"effective_from": "2025-01-01", "decree": DECREE}
    broken = sheets.organisation_csv(sources.key).replace(b"\r\n", b"\n").split(b"\n")
    cycle = b"\n".join(
        [*broken[:2], broken[2].replace(broken[2].split(b";")[5], broken[2].split(b";")[0]), *broken[3:]]
    )
    refusal = administrator.submit("/organisasi/impor/", form, files={"file": ("putaran.csv", cycle)}, expect=422)
    require("induk" in refusal.text.lower(), "a unit that is its own ancestor is refused in words")
    administrator.submit(
        "/organisasi/impor/", form, files={"file": ("organisasi.xlsx", sheets.organisation_xlsx(sources.key))}
    )
    root = organisation.units(sources.key)[0]
    page = administrator.open("/organisasi/?hari=2026-11-01")
    require(root.name in page.text, "the chart shows the root")
    change = {"effective_from": "2026-11-01", "decree": DECREE}
    parent = _option(administrator.open("/organisasi/tambah/").text, sources.partner.personnel_agency, root.name)
    added = administrator.submit(
        "/organisasi/tambah/",
        {**change, "parent_id": parent, "code": "X-01", "name": "Tim Manajemen Talenta", "unit_type": "division"},
    )
    unit = identifier_in(str(added.url.query))
    administrator.submit(f"/organisasi/{unit}/nama/?hari=2026-11-01", {**change, "name": "Bidang Manajemen Talenta"})
    elsewhere = _option(administrator.open("/organisasi/tambah/").text, "Inspektorat", root.name)
    administrator.submit(f"/organisasi/{unit}/pindah/?hari=2026-11-01", {**change, "parent_id": elsewhere})
    today = administrator.open("/organisasi/?tampilan=daftar&hari=2026-11-02").text
    before = administrator.open("/organisasi/?tampilan=daftar&hari=2026-10-31").text
    require("Bidang Manajemen Talenta" in today, "the renamed unit stands from its date")
    require("Manajemen Talenta" not in before, "the day before has the structure of that day")


def bring_people(job: MainJob, administrator: Person, sources: Sources) -> None:
    """A file above the quota is refused with both figures; the right one is checked, then applied."""
    region, quota = sources.partner.schema_name, sources.partner.quota
    many = people.employees(sources.key, count=quota + 1, seed=2)
    refused = _upload_people(administrator, region, sheets.people_csv(many), expect=State.FAILED)
    text = str((refused.error or {}).get("message", ""))
    require(str(quota) in text.replace(".", "") and str(quota + 1) in text.replace(".", ""), f"both figures: {text}")
    checked = _upload_people(administrator, region, sheets.people_xlsx(sources.people), expect=State.DONE)
    page = administrator.submit(f"/pegawai/impor/{checked.id}/", action="/terapkan/")
    applied = _wait(region, identifier_in(page.url.path), State.DONE)
    new = applied.result["counts"]["new"]
    require(new == len(sources.people), f"all {len(sources.people)} are new: {applied.result}")
    job.figures.setdefault("imported", {})[region] = new
    posts = {"decree": DECREE, "day": "2026-11-01"}
    administrator.submit("/organisasi/formasi/susun/", posts)
    post = {"title": "Analis Kebijakan Ahli Muda", "position_type": "functional", "level": "ahli_muda"}
    units = administrator.open("/organisasi/formasi/tambah/").text
    unit = _option(units, sources.partner.personnel_agency, organisation.units(sources.key)[0].name)
    wish = {"unit_id": unit, "job_class": "9", "headcount": "2", "starts_on": "2026-11-01", "decree": DECREE}
    filled = administrator.submit("/organisasi/formasi/tambah/", {**post, **wish})
    require("2 dari" in words_of(filled.text), "the posts of all people are filled, the new one is vacant")


def adopt(administrator: Person) -> None:
    """Both templates in both periods; thresholds set, one bounded value changed, a locked one refused."""
    for code, (title, starts_on, ends_on) in PERIODS.items():
        administrator.submit("/periode/", {"title": title, "code": code, "starts_on": starts_on, "ends_on": ends_on})
        administrator.submit(f"/skema/{code}/asn_performance/2022.1/", {"reason": DECREE})
        talent = f"/skema/{code}/talent_national/2025.1/"
        missing = administrator.submit(talent, {"reason": DECREE}, expect=422)
        require("wajib" in missing.text.lower(), "without thresholds the talent template is not adopted")
        values = {"reason": DECREE, "v:/nodes/education_points/choices/senior_secondary": "65"}
        for path, (comparator, value) in CUTS.items():
            values |= {f"v:{path}/comparator": comparator, f"v:{path}/value": value}
        if code == CURRENT:  # the form shows beside each field what the region set before, and decides nothing
            require("Keputusan Anda sebelumnya" in missing.text, "the earlier decision is shown")
            administrator.submit(talent, values)
            continue
        locked = administrator.submit(talent, {**values, f"v:{LOCKED}": "20"}, expect=422)
        require("terkunci" in locked.text, "a locked value is refused with the reason")
        administrator.submit(talent, values)


def bring_results(administrator: Person, sources: Sources) -> None:
    """What the workflows of later issues will produce, as a sheet per period."""
    region = sources.partner.schema_name
    for code in PERIODS:
        content = sheets.results_xlsx(results.results(sources.people, period=INVENTED[code]))
        page = administrator.submit(
            f"/periode/{code}/", action="/unggah/", files={"file": (f"hasil-{code}.xlsx", content)}
        )
        _wait(region, identifier_in(page.url.path), State.DONE)


def score(job: MainJob, administrator: Person, sources: Sources) -> None:
    """One statement per scheme over everybody; missing evidence waits, and is never zero or box 5."""
    region = sources.partner.schema_name
    for code in PERIODS:
        page = administrator.submit(f"/periode/{code}/", action="/hitung/")
        _wait(region, identifier_in(page.url.path), State.DONE)
    administrator.submit(f"/periode/{EARLIER}/", action="/tutup/")
    counts = talent_counts(region, CURRENT)
    for name in ("scored", "needs_verification"):
        job.figures[name] = job.figures.get(name, 0) + counts[name]
    boxes: dict[str, int] = job.figures.setdefault("boxes", {str(number): 0 for number in range(1, 10)})
    for number, count in counts["boxes"].items():
        boxes[number] += count
    require(sum(counts["boxes"].values()) == counts["scored"], "whoever is not scored stands in no box")


def invite(job: MainJob, administrator: Person, sources: Sources) -> None:
    """An employee, a unit head, the regional head and who watches over personal data; the last two by appointment."""
    partner = sources.partner
    chosen = {"Kepala unit": _head(sources)}
    if sources.key == "surakarta":
        chosen["Pegawai"] = next(row for row in sources.people if row.nip == people.RATNA_NIP)
    token = job.token(partner.host, partner.administrator)
    ids = [_employee_id(administrator, token, row.nip) for row in chosen.values()]
    administrator.submit("/pegawai/undang/", {"pegawai": ids})
    for who, row in chosen.items():
        job.accept(partner.host, row.email, f"{who}: {row.name}")
        signed_in = job.sign_in(partner.host, f"{row.nip[:8]} {row.nip[8:14]} {row.nip[14]} {row.nip[15:]}")
        require(signed_in.open("/").status_code == 200, "people sign in by NIP, spaces allowed")
    mayor = f"kepala.daerah@{partner.schema_name}.example.id"
    name = "Wali Kota Surakarta" if sources.key == "surakarta" else "Gubernur Jambi"
    administrator.submit("/peran/", {"name": name, "email": mayor, "role": "regional_head"}, action="/peran/undang/")
    job.accept(partner.host, mayor, name)
    if sources.key == "surakarta":
        officer, name = f"pelindungan.data@{partner.schema_name}.example.id", "Pejabat pelindungan data Surakarta"
        wish = {"name": name, "email": officer, "role": "data_protection_officer"}
        administrator.submit("/peran/", wish, action="/peran/undang/")
        job.accept(partner.host, officer, name)


def talent_counts(region: str, code: str) -> dict[str, Any]:
    """The counts of the current talent run, as stored."""
    with regions.inside(region):
        run = Run.objects.get(period__code=code, is_current=True, scheme__template_key="talent_national")
        counts: dict[str, Any] = run.counts
        return counts


def _head(sources: Sources) -> people.Person:
    """Whoever heads the personnel agency."""
    units = {unit.code: unit for unit in organisation.units(sources.key)}
    for row in sources.people:
        unit = units[row.unit_code]
        if row.is_head and unit.depth == 1 and "epegawaian" in unit.name:
            return row
    raise Unexpected("nobody heads the personnel agency")


def _employee_id(administrator: Person, token: str, nip: str) -> str:
    found = administrator.api("GET", f"/api/v1/employees/?{urlencode({'q': nip})}", token=token).json()
    require(found["count"] == 1, f"exactly one employee has {nip}")
    return str(found["employees"][0]["id"])


def _upload_people(administrator: Person, region: str, content: bytes, *, expect: State) -> Job:
    name = "pegawai.xlsx" if content[:2] == b"PK" else "pegawai.csv"
    page = administrator.submit("/pegawai/impor/", {"day": "2025-01-01"}, files={"file": (name, content)})
    return _wait(region, identifier_in(page.url.path), expect)


def _wait(region: str, job_id: str, state: State) -> Job:
    """Until the worker ended the job; otherwise than expected stops the main job."""

    def over() -> Job | None:
        with regions.inside(region):
            row = Job.objects.get(id=job_id)
        return row if row.is_over else None

    row: Job = MainJob.wait_for(over, f"job {job_id} of {region}")
    require(row.state == state, f"job {row.kind} of {region} is {row.state}: {row.error}")
    return row


def _option(text: str, wanted: str, otherwise: str) -> str:
    """The value of the first choice whose label holds the words."""
    options = re.findall(r'<option value="([0-9a-f-]{36})"[^>]*>([^<]*)', text)
    for words in (wanted, otherwise):
        for value, label in options:
            if words in label:
                return str(value)
    raise Unexpected(f"no choice {wanted}")

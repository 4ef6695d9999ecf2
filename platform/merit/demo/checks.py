"""Steps 5 to 7: what people see, and that nothing of one government opens anything of another."""

from merit.demo import people
from merit.demo.browser import Person
from merit.demo.host_steps import JAMBI, OPERATOR, SOLO
from merit.demo.job import HOST, MainJob, require
from merit.demo.region_steps import CURRENT


def look_as_people_do(job: MainJob) -> None:
    """The employee's account and its calculation; the leader's view down to a person."""
    with job.step("employee", "Pegawai membuka akun kinerjanya"):
        ratna = job.sign_in(SOLO.host, people.RATNA_NIP)
        account = ratna.open(f"/akun/?periode={CURRENT}").text
        for words in ("71,00", "80,25", "Baik", "kotak 5", "+2,00"):
            require(words.lower() in account.lower(), f"the account shows {words}")
        detail = ratna.open(f"/akun/rincian/?periode={CURRENT}").text
        for words in ("7.100", "71,00", "Kepka BKN 411/2025", "PermenPANRB 6/2022", "sha256:"):
            require(words in detail, f"the calculation shows {words}")
        require(ratna.status("/pimpinan/") == 404, "an employee without subordinates has no leader's view")
        token = job.token(SOLO.host, people.RATNA_NIP)
        score = ratna.api("GET", f"/api/v1/me/score/?period={CURRENT}", token=token)
        require(score.status_code == 200 and "71.00" in score.text, "the API gives the own score")
    with job.step("leader", "Pimpinan melihat unitnya"):
        mayor = job.sign_in(SOLO.host, "kepala.daerah@solo.example.id")
        view = mayor.open(f"/pimpinan/?periode={CURRENT}&kotak=9").text
        require("Kotak 9" in view, "the mayor opens a box without JavaScript")
        head_login = next(row["login"] for row in job.accounts if row["who"].startswith("Kepala unit"))
        head = job.sign_in(SOLO.host, head_login)
        require(head.open(f"/pimpinan/?periode={CURRENT}").status_code == 200, "a head has a leader's view")
        everybody = _count(job, SOLO.host, "kepala.daerah@solo.example.id")
        subtree = _count(job, SOLO.host, head_login)
        require(0 < subtree < everybody, f"a head sees the own subtree alone: {subtree} of {everybody}")


def nothing_crosses(job: MainJob) -> None:
    """A session, token, letter or identifier of one government opens nothing at another."""
    with job.step("isolation", "Tidak ada yang menyeberang"):
        hosts = (SOLO.host, JAMBI.host, HOST)
        logins = {SOLO.host: SOLO.administrator, JAMBI.host: JAMBI.administrator, HOST: OPERATOR}
        opened = 0
        for home in hosts:
            person, token = job.sign_in(home, logins[home]), job.token(home, logins[home])
            cookie = "; ".join(f"{name}={value}" for name, value in person.cookies().items())
            for elsewhere in hosts:
                if elsewhere != home:
                    opened += _opened(Person(elsewhere, job.port), token, cookie)
        require(opened == 0, f"{opened} addresses opened for strangers")
        require(Person("tidak-ada.localhost", job.port).status("/") == 404, "an unknown host is a 404")
        job.figures["foreign_access"] = opened


_PAGES = (
    "/",
    "/akun/",
    "/pimpinan/",
    "/organisasi/",
    "/pegawai/",
    "/periode/",
    "/skema/",
    "/perjanjian/",
    "/templat/",
    "/akun-saya/",
)
_CALLS = ("/api/v1/me/score/", "/api/v1/employees/", "/api/v1/units/", "/api/v1/subtree/scores/", "/api/v1/regions/")


def _opened(stranger: Person, token: str, cookie: str) -> int:
    """How many addresses answer 200 to somebody else's cookie or token."""
    pages = sum(stranger.status(path, Cookie=cookie) == 200 for path in _PAGES)
    return pages + sum(stranger.api("GET", path, token=token).status_code == 200 for path in _CALLS)


def _count(job: MainJob, host: str, login: str) -> int:
    """How many people's scores a leader may read, page by page."""
    person, token, number = Person(host, job.port), job.token(host, login), 0
    path: str | None = f"/api/v1/subtree/scores/?period={CURRENT}"
    while path:
        page = person.api("GET", path, token=token).json()
        number += len(page["results"])
        path = f"/{page['next'].split('/', 3)[3]}" if page["next"] else None
    return number

"""The `merit` command: Django's own commands and ours."""

import importlib
import json
import os
import sys
from collections.abc import Callable

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import OperationalError

from shared_apps.errors import DomainError

_OURS: dict[tuple[str, ...], tuple[str, str]] = {
    ("demo",): (
        "merit.demo.command:demo",
        "start everything here and run the main job; --check tries it on throw-away data",
    ),
    ("bootstrap",): (
        "merit.commands_database:bootstrap_database",
        "make database and owner (MERIT_DATABASE_ADMIN_URL)",
    ),
    ("migrate-all",): (
        "merit.commands_database:migrate_all",
        "bring the host and every region to this version's tables",
    ),
    ("found-host",): (
        "merit.commands_database:found_host",
        "the host's own row and its first operator, invited by e-mail",
    ),
    ("doctor",): ("merit.commands_doctor:doctor", "repair the logins, prove isolation, say how everything stands"),
    ("probe",): ("merit.commands_probe:probe", "search every region for the canaries of all others"),
    ("audit", "verify"): (
        "merit.commands_audit:verify",
        "recompute a government's audit seals and name what was changed",
    ),
    ("signature", "verify"): (
        "merit.commands_signature:verify",
        "whether a signed file is genuine and unchanged; needs no installation",
    ),
    ("backup", "make"): ("merit.commands_backup:make", "back one region up, encrypted to its own key"),
    ("backup", "list"): ("merit.commands_backup:show", "backups of a region and the copies beside it"),
    ("backup", "restore"): ("merit.commands_backup:restore", "bring a backup to life beside its region and prove it"),
    ("backup", "swap"): ("merit.commands_backup:swap", "serve a region from the proved copy beside it"),
    ("backup", "drop"): ("merit.commands_backup:drop", "destroy what stands beside a region"),
    ("backup", "drill"): ("merit.commands_backup:drill", "make, restore, prove, drop and report"),
    ("backup", "prune"): ("merit.commands_backup:prune", "remove backups beyond 7 daily, 4 weekly, 12 monthly"),
    ("agreement",): ("merit.commands_host:agreement", "record a cooperation agreement (PKS)"),
    ("provision",): ("merit.commands_host:provision", "provision a region from its agreement, or a --list"),
    ("fleet", "status"): ("merit.commands_fleet:show_status", "the version of every region"),
    ("fleet", "migrate"): ("merit.commands_fleet:migrate", "bring every region to this version's tables, in waves"),
    ("fleet", "proof"): ("merit.commands_fleet:prove", "prove isolation, and that all regions have the same tables"),
    ("region", "suspend"): ("merit.commands_region:suspend", "every address of a region says that it is suspended"),
    ("region", "read-only"): ("merit.commands_region:read_only", "a region is read, and nothing of it is written"),
    ("region", "reseal"): ("merit.commands_region:reseal", "sealed fields and files change to the present field key"),
    ("region", "resume"): ("merit.commands_region:resume", "a suspended or read-only region works again"),
    ("region", "reset-second-factor"): (
        "merit.commands_region:reset_second_factor",
        "take away what the last administrator of a region lost: authenticator, passkeys, recovery codes",
    ),
    ("region", "leave"): ("merit.commands_departure:leave", "tell a region that its agreement ends, close it, cancel"),
    ("region", "pack"): ("merit.commands_departure:pack", "make a region's exit pack"),
    ("region", "import-pack"): ("merit.commands_departure:import_pack", "make a region of an exit pack"),
    ("region", "erase"): ("merit.commands_departure:erase", "erase a region: asked by one, confirmed by another"),
    ("import", "organisation"): ("merit.commands_import:organisation", "import an organisation sheet"),
    ("import", "people"): ("merit.commands_import:people", "import an employee sheet"),
    ("import", "results"): ("merit.commands_scoring:results", "import a period's results"),
    ("score",): ("merit.commands_scoring:score", "score a whole region for a period"),
    ("replay",): ("merit.commands_scoring:replay", "compute a period again from its stored inputs: the same digits"),
    ("template", "check"): ("merit.commands_template:check", "check a template document"),
    ("template", "evaluate"): ("merit.commands_template:evaluate", "evaluate measures through the production SQL"),
    ("template", "diff"): ("merit.commands_template:diff", "say in words what a document changes against another"),
    ("passwords", "build"): (
        "merit.commands_passwords:build",
        "make the list of leaked passwords that new ones are checked against",
    ),
    ("bench",): ("merit.commands_bench:bench", "run a benchmark: one JSON line with ratios"),
}

_ASKED_FIRST = {"merit.commands_fleet:migrate": "merit.fleet_at_head:answer"}  # before Django is set up
_OWN_INSTALLATION = ("merit.demo.command", "merit.commands_bench")  # they set the environment up themselves
_NO_INSTALLATION = ("merit.commands_signature",)  # whoever verifies has none


def main() -> None:
    """Entry point of the console script."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "merit.settings")
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        _help(_OURS)
        print("\nAny other command is Django's own.")
        return
    try:
        code = _run(arguments)
    except (DomainError, ImproperlyConfigured, OperationalError, psycopg.OperationalError, OSError) as error:
        code = _failed(error, as_json="--json" in arguments)
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    for size in (2, 1):
        entry = _OURS.get(tuple(arguments[:size]))
        if entry:
            known = _answered(entry[0], arguments[size:])
            return _load(entry[0])(arguments[size:]) if known is None else known
    group: dict[tuple[str, ...], tuple[str, str]] = {
        words: told for words, told in _OURS.items() if len(words) == 2 and words[0] == arguments[0]
    }
    if group:
        _help(group)
        return 2
    _use_local_installation()
    from django.core.management import execute_from_command_line  # after the settings module is named

    execute_from_command_line(["merit", *arguments])
    return 0


def _failed(error: Exception, *, as_json: bool) -> int:
    """What the machine lacks, in one line; faults of the program keep their traceback."""
    if isinstance(error, DomainError):
        code, text = error.code, str(error.message)
    elif isinstance(error, ImproperlyConfigured):
        code, text = "not_configured", f"{error} There is no local installation here either (merit demo makes one)."
    elif isinstance(error, OSError):
        code, text = "system", f"{error.filename}: {error.strerror}" if error.filename else str(error)
    else:
        code, text = "database_unavailable", str(error)
    line = " ".join(text.split())
    print(f"merit: {line}", file=sys.stderr)
    if as_json:
        print(json.dumps({"error": code, "message": line}))
    return 1


def _answered(target: str, arguments: list[str]) -> int | None:
    """The whole answer where it needs no Django: most of such a command would be its start."""
    if target not in _ASKED_FIRST:
        return None
    _use_local_installation()
    module, name = _ASKED_FIRST[target].split(":")
    answer: int | None = getattr(importlib.import_module(module), name)(arguments)
    return answer


def _load(target: str) -> Callable[[list[str]], int]:
    module, name = target.split(":")
    if module not in _OWN_INSTALLATION + _NO_INSTALLATION:
        _use_local_installation()
        importlib.import_module("django").setup()
    function: Callable[[list[str]], int] = getattr(importlib.import_module(module), name)
    return function


def _use_local_installation() -> None:
    """Without settings in the environment, commands talk to the local installation of this folder, if there is one."""
    if "MERIT_DATABASE_URL" in os.environ:
        return
    from merit.local.home import default_home, environment_of  # only needed on a laptop

    home = default_home()
    if (home.folder / "secrets.env").exists():
        os.environ.update(environment_of(home))


def _help(commands: dict[tuple[str, ...], tuple[str, str]]) -> None:
    width = max(len(" ".join(words)) for words in commands)
    print("usage: merit COMMAND …\n")
    for words, (_target, text) in commands.items():
        print(f"  {' '.join(words):{width}}  {text}")


if __name__ == "__main__":
    main()

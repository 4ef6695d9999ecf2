"""The list of leaked passwords: made once from a public one, looked up offline."""

import argparse
from pathlib import Path

from shared_apps.accounts import breached


def build(argv: list[str]) -> int:
    """Make the compact list MERIT_BREACHED_PASSWORDS names."""
    parser = argparse.ArgumentParser(
        prog="merit passwords build", description="From a public list of leaked passwords, lines SHA1 or SHA1:count."
    )
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    given = parser.parse_args(argv)
    unfinished = given.target.with_suffix(".part")
    with given.source.open(encoding="ascii") as source, unfinished.open("wb") as target:
        try:
            count = breached.build(source, target)
        except ValueError as wrong:
            parser.error(f"{given.source}: {wrong}")
    unfinished.replace(given.target)
    print(f"{given.target}: {count} passwords. Set MERIT_BREACHED_PASSWORDS={given.target} and restart.")
    return 0

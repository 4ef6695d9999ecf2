"""`merit bench`: ratios against baselines of the same run; every benchmark prints one line of JSON."""

import argparse
import importlib

from merit.bench.installation import installation

_NAMES = ("scoring", "requests", "import", "search", "above")
_OF_REGIONS = ("provisioning", "fleet", "requests")  # many schemas instead of, or beside, many people

_IN_ALL = ("provisioning", "fleet")  # first: the others leave people where these count empty schemas


def bench(argv: list[str]) -> int:
    """Measure on a throw-away installation; whether the goals are met stands in the line, not in the exit code."""
    parser = argparse.ArgumentParser(prog="merit bench", description=bench.__doc__)
    parser.add_argument("name", choices=tuple(dict.fromkeys((*_NAMES, *_OF_REGIONS, "all"))))
    parser.add_argument("--people", type=_size, default=4000, help="how many people the region has (4000)")
    parser.add_argument("--rounds", type=_size, help="interleaved rounds (9, above 10,000 people 5)")
    parser.add_argument("--regions", type=_size, default=10, help="schemas of provisioning, fleet and requests (10)")
    parser.add_argument("--times", type=_size, default=1, help="scoring: also so many times as many people")
    parser.add_argument("--share", type=_share, default=0, help="scoring: also this share of 4.4 million people (0-1)")
    options = parser.parse_args(argv)
    names = _NAMES if options.name == "all" else (options.name,)
    rounds = options.rounds or (9 if options.people <= 10_000 else 5)
    with installation(connections=200 + options.regions) as url:
        runner = importlib.import_module("merit.bench.runner")  # needs the applications
        for name in _IN_ALL if options.name == "all" else [name for name in names if name in _OF_REGIONS]:
            report = runner.report_of_regions(name, url, regions=options.regions, rounds=min(options.rounds or 5, 5))
            print(report.as_line(), flush=True)
        of_people = [name for name in names if name in _NAMES]
        for report in runner.reports(of_people, url, people=options.people, rounds=rounds):
            print(report.as_line(), flush=True)
        if options.name == "scoring" and (options.times > 1 or options.share):
            asked = {
                "people": options.people,
                "times": options.times,
                "share": options.share,
                "rounds": min(rounds, 3),
            }
            for report in runner.reports_of_crowds(url, **asked):
                print(report.as_line(), flush=True)
    return 0


def _size(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("a whole number above 0 is needed")
    return int(text)


def _share(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0 < found <= 1:
        raise argparse.ArgumentTypeError("a share above 0, at most 1, is needed")
    return found

"""The main job in a process of its own: `python -m merit.demo.run --show|--check FOLDER PORT`."""

import json
import sys
from pathlib import Path

import django

django.setup()

from merit.demo import checks, host_steps, region_steps  # noqa: E402  they need the applications
from merit.demo.browser import Unexpected  # noqa: E402
from merit.demo.job import MainJob  # noqa: E402


def main() -> int:
    """Steps 1–7 in order; with --check one JSON line last."""
    mode, folder, port = sys.argv[1:4]
    job = MainJob(folder=Path(folder), port=int(port), is_check=mode == "--check")
    try:
        operator = host_steps.found_host(job)
        agreements = host_steps.record_agreements(job, operator)
        host_steps.publish_templates(job, operator)
        host_steps.provision(job, operator, agreements)
        for partner in (host_steps.SOLO, host_steps.JAMBI):
            region_steps.onboard(job, partner)
        checks.look_as_people_do(job)
        checks.nothing_crosses(job)
    except Unexpected as refused:
        print(f"\nThe main job stopped: {refused}", file=sys.stderr)
        return 1
    job.finish()
    if job.is_check:
        print(json.dumps({**job.figures, "seconds": job.seconds}))
    return 0


if __name__ == "__main__":
    sys.exit(main())

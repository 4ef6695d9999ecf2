"""What a preview of a changed scheme costs beside a run, and how much memory the asking process needs for either."""

import ctypes
import gc
import json
from collections.abc import Callable
from pathlib import Path

from merit.bench import ground
from shared_apps.scoring_templates.rules.document import Template, from_json
from tenant_apps.scoring import services
from tenant_apps.scoring.impact import impact_of
from tenant_apps.scoring.models import Period, Run

_CUT = "75"  # of the potential, between the two the region has: some people move, most stay
_PAGE = 4 / 1024  # the least that can be told


def preview(run: Run) -> Callable[[], object]:
    """The impact of the region's own scheme with one other cut, over everybody; compared with what the run stored."""
    changed = _with_another_cut(run)
    return lambda: impact_of(run=run, scheme=changed)


def live(run: Run) -> Callable[[], object]:
    """The same of a scheme with one measure less, which must compute both sides on what the rooms say now."""
    plain = json.loads(run.scheme.document)
    del plain["measures"]["awards"], plain["nodes"]["award_points"], plain["nodes"]["performance"]["bonuses"]
    changed = from_json(json.dumps(plain))
    return lambda: impact_of(run=run, scheme=changed)


def megabytes(run: Run, period: Period) -> float:
    """How far this process grows while everybody is scored and a preview is made."""
    before = _peak_from_now()
    services.run_period(period=period, actor=ground.BENCH)
    preview(run)()
    return max(_status("VmHWM") - before, _PAGE)


def _with_another_cut(run: Run) -> Template:
    plain = json.loads(run.scheme.document)
    plain["ratings"]["potential_level"]["cuts"]["medium"]["value"] = _CUT
    return from_json(json.dumps(plain))


def _peak_from_now() -> float:
    """What was freed is given back, so that it cannot be used again unseen; the kernel forgets the peak so far."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5")
    return _status("VmRSS")


def _status(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024

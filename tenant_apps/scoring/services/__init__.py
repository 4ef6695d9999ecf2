"""The only writers of periods, schemes, observations, runs and scores."""

from tenant_apps.scoring.services.adopting import adopt_scheme
from tenant_apps.scoring.services.importing import ResultsImport, import_results
from tenant_apps.scoring.services.periods import close_period, open_period
from tenant_apps.scoring.services.running import recompute, run_period, run_scheme

__all__ = [
    "ResultsImport",
    "adopt_scheme",
    "close_period",
    "import_results",
    "open_period",
    "recompute",
    "run_period",
    "run_scheme",
]

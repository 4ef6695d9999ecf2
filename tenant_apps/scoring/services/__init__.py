"""The only writers of periods, schemes, observations, runs and scores."""

from tenant_apps.scoring.services.adopting import adopt_scheme
from tenant_apps.scoring.services.asking import ask_for_import, ask_for_run, confirm_import
from tenant_apps.scoring.services.declining import decline_version
from tenant_apps.scoring.services.entering import Entered, enter_results
from tenant_apps.scoring.services.following import Followed, follow_import
from tenant_apps.scoring.services.importing import Report, ResultsImport, import_results
from tenant_apps.scoring.services.opening import carry_schemes, open_period
from tenant_apps.scoring.services.periods import close_period
from tenant_apps.scoring.services.planning import cancel_plan, plan_adoption
from tenant_apps.scoring.services.proposing import hear_answer, propose, withdraw_proposal
from tenant_apps.scoring.services.recomputing import recompute, recompute_people
from tenant_apps.scoring.services.reverting import Reverted, revert_scheme
from tenant_apps.scoring.services.running import Runs, run_period, run_scheme

__all__ = [
    "Entered",
    "Followed",
    "Report",
    "ResultsImport",
    "Reverted",
    "Runs",
    "adopt_scheme",
    "ask_for_import",
    "ask_for_run",
    "cancel_plan",
    "carry_schemes",
    "close_period",
    "confirm_import",
    "decline_version",
    "enter_results",
    "follow_import",
    "hear_answer",
    "import_results",
    "open_period",
    "plan_adoption",
    "propose",
    "recompute",
    "recompute_people",
    "revert_scheme",
    "run_period",
    "run_scheme",
    "withdraw_proposal",
]

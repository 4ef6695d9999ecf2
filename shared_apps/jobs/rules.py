"""What differs by kind: who may see a task besides having asked for it, and how long a worker may be silent."""

from shared_apps.accounts.rules import Action

NEEDED: dict[str, Action] = {
    "provision": Action.PROVISION,
    "exit_pack": Action.MANAGE_AGREEMENTS,
    "erase_region": Action.MANAGE_AGREEMENTS,
    "abandon": Action.PROVISION,
    **dict.fromkeys((f"backup_{act}" for act in ("make", "restore", "swap", "drop", "drill")), Action.PROVISION),
    "life": Action.PROVISION,
    "life_record": Action.PROVISION,
    "import_organisation": Action.MANAGE_ORGANISATION,
    "import_people": Action.IMPORT_PEOPLE,
    "undo_import": Action.IMPORT_PEOPLE,
    "invite_people": Action.INVITE_PEOPLE,
    "import_results": Action.ENTER_RESULTS,
    "scoring_run": Action.MANAGE_SCORING,
}

USUAL_LEASE = 60  # seconds without a sign of life after which a worker is taken for dead
LEASES: dict[str, int] = dict.fromkeys(  # one statement may take long and tells nothing meanwhile
    ("scoring_run", "import_results", "import_people", "undo_import", "import_organisation", "data_copy"), 5 * 60
)


def share_of(queue: str) -> int:
    """How many jobs of one region run, or are rung for, at once; whoever has more waits for its own, not for others.

    The owner's queue belongs to the host alone and has one worker.
    """
    return 100 if queue == "owner" else 2

"""What of a region's tables says nothing of anybody, and what of a person is never told."""

from collections.abc import Mapping

BESIDE: Mapping[str, tuple[str, ...]] = {  # fields of those tables that say nothing of anybody
    "people.ColumnChoice": ("signature", "fields", "fixed", "chosen_at"),
    "people.SheetImport": (
        *("request_id", "day", "rows", "new", "changed", "same", "left_out", "made_at", "undone_at"),
    ),
    "people.ImportedChange": ("sheet_import", "row"),
    "scoring.Observation": ("period",),
    "scoring.SupersededObservation": ("period",),
    "programs.KeyedRequest": ("key", "fingerprint", "status"),
    "scoring.Score": ("run",),
    "scoring.Period": ("code", "title", "starts_on", "ends_on", "state", "opened_at", "closed_at"),
    "scoring.Scheme": (
        *("period", "template_key", "template_version", "content_hash", "scheme_hash", "calculation_hash"),
        *("document", "customisation", "input_number_keys", "input_code_keys", "number_keys", "code_keys"),
        *("gate_keys", "adopted_at", "replaced_at", "reason"),
    ),
    "scoring.Run": (
        *("scheme", "period", "as_of", "state", "is_current", "started_at", "finished_at", "counts"),
        *("inputs_hash", "results_hash", "calculation_hash"),
    ),
    "scoring.DeclinedVersion": ("template_key", "version", "reason", "declined_at"),
    "scoring.Proposal": (
        *("template_key", "template_version", "title", "text", "document", "is_credited", "digest", "state"),
        *("sent_at", "closed_at", "answer", "version"),
    ),
    "scoring.PlannedAdoption": (
        *("template_key", "template_version", "overrides", "after", "planned_at", "state", "settled_at"),
        *("period", "refusal"),
    ),
    "audit.Change": ("login",),
    "jobs.Job": (
        *("kind", "key", "task", "queue", "state", "done", "total", "rung_at", "beat_at", "lease"),
        "finished_at",
    ),
    "files.StoredFile": ("size", "sha256", "media_type", "is_sealed"),
    "support.Grant": (
        *("government", "reason", "rooms", "hours", "asked_at", "state", "decided_at", "expires_at", "ended_at"),
        "end_reason",
    ),
    "support.Pass": ("grant", "code_sha256", "made_at", "expires_at", "used_at"),
    "support.Visit": ("grant", "method", "status", "note", "milliseconds", "queries"),
    "leaving.Notice": (
        *("stage", "agreement_number", "host_name", "ends_on", "erase_on", "reason", "written_at", "recipient"),
        *("pack_name", "pack_bytes", "pack_sha256", "pack_fingerprint", "packed_at", "received_at"),
    ),
    "organisation.StructureVersion": ("effective_from", "decree", "published_at"),
    "organisation.StructureDraft": (
        *("title", "effective_from", "agency_id", "base_fingerprint", "revision", "state", "opened_at", "changed_at"),
        "decree",
        "settled_at",
    ),
    "organisation.DraftChange": ("draft", "place", "kind", "values", "made_at", "is_undone", "touched_revision"),
    "organisation.StructureSheet": (
        *("file_name", "effective_from", "rows", "answers", "uploaded_at", "expires_at", "draft_id"),
    ),
    "privacy.DataCopy": ("job_id",),
    "privacy.Breach": (
        *("title", "happened_on", "discovered_at", "data_hit", "people", "consequences", "measures", "recorded_at"),
        *("closed_at", "lesson"),
    ),
    "privacy.BreachNotice": ("breach", "to", "told_at", "how", "written_at"),
}
NOBODYS: Mapping[str, str] = {  # tables without a field about a person, and why
    "contenttypes.ContentType": "names of models",
    "auth.Permission": "names of permissions",
    "auth.Group": "is not used",
    "audit.Seal": "digests of the audit",
    "jobs.JobStep": "steps of work",
    "accounts.IdentityProvider": "addresses of identity providers",
    "assurance.Canary": "made-up values that are looked for elsewhere",
    "assurance.Report": "figures of the isolation probe",
    "organisation.Government": "facts of the government",
    "organisation.DayOff": "days off by decree",
    "organisation.Unit": "units of the structure",
    "organisation.Succession": "what became of units",
    "people.Position": "posts of units; who holds one stands in the assignments",
}
KEYS = frozenset({"id", "pk"})  # made here at random; they say nothing of anybody
SECRETS = frozenset(  # held only as what cannot be turned back, or to sign in: never in a copy
    {
        "accounts.User.password",
        "accounts.Invitation.token_sha256",
        "accounts.ApiToken.token_sha256",
        "accounts.UserSession.key_sha256",
        "accounts.ActivationLetter.code_hmac",
        "mfa.Authenticator.data",
        "sessions.Session.session_key",
        "sessions.Session.session_data",
        "account.EmailConfirmation.key",
    }
)

"""The hashes of a run: over its rows in subject order, of what came in and of what came out. Reads only."""

from django.db import connection

from tenant_apps.scoring.models import Run


def hashes_of(run: Run) -> tuple[str, str]:
    """SHA-256 over the rows in subject order: of what came in, and of what came out."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT encode(sha256(convert_to(string_agg(inputs, E'\\n' ORDER BY subject_id), 'UTF8')), 'hex'),
                   encode(sha256(convert_to(string_agg(results, E'\\n' ORDER BY subject_id), 'UTF8')), 'hex')
            FROM (
                SELECT subject_id,
                       ROW(subject_id, employee_id, profile, input_numbers, input_codes)::text AS inputs,
                       ROW(subject_id, status, reasons, numbers, codes, gates)::text AS results
                FROM scoring_score WHERE run_id = %s
            ) AS stored
            """,
            [run.id],
        )
        inputs, results = cursor.fetchone()
    return f"sha256:{inputs or ''}", f"sha256:{results or ''}"


def hashes_agree(run: Run) -> bool | None:
    """Whether the rows still have the hashes the run was given; None where it has none since people changed in it."""
    if not (run.inputs_hash and run.results_hash):
        return None
    return (run.inputs_hash, run.results_hash) == hashes_of(run)

"""Nothing of a closed period changes, whatever the code does: the database refuses.

The owner alone may: it restores what a region had, and no request, page or task is the owner's.
"""

from django.db import migrations

_REFUSE = """
CREATE FUNCTION scoring_refuse_closed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched uuid[];
BEGIN
    IF pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
        RETURN NULL;
    END IF;
    IF TG_TABLE_NAME = 'scoring_score' THEN
        IF TG_OP = 'INSERT' THEN
            SELECT array_agg(DISTINCT r.period_id) INTO touched
            FROM (SELECT DISTINCT run_id FROM new_rows) s JOIN scoring_run r ON r.id = s.run_id;
        ELSIF TG_OP = 'DELETE' THEN
            SELECT array_agg(DISTINCT r.period_id) INTO touched
            FROM (SELECT DISTINCT run_id FROM old_rows) s JOIN scoring_run r ON r.id = s.run_id;
        ELSE
            SELECT array_agg(DISTINCT r.period_id) INTO touched
            FROM (SELECT run_id FROM old_rows UNION SELECT run_id FROM new_rows) s JOIN scoring_run r ON r.id = s.run_id;
        END IF;
    ELSIF TG_OP = 'INSERT' THEN
        SELECT array_agg(DISTINCT period_id) INTO touched FROM new_rows;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(DISTINCT period_id) INTO touched FROM old_rows;
    ELSE
        SELECT array_agg(DISTINCT period_id) INTO touched
        FROM (SELECT period_id FROM old_rows UNION SELECT period_id FROM new_rows) s;
    END IF;
    PERFORM FROM scoring_period WHERE id = ANY (touched) ORDER BY id FOR SHARE;
    IF EXISTS (SELECT FROM scoring_period WHERE id = ANY (touched) AND state = 'closed') THEN
        RAISE EXCEPTION 'period_closed: % of a closed period cannot change', TG_TABLE_NAME USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$"""
_KEEP = """
CREATE FUNCTION scoring_keep_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'USAGE') THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    RAISE EXCEPTION 'period_closed: a closed period stays as it is' USING ERRCODE = '23514';
END $$"""
_TABLES = ("scoring_observation", "scoring_run", "scoring_scheme", "scoring_score")
_ROWS = {
    "insert": "NEW TABLE AS new_rows",
    "update": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "OLD TABLE AS old_rows",
}


def _triggers() -> list[migrations.RunSQL]:
    made = []
    for table in _TABLES:
        for event, rows in _ROWS.items():
            name = f"{table}_closed_{event}"
            made.append(
                migrations.RunSQL(
                    f"CREATE TRIGGER {name} AFTER {event.upper()} ON {table} REFERENCING {rows}"
                    " FOR EACH STATEMENT EXECUTE FUNCTION scoring_refuse_closed()",
                    f"DROP TRIGGER {name} ON {table}",
                )
            )
    made.append(
        migrations.RunSQL(
            "CREATE TRIGGER scoring_period_closed BEFORE UPDATE OR DELETE ON scoring_period FOR EACH ROW"
            " WHEN (OLD.state = 'closed') EXECUTE FUNCTION scoring_keep_closed()",
            "DROP TRIGGER scoring_period_closed ON scoring_period",
        )
    )
    return made


class Migration(migrations.Migration):
    dependencies = [("scoring", "0002_scores_read_by_run")]

    operations = [
        migrations.RunSQL(_REFUSE, "DROP FUNCTION scoring_refuse_closed()"),
        migrations.RunSQL(_KEEP, "DROP FUNCTION scoring_keep_closed()"),
        *_triggers(),
    ]

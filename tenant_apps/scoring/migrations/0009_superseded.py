"""What observations said before they were overwritten, kept by the database in the statement that overwrites."""

import django.db.models.deletion
from django.db import migrations, models

import shared_apps.rows
import tenant_apps.scoring.models

# One statement of any size is one insertion. The person's row is named by a key of the database's own, because a
# removal of the person removes observations first, and what is kept of them in that moment has to go with the person.
_KEEP = """
CREATE FUNCTION scoring_keep_superseded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO scoring_supersededobservation
        (id, period_id, employee_id, measure, number, code, answers, source, evidence, entered_by_name, entered_at,
         superseded_at)
    SELECT gen_random_uuid(), was.period_id, was.employee_id, was.measure, was.number, was.code, was.answers,
           was.source, was.evidence, was.entered_by_name, was.entered_at, clock_timestamp()
    FROM old_rows AS was;
    RETURN NULL;
END $$"""
_PERSON = """
ALTER TABLE scoring_supersededobservation ADD CONSTRAINT scoring_superseded_person
    FOREIGN KEY (employee_id) REFERENCES people_employee (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED"""
_CLOSED = {
    "insert": "NEW TABLE AS new_rows",
    "update": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "OLD TABLE AS old_rows",
}


def _trigger(name: str, event: str, table: str, rows: str, function: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} AFTER {event.upper()} ON {table} REFERENCING {rows}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
        f"DROP TRIGGER {name} ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_search"),
        ("scoring", "0008_planned_adoption"),
    ]

    operations = [
        migrations.CreateModel(
            name="SupersededObservation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=shared_apps.rows.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("measure", models.TextField()),
                ("number", tenant_apps.scoring.models.Numeric(null=True)),
                ("code", models.TextField(null=True)),
                ("answers", models.PositiveIntegerField(null=True)),
                ("source", models.TextField()),
                ("evidence", models.TextField(blank=True, default="")),
                ("entered_by_name", models.TextField()),
                ("entered_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField()),
                (
                    "employee",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.employee",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="scoring.period",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["employee", "period"], name="scoring_superseded_of_person")],
            },
        ),
        migrations.RunSQL(
            _PERSON, "ALTER TABLE scoring_supersededobservation DROP CONSTRAINT scoring_superseded_person"
        ),
        migrations.RunSQL(_KEEP, "DROP FUNCTION scoring_keep_superseded()"),
        *[
            _trigger(
                f"scoring_observation_keep_{event}",
                event,
                "scoring_observation",
                "OLD TABLE AS old_rows",
                "scoring_keep_superseded",
            )
            for event in ("update", "delete")
        ],
        *[
            _trigger(
                f"scoring_superseded_closed_{event}",
                event,
                "scoring_supersededobservation",
                rows,
                "scoring_refuse_closed",
            )
            for event, rows in _CLOSED.items()
        ],
    ]

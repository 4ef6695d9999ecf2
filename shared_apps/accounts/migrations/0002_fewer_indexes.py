"""Indexes of libraries that no query needs: each is a file more in every one of hundreds of schemas.

Four twins for prefix searches nobody does, and three whose column a unique index of the same table begins with.
The libraries go on believing in them: dropping the column or the constraint would not miss them.
"""

from django.db import migrations

TWINS = {  # index: table, column
    "account_emailaddress_email_03be32b2_like": ("account_emailaddress", "email"),
    "account_emailconfirmation_key_f43612bd_like": ("account_emailconfirmation", "key"),
    "auth_group_name_a6ea08ec_like": ("auth_group", "name"),
    "django_session_session_key_c0390e0f_like": ("django_session", "session_key"),
}
COVERED = {
    "account_emailaddress_user_id_2c513194": ("account_emailaddress", "user_id"),
    "auth_group_permissions_group_id_b120cbf9": ("auth_group_permissions", "group_id"),
    "auth_permission_content_type_id_2f476e4b": ("auth_permission", "content_type_id"),
}


def _dropped(index: str, table: str, column: str) -> migrations.RunSQL:
    """Takes its table's lock for a moment; the fleet gives up after three seconds rather than queue."""
    return migrations.RunSQL(
        f"DROP INDEX IF EXISTS {index}", f"CREATE INDEX IF NOT EXISTS {index} ON {table} ({column})"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        *(_dropped(index, table, f"{column} varchar_pattern_ops") for index, (table, column) in TWINS.items()),
        *(_dropped(index, table, column) for index, (table, column) in COVERED.items()),
    ]

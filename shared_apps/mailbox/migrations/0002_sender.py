from typing import Any

from django.conf import settings
from django.db import migrations


def sender_policies(apps: Any, schema_editor: Any) -> None:
    """A region inserts under its own name; the host reads and clears. Names alone: the roles may not exist yet."""
    host = f"{settings.DATABASE_ROLE_PREFIX}_host"
    schema_editor.execute("ALTER TABLE mailbox_message ENABLE ROW LEVEL SECURITY")
    schema_editor.execute(
        "CREATE POLICY mailbox_sender_is_itself ON mailbox_message FOR INSERT WITH CHECK (sender = current_user)"
    )
    schema_editor.execute(f"CREATE POLICY mailbox_host_reads ON mailbox_message USING (current_user = '{host}')")


def without_policies(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute("DROP POLICY mailbox_host_reads ON mailbox_message")
    schema_editor.execute("DROP POLICY mailbox_sender_is_itself ON mailbox_message")
    schema_editor.execute("ALTER TABLE mailbox_message DISABLE ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    dependencies = [("mailbox", "0001_initial")]

    operations = [migrations.RunPython(sender_policies, without_policies)]

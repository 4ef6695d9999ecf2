"""A role is held for the whole government: no rule ever read its unit."""

from django.db import migrations


class Migration(migrations.Migration):
    """See above."""

    dependencies = [("accounts", "0003_user_closed_at")]

    operations = [
        migrations.RemoveField(model_name="appointment", name="unit_id"),
        migrations.RemoveField(model_name="invitation", name="unit_id"),
    ]

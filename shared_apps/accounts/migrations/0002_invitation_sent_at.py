"""Whether the letter of an invitation has left; those there are count as sent, by a default of one moment."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """See above."""

    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="sent_at",
            field=models.DateTimeField(blank=True, default=django.utils.timezone.now, null=True),
            preserve_default=False,
        ),
    ]

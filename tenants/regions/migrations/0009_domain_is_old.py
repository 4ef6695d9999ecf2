"""An old address of a region, which leads to the new one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("regions", "0008_batch")]

    operations = [
        migrations.AddField("domain", "is_old", models.BooleanField(default=False, db_default=False)),
        migrations.AddConstraint(
            "domain",
            models.CheckConstraint(
                condition=models.Q(("is_old", True), ("is_primary", True), _negated=True),
                name="regions_domain_primary_is_not_old",
            ),
        ),
    ]

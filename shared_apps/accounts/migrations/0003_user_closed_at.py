from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_invitation_sent_at")]

    operations = [
        migrations.AddField(model_name="user", name="closed_at", field=models.DateTimeField(blank=True, null=True)),
    ]

"""Django's deployment checks on production settings, as `make lint` runs them; no server is needed."""

import os
import sys

os.environ.update(
    DJANGO_SETTINGS_MODULE="merit.settings",
    MERIT_SECRET_KEY="".join(chr(33 + (i * 7) % 90) for i in range(64)),
    MERIT_SIGNING_KEY="check-only-" + "k" * 40,
    MERIT_FIELD_KEY="check-only-" + "f" * 40,
    MERIT_DATABASE_MASTER_SECRET="check-only-" + "m" * 40,
    MERIT_DATABASE_URL="postgresql://db.example.id:5432/merit",
    MERIT_BROKER_URL="redis://broker.example.id:6379/0",
    MERIT_FILES_FOLDER="/srv/merit/files",
    MERIT_BACKUPS_FOLDER="/srv/merit/backups",
    MERIT_KEYS_FOLDER="/srv/merit/keys",
    MERIT_MAIL_HOST="mail.example.id",
)

from django.core.management import execute_from_command_line

execute_from_command_line([sys.argv[0], "check", "--deploy", "--fail-level", "WARNING"])

"""Settings of the tests: the product's own, on throw-away servers."""

import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

_MEMORY, _ROOM = Path("/dev/shm"), 4 * 2**30  # noqa: S108  see below

# A region is some 230 files, and a database made anew a thousand: a disk's journal takes 2.6 s for them where memory
# takes 0.1. Where there is room (a container's 64 MB are none), everything temporary lies there, servers included.
if "TMPDIR" not in os.environ and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free >= _ROOM:
    os.environ["TMPDIR"], tempfile.tempdir = str(_MEMORY), None

SOCKETS = Path(tempfile.gettempdir()) / f"merit-tests-{os.getpid()}"  # a short path
STATIC = Path(tempfile.gettempdir()) / "merit-tests-static"
_admin = urlsplit(os.environ.get("MERIT_DATABASE_ADMIN_URL", ""))
_host = parse_qs(_admin.query).get("host", [_admin.hostname or str(SOCKETS)])[0]

os.environ.update(
    MERIT_SECRET_KEY="tests-only-" + "x" * 40,
    MERIT_SIGNING_KEY="tests-only-" + "k" * 40,
    MERIT_FIELD_KEY="tests-only-" + "f" * 40,
    MERIT_DATABASE_MASTER_SECRET="tests-only-" + "m" * 40,
    MERIT_DATABASE_OWNER_PASSWORD="tests-only-" + "o" * 40,
    MERIT_DATABASE_URL=f"postgresql:///merit_tests?host={_host}" + (f"&port={_admin.port}" if _admin.port else ""),
    MERIT_DATABASE_ROLE_PREFIX="merit_tests",
    MERIT_BROKER_URL="memory://",
    MERIT_FILES_FOLDER=str(SOCKETS / "files"),
    MERIT_BACKUPS_FOLDER=str(SOCKETS / "backups"),
    MERIT_KEYS_FOLDER=str(SOCKETS / "keys"),
    MERIT_MAIL_FOLDER=str(SOCKETS / "mail"),
    MERIT_HTTPS="no",
    MERIT_SECOND_FACTOR="no",
    MERIT_STATIC_FOLDER=str(STATIC),
)

STATIC.mkdir(parents=True, exist_ok=True)  # whitenoise warns about a missing folder

from merit.settings import *  # noqa: E402, F403  the product's settings read the environment set above

DATABASES["default"]["ENGINE"] = "tests.one_transaction"  # noqa: F405
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "KEY_FUNCTION": "django_tenants.cache.make_key",
        "REVERSE_KEY_FUNCTION": "django_tenants.cache.reverse_key",
    }
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; the real one is tried by the main job
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
IDENTITY_PROVIDERS_ON_LOOPBACK = True  # one is started here: tests.identity_provider

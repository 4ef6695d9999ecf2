"""All settings, from the environment only; deploy/env.example names every one of them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from merit import environment
from merit.schedule import *  # noqa: F403  what runs by the clock
from shared_apps.accounts.allauth_settings import *  # noqa: F403  constants of one library, kept by its room

# Security --------------------------------------------------------------------------------------------------------
DEBUG = False
SECRET_KEY = environment.secret("MERIT_SECRET_KEY")
SIGNING_KEY = environment.secret("MERIT_SIGNING_KEY")  # what this installation signs with: shared_apps.signatures
FIELD_KEY = environment.secret("MERIT_FIELD_KEY")  # what fields are sealed with: shared_apps.sealing
FIELD_KEY_BEFORE = environment.text("MERIT_FIELD_KEY_BEFORE", "")  # while it is exchanged: the one before still opens
HTTPS = environment.flag("MERIT_HTTPS", default=True)
# Without it every visitor behind the proxy shares one address, and ten wrong passwords a minute lock all of them out.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("MERIT_TRUSTED_PROXIES", 1 if HTTPS else 0)
PUBLIC_PORT = environment.text("MERIT_PUBLIC_PORT", "")  # only where the address people type has one
ALLOWED_HOSTS = ["*"]  # the Domain table is the list: an unknown host is a 404 before any view
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
CSRF_FAILURE_VIEW = "merit.problems.csrf_failure"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
BREACHED_PASSWORDS = environment.text("MERIT_BREACHED_PASSWORDS", "")  # made by `merit passwords build`
SECOND_FACTOR_REQUIRED = environment.flag("MERIT_SECOND_FACTOR", default=True)  # of roles with power over others
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["shared_apps.accounts.backends.Backend"]
ACCOUNTS_LOGIN_LOOKUP = "tenant_apps.people.queries.employee_id_for_number"
ACCOUNTS_AGENCIES = "tenant_apps.organisation.queries.agencies"
ACCOUNTS_MAY_ENTER = "tenant_apps.people.queries.may_enter"
PEOPLE_USED_BY = ["tenant_apps.scoring.queries.uses.uses_of_people"]  # what keeps an import from being undone
PEOPLE_ENTRIES_USED_BY = ["tenant_apps.scoring.queries.uses.uses_of_entry"]  # and one entry from being withdrawn
FILES_REGION = "tenant_apps.organisation.queries.government_id"  # for whom the content of files is sealed
AUDIT_VEILED = "tenant_apps.scoring.queries.restricted.veiled_changes"  # whose values need their own permission
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "account_login", "/", "/"

# Applications ----------------------------------------------------------------------------------------------------
_BOTH = [  # every schema has tables of its own
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    *(f"shared_apps.{room}" for room in ("accounts", "audit", "jobs", "files", "programs")),
]
SHARED_APPS = [
    "django_tenants",
    "tenants.regions",
    *_BOTH,
    "tenants.partnerships",
    *(f"tenants.{room}" for room in ("lifecycle", "support", "backups", "departure", "probes", "exchange")),
    "shared_apps.scoring_templates",
    "shared_apps.mailbox",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "django_htmx",
    "lucide",
    "csp",
    "shared_apps.ui",
    "shared_apps.reference",
    "shared_apps.sheets",
    "shared_apps.documents",
]
TENANT_APPS = [
    *_BOTH,
    "shared_apps.support",
    "shared_apps.assurance",
    "shared_apps.leaving",
    "tree_queries",
    *(f"tenant_apps.{room}" for room in ("organisation", "people", "scoring", "talent", "privacy", "workspace")),
]
INSTALLED_APPS = [*SHARED_APPS, *(app for app in TENANT_APPS if app not in SHARED_APPS)]
TENANT_MODEL = "regions.Region"
TENANT_DOMAIN_MODEL = "regions.Domain"
MIDDLEWARE = [
    "merit.certificates.CertificateMiddleware",
    "tenants.regions.middleware.RegionMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "merit.overload.ShareMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "merit.language.LanguageMiddleware",
    "tenants.regions.home.HomeMiddleware",
    "tenants.regions.middleware.ClosedMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tenants.probes.middleware.ProbeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "shared_apps.audit.middleware.AuditMiddleware",
    "shared_apps.accounts.middleware.LettersMiddleware",
    "shared_apps.accounts.middleware.SessionsMiddleware",
    "shared_apps.accounts.middleware.SecondFactorMiddleware",
    "merit.problems.ProblemMiddleware",
    "tenant_apps.privacy.middleware.LookMiddleware",
    "tenants.lifecycle.middleware.ReadOnlyMiddleware",
    "tenants.support.middleware.SupportMiddleware",
]
ROOT_URLCONF = "merit.urls_region"
PUBLIC_SCHEMA_URLCONF = "merit.urls_host"
WSGI_APPLICATION = "merit.wsgi.application"
_CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "django.template.context_processors.i18n",
    "merit.shell.shell",
]
_BUILTINS = ["django.templatetags.i18n", "django.templatetags.static", "shared_apps.ui.templatetags.ui"]
_TEMPLATES = {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}
TEMPLATES = [{**_TEMPLATES, "OPTIONS": {"builtins": _BUILTINS, "context_processors": _CONTEXT}}]
FORM_RENDERER = "shared_apps.ui.forms.Renderer"

# Database: a login per region, DESIGN 4 ---------------------------------------------------------------------------
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        **environment.database("MERIT_DATABASE_URL"),
        "ENGINE": "tenants.regions.database",
        "CONN_MAX_AGE": 600,  # with 0 nothing can be parked and every switch connects anew
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,  # behind PgBouncer's transaction mode
    }
}
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
DATABASE_ROLE_PREFIX = environment.text("MERIT_DATABASE_ROLE_PREFIX", "merit")
DATABASE_MASTER_SECRET = environment.secret("MERIT_DATABASE_MASTER_SECRET")
DATABASE_OWNER_PASSWORD = environment.text("MERIT_DATABASE_OWNER_PASSWORD", "")  # only where one provisions
DATABASE_PARKED_CONNECTIONS = environment.number("MERIT_DATABASE_PARKED_CONNECTIONS", 20)
DATABASE_HOST_CONNECTIONS = environment.number("MERIT_DATABASE_HOST_CONNECTIONS", 60)
DATABASE_REGION_CONNECTIONS = environment.number("MERIT_DATABASE_REGION_CONNECTIONS", 30)
SPARE_REGIONS = environment.number("MERIT_SPARE_REGIONS", 0)  # prepared ahead, claimed by renaming
PUBLISHED_TABLES = ["scoring_templates_templateversion"]  # in public alone; every region may read them
READ_ONLY_TABLES = ["django_migrations", "audit_change", "audit_seal"]  # in every schema; its login only reads them
APPEND_ONLY_TABLES = ["audit_entry", "support_visit"]  # in every schema; its login reads and inserts
MAILBOX_TABLES = ["mailbox_message"]  # in public alone; a region may only insert
DATABASE_SUPPORT_LOGINS = "tenants.support.queries.living_logins"  # which must exist: asked by the proof
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"  # library tables only; ours are shared_apps.rows.Row

# Cache, files, mail ----------------------------------------------------------------------------------------------
BROKER_URL = environment.text("MERIT_BROKER_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": BROKER_URL.replace("redis+socket://", "unix://").replace("virtual_host=", "db="),
        "KEY_FUNCTION": "django_tenants.cache.make_key",
        "REVERSE_KEY_FUNCTION": "django_tenants.cache.reverse_key",
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
FILES_FOLDER, BACKUPS_FOLDER, KEYS_FOLDER = environment.folders("FILES", "BACKUPS", "KEYS")
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 25 * 2**20
STATIC_URL = "/static/"
STATIC_ROOT = environment.text("MERIT_STATIC_FOLDER", "/var/lib/merit/static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
_MAIL_FOLDER = environment.text("MERIT_MAIL_FOLDER", "")
if _MAIL_FOLDER:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = _MAIL_FOLDER
else:
    EMAIL_HOST = environment.text("MERIT_MAIL_HOST")
    EMAIL_PORT = environment.number("MERIT_MAIL_PORT", 587)
    EMAIL_HOST_USER = environment.text("MERIT_MAIL_USER", "")
    EMAIL_HOST_PASSWORD = environment.text("MERIT_MAIL_PASSWORD", "")
    EMAIL_USE_TLS = environment.flag("MERIT_MAIL_TLS", default=True)
DEFAULT_FROM_EMAIL = environment.text("MERIT_MAIL_FROM", "merit@localhost")

# Celery: the row in PostgreSQL is the truth, the broker only a bell ------------------------------------------------
CELERY_BROKER_URL = BROKER_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 7200,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
}
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_DEFAULT_QUEUE = "region"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# API ---------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "shared_apps.accounts.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "shared_apps.programs.api.ApiSchema",
    "EXCEPTION_HANDLER": "merit.problems.api_problem",
    "COERCE_DECIMAL_TO_STRING": True,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "ENUM_NAME_OVERRIDES": {"ChairKindEnum": ["transfer_in", "study_assignment"]},  # of two bodies: one name for both
    "TITLE": "Merit Bersama",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
}

# Language and time -------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("English"))]
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_TZ = LANGUAGE_COOKIE_HTTPONLY = True
TIME_ZONE = "Asia/Jakarta"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": environment.text("MERIT_LOG_LEVEL", "INFO")},
}

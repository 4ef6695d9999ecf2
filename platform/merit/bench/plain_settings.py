"""Plain Django beside the product: the same applications, middleware and connection settings, without tenancy."""

from merit import environment
from merit.bench.settings import *  # noqa: F403

INSTALLED_APPS = [*TENANT_APPS, "csp", "django_htmx"]  # noqa: F405
MIDDLEWARE = [
    name
    for name in MIDDLEWARE  # noqa: F405
    if not name.startswith("tenants.") and name != "merit.certificates.CertificateMiddleware"
]
DATABASES = {
    "default": {
        **DATABASES["default"],  # noqa: F405
        "ENGINE": "django.db.backends.postgresql",
        "USER": environment.text("PLAIN_USER"),
        "PASSWORD": environment.text("PLAIN_PASSWORD"),
    }
}
DATABASE_ROUTERS = []
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ROOT_URLCONF = "merit.bench.plain_urls"

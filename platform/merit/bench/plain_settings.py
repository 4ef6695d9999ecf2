"""Plain Django beside the product: the same applications, middleware and connection settings, without tenancy."""

from merit import environment
from merit.bench.settings import *  # noqa: F403

_IN_PLACE = {"merit.language.LanguageMiddleware": "django.middleware.locale.LocaleMiddleware"}  # ours asks the region
_OF_REGIONS = {"merit.certificates.CertificateMiddleware", "merit.overload.ShareMiddleware"}
INSTALLED_APPS = [*TENANT_APPS, "csp", "django_htmx"]  # noqa: F405
MIDDLEWARE = [
    _IN_PLACE.get(name, name)
    for name in MIDDLEWARE  # noqa: F405
    if not name.startswith("tenants.") and name not in _OF_REGIONS
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

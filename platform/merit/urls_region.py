"""Every address of a region's own subdomain."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("shared_apps.jobs.urls")),
    path("", include("shared_apps.files.urls")),
]

"""Every address of the host's console."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("shared_apps.jobs.urls")),
    path("", include("shared_apps.files.urls")),
]

"""Addresses of the structure's files."""

from django.urls import path

from tenant_apps.organisation.files.views import exports

urlpatterns = [
    path("organisasi/berkas/", exports.files, name="structure_files"),
    path("organisasi/berkas/unduh/", exports.file, name="structure_file"),
]

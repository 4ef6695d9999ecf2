"""Addresses of the structure's files."""

from django.urls import path

from tenant_apps.organisation.files.views import exports, sheets

urlpatterns = [
    path("organisasi/berkas/", exports.files, name="structure_files"),
    path("organisasi/berkas/unduh/", exports.file, name="structure_file"),
    path("organisasi/lembar/", sheets.sheets, name="structure_sheets"),
    path("organisasi/lembar/<uuid:sheet_id>/", sheets.sheet, name="structure_sheet"),
    path("organisasi/lembar/<uuid:sheet_id>/perbedaan/", sheets.difference, name="structure_sheet_difference"),
    path("organisasi/lembar/<uuid:sheet_id>/hapus/", sheets.discard, name="structure_sheet_discard"),
]

"""Addresses of the structure's files."""

from django.urls import path

from tenant_apps.organisation.files import api
from tenant_apps.organisation.files.views import exports, sheets

urlpatterns = [
    path("organisasi/berkas/", exports.files, name="structure_files"),
    path("organisasi/berkas/unduh/", exports.file, name="structure_file"),
    path("organisasi/lembar/", sheets.sheets, name="structure_sheets"),
    path("organisasi/lembar/<uuid:sheet_id>/", sheets.sheet, name="structure_sheet"),
    path("organisasi/lembar/<uuid:sheet_id>/perbedaan/", sheets.difference, name="structure_sheet_difference"),
    path("organisasi/lembar/<uuid:sheet_id>/hapus/", sheets.discard, name="structure_sheet_discard"),
    path("api/v1/units/file/", api.StructureFile.as_view(), name="api_structure_file"),
    *(
        path(f"api/v1/structure-sheets/{below}", view.as_view(), name=name)
        for below, view, name in (
            ("", api.StructureSheets, "api_structure_sheets"),
            ("<uuid:sheet_id>/", api.OneStructureSheet, "api_structure_sheet"),
            ("<uuid:sheet_id>/answers/", api.StructureSheetAnswers, "api_structure_sheet_answers"),
            ("<uuid:sheet_id>/difference/", api.StructureSheetDifference, "api_structure_sheet_difference"),
            ("<uuid:sheet_id>/draft/", api.StructureSheetDraft, "api_structure_sheet_draft"),
            ("<uuid:sheet_id>/discard/", api.StructureSheetDiscard, "api_structure_sheet_discard"),
        )
    ),
]

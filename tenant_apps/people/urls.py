"""Addresses of people."""

from django.urls import path

from tenant_apps.people import api, api_command
from tenant_apps.people.views import changes, chart, columns, history, imports, past_imports, people, structure

urlpatterns = [
    path("organisasi/", chart.organisation, name="organisation"),
    path("organisasi/impor/", structure.import_structure, name="organisation_import"),
    path("pegawai/", people.employees, name="employees"),
    path("pegawai/cari/", people.search, name="people_search"),
    path("pegawai/ekspor/", people.export, name="employees_export"),
    path("pegawai/<uuid:employee_id>/", people.employee, name="employee"),
    path("pegawai/<uuid:employee_id>/akhiri/", changes.leave, name="employee_leave"),
    path("pegawai/<uuid:employee_id>/nip/", changes.change_number, name="employee_number"),
    path("pegawai/<uuid:employee_id>/penugasan/", changes.place, name="employee_place"),
    path("pegawai/<uuid:employee_id>/pendidikan/", changes.education, name="employee_education"),
    path("pegawai/<uuid:employee_id>/riwayat/", history.history, name="employee_history"),
    path("pegawai/<uuid:employee_id>/penilai/", changes.assessor, name="employee_assessor"),
    path("organisasi/<uuid:unit_id>/plt/", changes.acting_head, name="unit_acting"),
    path("pegawai/impor/", imports.upload, name="people_import"),
    path("pegawai/impor/<uuid:job_id>/", imports.result, name="people_import_result"),
    path("pegawai/impor/<uuid:job_id>/terapkan/", imports.apply, name="people_import_apply"),
    path("pegawai/impor/kolom/<uuid:file_id>/", columns.columns, name="people_import_columns"),
    path("pegawai/impor/riwayat/", past_imports.imports, name="people_imports"),
    path("pegawai/impor/riwayat/<uuid:import_id>/", past_imports.one_import, name="people_import_made"),
    path("pegawai/impor/riwayat/<uuid:import_id>/batalkan/", past_imports.undo, name="people_import_undo"),
    path("pegawai/undang/", imports.invite, name="people_invite"),
    path("api/v1/imports/people/", api.PeopleImports.as_view(), name="api_people_imports"),
    path("api/v1/imports/people/<uuid:job_id>/", api.PeopleImport.as_view(), name="api_people_import"),
    path("api/v1/imports/people/applied/", api.AppliedImports.as_view(), name="api_applied_imports"),
    path("api/v1/imports/people/applied/<uuid:import_id>/", api.AppliedImport.as_view(), name="api_applied_import"),
    path("api/v1/imports/people/applied/<uuid:import_id>/undo/", api.UndoImport.as_view(), name="api_undo_import"),
    path("api/v1/employees/", api.Employees.as_view(), name="api_employees"),
    path("api/v1/employees/<uuid:employee_id>/above/", api_command.AboveOf.as_view(), name="api_above"),
    path("api/v1/employees/<uuid:employee_id>/assessor/", api_command.Assessor.as_view(), name="api_assessor"),
    path("api/v1/employees/suggestions/", api.EmployeeSuggestions.as_view(), name="api_employee_suggestions"),
]

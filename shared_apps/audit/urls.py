"""Addresses of the auditor."""

from django.urls import path

from shared_apps.audit import api, views

urlpatterns = [
    path("audit/", views.requests, name="audit"),
    path("audit/perubahan/", views.changes, name="audit_changes"),
    path("audit/ekspor/", views.export, name="audit_export"),
    path("audit/permintaan/<uuid:request_id>/", views.one_request, name="audit_request"),
    path("audit/perubahan/<uuid:change_id>/", views.one_change, name="audit_change"),
    path("api/v1/audit/requests/", api.Entries.as_view(), name="api_audit_requests"),
    path("api/v1/audit/changes/", api.Changes.as_view(), name="api_audit_changes"),
]

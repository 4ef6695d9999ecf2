"""Addresses of the auditor."""

from django.urls import path

from shared_apps.audit import views

urlpatterns = [
    path("audit/", views.requests, name="audit"),
    path("audit/perubahan/", views.changes, name="audit_changes"),
    path("audit/ekspor/", views.export, name="audit_export"),
    path("audit/permintaan/<uuid:request_id>/", views.one_request, name="audit_request"),
    path("audit/perubahan/<uuid:change_id>/", views.one_change, name="audit_change"),
]

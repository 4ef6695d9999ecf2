"""Addresses: what a region is shown of its isolation."""

from django.urls import path

from shared_apps.assurance import api, views

urlpatterns = [
    path("isolasi/", views.assurance, name="assurance"),
    path("isolasi/<uuid:report_id>/", views.report, name="assurance_report"),
    path("isolasi/<uuid:report_id>/laporan.json", views.download, name="assurance_download"),
    path("isolasi/<uuid:report_id>/laporan.json.sig", views.signature, name="assurance_signature"),
    path("isolasi/<uuid:report_id>/laporan.pdf", views.paper, name="assurance_paper"),
    path("api/v1/isolation/", api.Isolation.as_view(), name="api_isolation"),
    path("api/v1/isolation/<uuid:report_id>/", api.IsolationReport.as_view(), name="api_isolation_report"),
]

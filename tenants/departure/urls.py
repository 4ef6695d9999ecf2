"""Addresses: a region leaves: notice, exit pack, erasure with a certificate."""

from django.urls import path

from tenants.departure import api, views

urlpatterns = [
    path("akhir-kerja-sama/", views.departures, name="departures"),
    path("daerah/<uuid:region_id>/akhir/", views.departure, name="region_departure"),
    path("daerah/<uuid:region_id>/akhir/<slug:verb>/", views.act, name="region_departure_act"),
    path(
        "akhir-kerja-sama/<uuid:departure_id>/sertifikat.<str:kind>", views.certificate, name="departure_certificate"
    ),
    path("api/v1/departures/", api.DeparturesView.as_view(), name="api_departures"),
    path("api/v1/regions/<uuid:region_id>/departure/", api.DepartureView.as_view(), name="api_departure"),
    path(
        "api/v1/regions/<uuid:region_id>/departure/acts/", api.DepartureActsView.as_view(), name="api_departure_acts"
    ),
]

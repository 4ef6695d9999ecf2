"""Addresses: a region leaves: notice, exit pack, erasure with a certificate."""

from django.urls import path

from tenants.departure import views

urlpatterns = [
    path("akhir-kerja-sama/", views.departures, name="departures"),
    path("daerah/<uuid:region_id>/akhir/", views.departure, name="region_departure"),
    path("daerah/<uuid:region_id>/akhir/<slug:verb>/", views.act, name="region_departure_act"),
    path(
        "akhir-kerja-sama/<uuid:departure_id>/sertifikat.<str:kind>", views.certificate, name="departure_certificate"
    ),
]

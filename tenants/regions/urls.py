"""Addresses of the host's console."""

from django.urls import include, path

from tenants.regions import api, fleet_page, views

urlpatterns = [
    path("", include("tenants.regions.together.urls")),
    path("", views.console, name="console"),
    path("armada/", fleet_page.fleet, name="fleet"),
    path("daerah/<uuid:region_id>/", views.region, name="region"),
    path("daerah/<uuid:region_id>/lanjut/", views.resume, name="region_resume"),
    path("daerah/<uuid:region_id>/batal/", views.abandon, name="region_abandon"),
    path("daerah/<uuid:region_id>/administrator/", views.administrator, name="region_administrator"),
    path("perjanjian/<uuid:agreement_id>/siapkan/", views.provision, name="provision_region"),
    path("api/v1/regions/", api.RegionsView.as_view(), name="api_regions"),
    path("api/v1/regions/<uuid:region_id>/provisioning/", api.ProvisioningView.as_view(), name="api_provisioning"),
    path("api/v1/regions/<uuid:region_id>/abandonment/", api.AbandonmentView.as_view(), name="api_abandonment"),
]

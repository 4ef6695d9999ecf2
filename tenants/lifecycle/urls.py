"""Addresses: the life of a region: suspended, read only, resumed, its addresses."""

from django.urls import path

from tenants.lifecycle import address_views, api, quota_views, views

urlpatterns = [
    path("daerah/<uuid:region_id>/keadaan/", views.life, name="region_life"),
    path("daerah/<uuid:region_id>/alamat/", address_views.addresses, name="region_addresses"),
    path("perjanjian/<uuid:agreement_id>/kuota/", quota_views.amend, name="amend_quota"),
    path("api/v1/agreements/<uuid:agreement_id>/amendments/", api.AmendmentsView.as_view(), name="api_amendments"),
    path("api/v1/regions/<uuid:region_id>/state/", api.StateView.as_view(), name="api_region_state"),
    path("api/v1/regions/<uuid:region_id>/addresses/", api.AddressesView.as_view(), name="api_region_addresses"),
]

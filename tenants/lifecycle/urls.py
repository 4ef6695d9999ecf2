"""Addresses: the life of a region: suspended, read only, resumed, its addresses."""

from django.urls import path

from tenants.lifecycle import api, views

urlpatterns = [
    path("daerah/<uuid:region_id>/keadaan/", views.life, name="region_life"),
    path("api/v1/regions/<uuid:region_id>/state/", api.StateView.as_view(), name="api_region_state"),
]

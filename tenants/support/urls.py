"""Addresses: the host's side of a support grant: asked for, entered, ended."""

from django.urls import path

from tenants.support import api, views

urlpatterns = [
    path("daerah/<uuid:region_id>/dukungan/", views.support, name="region_support"),
    path("daerah/<uuid:region_id>/dukungan/<uuid:request_id>/masuk/", views.way_in, name="region_support_enter"),
    path("daerah/<uuid:region_id>/dukungan/<uuid:request_id>/akhiri/", views.give_back, name="region_support_end"),
    path("api/v1/regions/<uuid:region_id>/support/", api.SupportView.as_view(), name="api_region_support"),
    path(
        "api/v1/regions/<uuid:region_id>/support/<uuid:request_id>/end/",
        api.SupportEndView.as_view(),
        name="api_region_support_end",
    ),
]

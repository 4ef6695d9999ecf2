"""Addresses: the host's side of a support grant: asked for, entered, ended."""

from django.urls import path

from tenants.support import views

urlpatterns = [
    path("daerah/<uuid:region_id>/dukungan/", views.support, name="region_support"),
    path("daerah/<uuid:region_id>/dukungan/<uuid:request_id>/masuk/", views.way_in, name="region_support_enter"),
    path("daerah/<uuid:region_id>/dukungan/<uuid:request_id>/akhiri/", views.give_back, name="region_support_end"),
]

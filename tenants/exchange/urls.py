"""Addresses of giving and taking templates and of their use, at the host only."""

from django.urls import path

from tenants.exchange import views

urlpatterns = [
    path("templat/paket/", views.take_template, name="take_template"),
    path("templat/<uuid:version_id>/paket/", views.give_template, name="give_template"),
    path("templat/<uuid:version_id>/daerah/", views.template_usage, name="template_usage"),
]

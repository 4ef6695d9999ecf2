"""Addresses: the nightly search for one region's canary through everything of every other."""

from django.urls import path

from tenants.probes import views

urlpatterns = [path("isolasi/", views.probes, name="probes")]

"""The address of a unit's history; programs ask `unit_lineage` of the drafts' API."""

from django.urls import path

from tenant_apps.organisation.lineage import views

urlpatterns = [path("organisasi/<uuid:unit_id>/riwayat/", views.history, name="unit_history")]

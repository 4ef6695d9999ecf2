"""Addresses of the structure."""

from django.urls import path

from tenant_apps.organisation import api, appearance_views, views
from tenant_apps.organisation.drafts.urls import urlpatterns as drafts
from tenant_apps.organisation.files.urls import urlpatterns as files
from tenant_apps.organisation.lineage.urls import urlpatterns as lineage
from tenant_apps.organisation.settings.urls import urlpatterns as settings

urlpatterns = [
    *drafts,
    *files,
    *lineage,
    *settings,
    path("organisasi/nama-dan-warna/", appearance_views.appearance, name="organisation_appearance"),
    path("organisasi/lambang/", appearance_views.crest, name="organisation_crest"),
    path("organisasi/lambang/hapus/", appearance_views.crest_removal, name="organisation_crest_removal"),
    path("organisasi/tambah/", views.add_unit, name="unit_add"),
    path("organisasi/<uuid:unit_id>/nama/", views.rename_unit, name="unit_rename"),
    path("organisasi/<uuid:unit_id>/pindah/", views.move_unit, name="unit_move"),
    path("api/v1/units/", api.Units.as_view(), name="api_units"),
]

"""Addresses: backups of one region, encrypted to its own key, restored beside it."""

from django.urls import path

from tenants.backups import api, views

_REGION = "daerah/<uuid:region_id>/cadangan/"
urlpatterns = [
    path(_REGION, views.backups, name="region_backups"),
    path(f"{_REGION}buat/", views.make, name="region_backup_make"),
    path(f"{_REGION}latihan/", views.drill, name="region_backup_drill"),
    path(f"{_REGION}kunci/", views.give_key, name="region_backup_key"),
    path(f"{_REGION}<uuid:backup_id>/pulihkan/", views.restore, name="region_backup_restore"),
    path(f"{_REGION}salinan/<uuid:copy_id>/pakai/", views.swap, name="region_copy_swap"),
    path(f"{_REGION}salinan/<uuid:copy_id>/hapus/", views.drop, name="region_copy_drop"),
    path("api/v1/regions/<uuid:region_id>/backups/", api.BackupsView.as_view(), name="api_backups"),
]

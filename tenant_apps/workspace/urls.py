"""Addresses of the first pages inside a region."""

from django.urls import path

from tenant_apps.workspace import api, views

urlpatterns = [
    path("api/v1/me/lineage/", api.OwnLineage.as_view(), name="api_own_lineage"),
    path("api/v1/me/lacking/", api.OwnLacking.as_view(), name="api_own_lacking"),
    path("api/v1/subtree/people/<uuid:employee_id>/lineage/", api.PersonLineage.as_view(), name="api_person_lineage"),
    path("", views.home, name="home"),
    path("mulai/", views.beginning, name="beginning"),
    path("api/v1/beginning/", api.BeginningSteps.as_view(), name="api_beginning"),
    path("akun/", views.account, name="account"),
    path("akun/rincian/", views.account_detail, name="account_detail"),
    path("akun/rincian/cetak/", views.account_print, name="account_print"),
    path("akun/rincian/pdf/", views.account_pdf, name="account_pdf"),
    path("pimpinan/", views.leader, name="leader"),
    path("pimpinan/pegawai/", views.leader_people, name="leader_people"),
    path("pimpinan/pegawai/unduh/", views.leader_people_export, name="leader_people_export"),
    path("pimpinan/pegawai/<uuid:employee_id>/", views.leader_person, name="leader_person"),
    path("pimpinan/pegawai/<uuid:employee_id>/rincian/", views.leader_person_detail, name="leader_person_detail"),
    path("pimpinan/pegawai/<uuid:employee_id>/rincian/cetak/", views.leader_person_print, name="leader_person_print"),
    path("pimpinan/pegawai/<uuid:employee_id>/rincian/pdf/", views.leader_person_pdf, name="leader_person_pdf"),
]

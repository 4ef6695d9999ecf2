"""Addresses: a support grant as the region sees it: decided, watched, ended; and a supporter's way in and out."""

from django.urls import path

from shared_apps.support import api, views

urlpatterns = [
    path("dukungan/", views.grants, name="support"),
    path("dukungan/sesi/", views.session, name="support_session"),
    path("dukungan/keluar/", views.leave, name="support_leave"),
    path("dukungan/masuk/<str:token>/", views.enter, name="support_enter"),
    path("dukungan/<uuid:grant_id>/", views.grant, name="support_grant"),
    path("dukungan/<uuid:grant_id>/izinkan/", views.approve, name="support_approve"),
    path("dukungan/<uuid:grant_id>/tolak/", views.refuse, name="support_refuse"),
    path("dukungan/<uuid:grant_id>/cabut/", views.revoke, name="support_revoke"),
    path("dukungan/<uuid:grant_id>/ekspor/", views.export, name="support_export"),
    path("api/v1/support/", api.Grants.as_view(), name="api_support"),
    path("api/v1/support/<uuid:grant_id>/visits/", api.Visits.as_view(), name="api_support_visits"),
    path("api/v1/support/<uuid:grant_id>/approval/", api.Approve.as_view(), name="api_support_approve"),
    path("api/v1/support/<uuid:grant_id>/refusal/", api.Refuse.as_view(), name="api_support_refuse"),
    path("api/v1/support/<uuid:grant_id>/revocation/", api.Revoke.as_view(), name="api_support_revoke"),
]

"""Addresses of agreements, at the host only."""

from django.urls import path

from tenants.partnerships import api, views

urlpatterns = [
    path("perjanjian/", views.agreements, name="agreements"),
    path("perjanjian/baru/", views.new_agreement, name="new_agreement"),
    path("perjanjian/<uuid:agreement_id>/", views.agreement, name="agreement"),
    path("api/v1/agreements/", api.AgreementsView.as_view(), name="api_agreements"),
]

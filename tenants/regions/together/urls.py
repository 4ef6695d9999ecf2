"""Addresses of regions asked for together."""

from django.urls import path

from tenants.regions.together import api, views

urlpatterns = [
    path("perjanjian/bersama/", views.together, name="together"),
    path("perjanjian/bersama/contoh.xlsx", views.example, name="together_example"),
    path("perjanjian/bersama/<uuid:batch_id>/", views.batch, name="batch"),
    path("perjanjian/bersama/<uuid:batch_id>/<int:position>/", views.act, name="batch_act"),
    path("api/v1/regions/together/", api.TogetherView.as_view(), name="api_together"),
    path("api/v1/regions/together/<uuid:batch_id>/", api.BatchView.as_view(), name="api_batch"),
]

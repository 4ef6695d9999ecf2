"""Addresses about the end of the agreement."""

from django.urls import path

from shared_apps.leaving import views

urlpatterns = [
    path("kerja-sama/", views.leaving, name="leaving"),
    path("kerja-sama/penerima/", views.recipient, name="leaving_recipient"),
    path("kerja-sama/paket/", views.pack, name="leaving_pack"),
    path("kerja-sama/terima/", views.receipt, name="leaving_receipt"),
]

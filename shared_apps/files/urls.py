"""Addresses of files."""

from django.urls import path

from shared_apps.files import views

urlpatterns = [path("berkas/<uuid:file_id>/", views.file, name="file")]

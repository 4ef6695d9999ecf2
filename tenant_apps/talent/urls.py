"""Addresses of talent."""

from django.urls import path

from tenant_apps.talent import api

urlpatterns = [path("api/v1/subtree/boxes/", api.SubtreeBoxes.as_view(), name="api_subtree_boxes")]

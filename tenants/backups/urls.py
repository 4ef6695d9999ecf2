"""Addresses: backups of one region, encrypted to its own key, restored beside it."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

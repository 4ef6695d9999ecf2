"""Addresses: the life of a region: suspended, read only, resumed, its addresses."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

"""Addresses: a support grant as the region sees it: decided, watched, ended."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

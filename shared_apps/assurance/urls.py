"""Addresses: what a region is shown of its isolation: signed reports."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

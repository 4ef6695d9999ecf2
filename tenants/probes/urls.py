"""Addresses: the nightly search for one region's canary through everything of every other."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

"""Addresses: a region leaves: notice, exit pack, erasure with a certificate."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

"""Addresses: the host's side of a support grant: asked for, entered, ended."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

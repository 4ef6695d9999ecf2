"""The addresses of plain Django in `merit bench requests`: the page of three queries."""

from django.urls import path

from merit.bench import page
from tenant_apps.organisation import queries as organisation

urlpatterns = [path(page.ADDRESS, page.three_queries(lambda _request: organisation.government()))]

"""The addresses of plain Django in `merit bench requests`: the page of three queries."""

from django.urls import path

from merit.bench import page

urlpatterns = [path(page.ADDRESS, page.three_queries)]

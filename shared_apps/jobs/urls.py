"""Addresses of jobs."""

from django.urls import path

from shared_apps.jobs import views

urlpatterns = [
    path("tugas/<uuid:job_id>/", views.job, name="job"),
    path("tugas/<uuid:job_id>/lanjut/", views.resume, name="job_resume"),
]

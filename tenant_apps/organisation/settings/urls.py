"""Addresses of what a region sets."""

from django.urls import path

from tenant_apps.organisation.settings import api, views

urlpatterns = [
    path("organisasi/pengaturan/", views.settings, name="organisation_settings"),
    path("organisasi/kalender/", views.calendar, name="calendar"),
    path("organisasi/kalender/<uuid:day_off_id>/hapus/", views.remove_day_off, name="day_off_remove"),
    path("lambang/<uuid:crest_id>/", views.crest, name="crest"),
    path("api/v1/region-settings/", api.RegionSettings.as_view(), name="api_region_settings"),
    path("api/v1/region-settings/appearance/", api.RegionAppearance.as_view(), name="api_region_appearance"),
    path("api/v1/region-settings/crest/", api.RegionCrest.as_view(), name="api_region_crest"),
    path("api/v1/region-settings/crest/remove/", api.RegionCrestRemoval.as_view(), name="api_region_crest_removal"),
    path("api/v1/calendar/", api.WorkCalendar.as_view(), name="api_calendar"),
    path("api/v1/calendar/term/", api.WorkingTerm.as_view(), name="api_working_term"),
    path("api/v1/calendar/<uuid:day_off_id>/remove/", api.DayOffRemoval.as_view(), name="api_day_off_removal"),
]

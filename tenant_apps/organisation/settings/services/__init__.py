"""The only writers of what a region sets."""

from tenant_apps.organisation.settings.services.calendar import add_day_off, remove_day_off
from tenant_apps.organisation.settings.services.choices import change_settings
from tenant_apps.organisation.settings.services.crest import change_crest, remove_crest

__all__ = ["add_day_off", "change_crest", "change_settings", "remove_crest", "remove_day_off"]

"""What programs send and read of a region's settings."""

from typing import Any

from rest_framework import serializers

from shared_apps.reference.rules import WIB, WIT, WITA
from shared_apps.ui import accents
from tenant_apps.organisation.models import LANGUAGES, PeriodLength
from tenant_apps.organisation.settings.rules import calendar


class RegionSettingsOut(serializers.Serializer[Any]):
    """What the region set; a change names the `revision` it was made on."""

    name = serializers.CharField()
    short_name = serializers.CharField()
    region_code = serializers.CharField()
    personnel_agency = serializers.CharField()
    crest_initials = serializers.CharField()
    crest_id = serializers.UUIDField(allow_null=True, help_text="Shown at /lambang/{crest_id}/.")
    accent = serializers.CharField()
    time_zone = serializers.CharField()
    language = serializers.CharField()
    period_length = serializers.CharField()
    revision = serializers.IntegerField()


class RegionRevisionIn(serializers.Serializer[Any]):
    """The revision a change is made on."""

    revision = serializers.IntegerField(min_value=0)


class RegionSettingsIn(RegionRevisionIn):
    """Zone, language, length of periods."""

    time_zone = serializers.ChoiceField(choices=[WIB, WITA, WIT])
    language = serializers.ChoiceField(choices=LANGUAGES)
    period_length = serializers.ChoiceField(choices=PeriodLength.choices)


class RegionAppearanceIn(RegionRevisionIn):
    """Names, initials and colour."""

    short_name = serializers.CharField(max_length=60)
    personnel_agency = serializers.CharField(max_length=60)
    crest_initials = serializers.CharField(max_length=3)
    accent = serializers.ChoiceField(choices=list(accents.NAMES))


class RegionCrestIn(RegionRevisionIn):
    """A picture of the crest: PNG, JPEG or WebP, 2 MB at most, each side 64 to 3,000 pixels."""

    file = serializers.FileField()


class YearIn(serializers.Serializer[Any]):
    """Which year."""

    year = serializers.IntegerField(required=False, min_value=calendar.FIRST_YEAR, max_value=calendar.LAST_YEAR)


class DayOffIn(serializers.Serializer[Any]):
    """A day on which this region's offices are closed."""

    day = serializers.DateField()
    name = serializers.CharField(max_length=120)
    decree = serializers.CharField(max_length=200)


class DayOffOut(DayOffIn):
    """A day of the region's own."""

    id = serializers.UUIDField()


class ClosedDayOut(serializers.Serializer[Any]):
    """A closed day; `id` and `decree` of the region's own alone."""

    day = serializers.DateField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=[kind.value for kind in calendar.Kind], source="kind.value")
    is_tentative = serializers.BooleanField()
    decree = serializers.CharField()
    id = serializers.UUIDField(allow_null=True)


class WorkCalendarOut(serializers.Serializer[Any]):
    """A year; without a published list only weekends and the region's own days are known."""

    year = serializers.IntegerField()
    has_list = serializers.BooleanField()
    working_days = serializers.IntegerField()
    days = ClosedDayOut(many=True)


class WorkingTermIn(serializers.Serializer[Any]):
    """A term of working days; the day it runs from is not counted."""

    since = serializers.DateField()
    working_days = serializers.IntegerField(min_value=1, max_value=calendar.MOST_DAYS)


class WorkingTermOut(serializers.Serializer[Any]):
    """Its last day; `has_list` tells whether that year's holidays are published."""

    due = serializers.DateField()
    has_list = serializers.BooleanField()

"""The filters of the audit; what makes no sense is left out."""

from datetime import date, timedelta

from django import forms

from shared_apps.audit.queries import Filters

METHODS = ("POST", "PUT", "PATCH", "DELETE")


class FilterForm(forms.Form):
    """Days, who, what, how."""

    dari = forms.DateField(required=False)
    sampai = forms.DateField(required=False)
    pelaku = forms.CharField(required=False, max_length=100)
    data = forms.CharField(required=False, max_length=63)  # type: ignore[assignment]  # Django takes it off the class
    metode = forms.ChoiceField(required=False, choices=[(name, name) for name in METHODS])
    page = forms.IntegerField(required=False, min_value=1)

    def filters(self, today: date) -> Filters:
        """What to show."""
        self.is_valid()
        wish = self.cleaned_data
        until = min(wish.get("sampai") or today, today + timedelta(days=1))
        return Filters(
            since=wish.get("dari") or Filters.first_day(until),
            until=until,
            actor=wish.get("pelaku", ""),
            table=wish.get("data", ""),
            method=wish.get("metode", ""),
            page=wish.get("page") or 1,
        )

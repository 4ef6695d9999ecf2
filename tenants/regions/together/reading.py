"""A list read for programs: what each row asks for, or every error with its row and column."""

from dataclasses import asdict
from datetime import date

from django.utils.translation import gettext as _

from shared_apps.accounts.access import Actor
from shared_apps.errors import InvalidError
from shared_apps.sheets.rules import RowError
from tenants.regions.together import services, sheet
from tenants.regions.together.forms import rows_of
from tenants.regions.together.rules import Asked


def asked(content: bytes, *, name: str, actor: Actor, day: date) -> list[Asked]:
    """The rows of a list, each of which can be done now.

    Raises InvalidError with `details["errors"]`, row by row; nothing was made.
    """
    listed = sheet.read(content, name=name)
    rows = rows_of(listed.rows)
    rows.is_valid()
    rows.mark(listed)
    sound = [form.asked() for form in rows.chosen() if form.is_valid()]
    rows.refuse(services.check(rows=sound, actor=actor, day=day))
    errors = [
        RowError(
            row=int(form.place),
            column=listed.letters.get(field, ""),
            column_name=sheet.column_of(field),
            value=listed.rows[place].get(field, ""),
            reason=str(text),
            repair="",
        )
        for place, form in enumerate(rows.forms)
        for field, texts in form.errors.items()
        for text in texts
    ]
    if errors:
        message = _("%(count)s isian perlu diperbaiki. Tidak ada yang dibuat.") % {"count": len(errors)}
        raise InvalidError("rows_invalid", message, details={"errors": [asdict(each) for each in errors]})
    return sound

"""Refusals of a whole file: what happened, that nothing changed, what to do."""

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from shared_apps.errors import InvalidError, Text


def refusal(code: str, happened: Text, repair: Text, **facts: str) -> InvalidError:
    """An error about the uploaded file, ready to be shown beside the upload field."""
    message: Promise = format_lazy(
        "{happened} {unchanged} {repair}",
        happened=_filled(happened, facts),
        unchanged=_("Tidak ada data yang diubah."),
        repair=_filled(repair, facts),
    )
    return InvalidError(code, message, fields={"file": [message]}, details=facts)


def _filled(text: Text, facts: dict[str, str]) -> Text:
    return text % facts if facts and "%(" in str(text) else text

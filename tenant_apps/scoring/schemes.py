"""A stored scheme as a document again. Content decides: equal text is parsed once, whichever region it belongs to."""

from functools import lru_cache

from shared_apps.scoring_templates.rules.document import Template, from_json
from tenant_apps.scoring.models import Scheme, Score
from tenant_apps.scoring.rules.values import Values


@lru_cache(maxsize=64)
def _parsed(text: str) -> Template:
    return from_json(text)


def document_of(scheme: Scheme) -> Template:
    """The resolved document of an adopted scheme."""
    return _parsed(scheme.document)


def replaced_by(scheme: Scheme) -> Scheme | None:
    """What the period used of the same template before this scheme, and computed otherwise."""
    earlier = Scheme.objects.filter(period_id=scheme.period_id, template_key=scheme.template_key, id__lt=scheme.id)
    return earlier.exclude(scheme_hash=scheme.scheme_hash).select_related("period").order_by("-id").first()


def values_of(scheme: Scheme, score: Score) -> Values:
    """A stored row by key instead of by position."""
    return Values(
        numbers={
            **dict(zip(scheme.input_number_keys, score.input_numbers, strict=True)),
            **dict(zip(scheme.number_keys, score.numbers, strict=True)),
        },
        codes={
            **dict(zip(scheme.input_code_keys, score.input_codes, strict=True)),
            **dict(zip(scheme.code_keys, score.codes, strict=True)),
        },
        profile=score.profile,
    )

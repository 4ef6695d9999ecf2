"""Adopting a published template for a period: resolved with the region's changes and stored as a copy."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.access import Actor
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError
from shared_apps.mailbox import services as mailbox
from shared_apps.scoring_templates.models import TemplateVersion
from shared_apps.scoring_templates.rules import canonical, customisation, order
from shared_apps.scoring_templates.rules.document import Template, from_json
from tenant_apps.scoring import resolving
from tenant_apps.scoring.models import Period, Run, Scheme
from tenant_apps.scoring.rules import validity
from tenant_apps.scoring.rules.dependencies import in_order
from tenant_apps.scoring.rules.observed import observed_measures
from tenant_apps.scoring.schemes import document_of
from tenant_apps.scoring.services.periods import hold_open, wait_for
from tenant_apps.scoring.services.settling import overtake


@transaction.atomic
def adopt_scheme(
    *,
    period: Period,
    template_key: str,
    version: str,
    overrides: Sequence[Mapping[str, Any]],
    actor: Actor,
    at: datetime,
) -> Scheme:
    """Take a template version with the region's changes into a period; adopted again it replaces, old runs stay.

    `overrides` are `{path, value, reason}`. Raises InvalidError `scheme_refused` with every path and its text in
    `fields` and `details["problems"]`; nothing is changed then.
    """
    access.check_actor(actor, Action.MANAGE_SCORING, timezone.localdate(at))
    hold_open(period)
    wait_for("schemes", period.id)  # two at once would both replace the same scheme, or not see each other's
    published = resolving.published(template_key, version)
    template = from_json(published.document)
    _check_valid(template, period)
    resolved, document = resolving.resolved(published, template, overrides)
    others = list(Scheme.objects.filter(period=period, replaced_at=None).exclude(template_key=template_key))
    check_beside(resolved, others)
    before = Scheme.objects.filter(period=period, template_key=template_key, replaced_at=None).first()
    is_other = before is not None and before.template_version != version
    overtake(template_key=template_key, version=None if is_other else version, actor=actor, at=at)
    scheme = _store(period, published, resolved, document, actor, at)
    tell_host(period)
    return scheme


def tell_host(period: Period) -> None:
    """Which templates a period uses from now on: names, versions and the period, never a person."""
    adopted = Scheme.objects.filter(period=period, replaced_at=None).order_by("template_key")
    mailbox.send(
        kind="schemes_adopted",
        content={
            "templates": [str(each) for each in adopted],
            "period": period.code,
            "ends_on": period.ends_on.isoformat(),
        },
    )


def _check_valid(template: Template, period: Period) -> None:
    if not validity.fits(template, period.ends_on):
        raise ConflictError(
            "template_not_valid",
            _("Templat ini berlaku mulai %(begins)s; periode %(period)s berakhir di luar masa berlakunya.")
            % {"begins": template.valid.from_.strftime("%d-%m-%Y"), "period": period.title},
        )


def check_beside(scheme: Template, others: Sequence[Scheme]) -> None:
    """Together with the period's other schemes: no circle, results that exist, one meaning per measure."""
    documents = {each.template_key: document_of(each) for each in others} | {scheme.key: scheme}
    needs = {key: order.required_schemes(document) for key, document in documents.items()}
    if in_order(needs) is None:
        raise ConflictError("scheme_circle", _("Skema-skema pada periode ini saling memerlukan hasil satu sama lain."))
    for key, required in needs.items():
        for other, results in required.items():
            absent = [
                name for name in results if other in documents and not _gives(documents[key], documents[other], name)
            ]
            if absent:
                raise ConflictError(
                    "scheme_result_missing",
                    _("Skema %(key)s memerlukan %(results)s dari skema %(other)s, tetapi hasil itu tidak ada di sana.")
                    % {"key": key, "results": ", ".join(absent), "other": other},
                )
    own = observed_measures(scheme)
    for each in others:
        for name, rule in observed_measures(document_of(each)).items():
            if name in own and not own[name].means_the_same(rule):
                raise ConflictError(
                    "measure_differs",
                    _("Ukuran %(measure)s berarti lain dalam skema %(other)s pada periode ini.")
                    % {"measure": name, "other": each.template_key},
                )


def _gives(reader: Template, giver: Template, key: str) -> bool:
    """Whether a result of this key exists there, of the kind the measure expects."""
    is_number = key in order.input_number_keys(reader)
    return key in (order.number_keys(giver) if is_number else order.value_code_keys(giver))


def _store(
    period: Period,
    published: TemplateVersion,
    scheme: Template,
    document: customisation.Customisation,
    actor: Actor,
    at: datetime,
) -> Scheme:
    make_room(period, published.key, at)
    return Scheme.objects.create(
        period=period,
        template_key=published.key,
        template_version=published.version,
        content_hash=published.content_hash,
        scheme_hash=canonical.content_hash(scheme),
        calculation_hash=canonical.calculation_hash(scheme),
        document=canonical.canonical(scheme),
        customisation=canonical.plain(document),
        input_number_keys=list(order.input_number_keys(scheme)),
        input_code_keys=list(order.input_code_keys(scheme)),
        number_keys=list(order.number_keys(scheme)),
        code_keys=list(order.value_code_keys(scheme)),
        gate_keys=list(order.gate_keys(scheme)),
        adopted_at=at,
        adopted_by_name=actor.name,
    )


def make_room(period: Period, template_key: str, at: datetime) -> None:
    """The scheme in use is replaced: it keeps its runs, none of them is current any more."""
    old = Scheme.objects.filter(period=period, template_key=template_key, replaced_at=None)
    Run.objects.filter(scheme__in=old, is_current=True).update(is_current=False)
    old.update(replaced_at=at)

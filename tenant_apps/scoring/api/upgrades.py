"""Versions for programs: what is on offer, tried, adopted, upgraded, planned, declined, gone back from."""

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from shared_apps.accounts.api import may
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import InvalidError
from shared_apps.programs.api import ApiView
from shared_apps.scoring_templates.rules import customisation
from shared_apps.scoring_templates.rules.deciding import Decided, Decision
from tenant_apps.scoring import resolving, services
from tenant_apps.scoring.api import shapes
from tenant_apps.scoring.queries import periods, plans, preview, shelf, simulation
from tenant_apps.scoring.queries import upgrade as upgrades
from tenant_apps.scoring.queries.reverting import reversal


class Managing(ApiView):
    """For those who manage scoring."""

    permission_classes = (may(Action.MANAGE_SCORING),)


def _asked(request: Request, shape: type[Serializer[Any]]) -> dict[str, Any]:
    read = shape(data=request.data)
    read.is_valid(raise_exception=True)
    return dict(read.validated_data)


def _version(request: Request, code: str) -> dict[str, Any]:
    """A version with its changes for a period, as services and queries take it."""
    sent = _asked(request, shapes.VersionIn)
    return {
        "period": periods.period_with_code(request.user, code),
        "template_key": sent["template"],
        "version": sent["version"],
        "overrides": [dict(each) for each in sent["overrides"]],
    }


def _acting(request: Request) -> dict[str, Any]:
    """Who does it, when."""
    return {"actor": cast(User, request.user), "at": timezone.now()}


class Versions(Managing):
    """What the host has published."""

    @extend_schema(operation_id="template_versions", responses=shapes.VersionOut(many=True))
    def get(self, request: Request) -> Response:
        """Where each is used, and where it could be."""
        return Response(shapes.VersionOut(shelf.shelf(request.user, timezone.localdate()), many=True).data)


class Schemes(Managing):
    """The schemes of a period."""

    @extend_schema(operation_id="schemes", responses=shapes.SchemeOut(many=True))
    def get(self, request: Request, code: str) -> Response:
        """Those in use."""
        page = periods.period_page(request.user, code, timezone.localdate())
        return Response(shapes.SchemeOut([row.scheme for row in page.schemes], many=True).data)

    @extend_schema(operation_id="adopt_scheme", request=shapes.VersionIn, responses={201: shapes.SchemeOut})
    def post(self, request: Request, code: str) -> Response:
        """Adopt a version with the region's changes."""
        made = services.adopt_scheme(**_version(request, code), **_acting(request))
        return Response(shapes.SchemeOut(made).data, status=status.HTTP_201_CREATED)


class SchemePreview(Managing):
    """The effect of a version, before it is adopted."""

    @extend_schema(operation_id="preview_scheme", request=shapes.VersionIn, responses={200: shapes.ImpactOut})
    def post(self, request: Request, code: str) -> Response:
        """Compare with the current run; nothing is changed."""
        found = preview.preview(request.user, **_version(request, code), day=timezone.localdate())
        return Response(shapes.ImpactOut(found).data)


class Simulation(Managing):
    """What would change if."""

    @extend_schema(operation_id="simulate_scheme", request=shapes.VersionIn, responses={200: shapes.SimulationOut})
    def post(self, request: Request, code: str) -> Response:
        """The same, also for values beyond what the host allows; nothing is saved."""
        found = simulation.outcome(request.user, **_version(request, code), day=timezone.localdate())
        return Response(shapes.SimulationOut(found).data)


class CarriedSchemes(Managing):
    """The schemes of the last period for this one."""

    @extend_schema(operation_id="carry_schemes", request=None, responses={200: shapes.SchemeOut(many=True)})
    def post(self, request: Request, code: str) -> Response:
        """Take over what is missing, all or none."""
        period = periods.period_with_code(request.user, code)
        return Response(shapes.SchemeOut(services.carry_schemes(period=period, **_acting(request)), many=True).data)


class UpgradeOfScheme(Managing):
    """A newer version beside what a period uses."""

    @extend_schema(operation_id="upgrade", responses=shapes.UpgradeOut)
    def get(self, request: Request, code: str, template_key: str, version: str) -> Response:
        """What changed, what stays, what must be decided."""
        return Response(shapes.UpgradeOut(_shown(request, code, template_key, version)).data)

    @extend_schema(operation_id="decide_upgrade", request=shapes.UpgradeIn, responses={200: shapes.UpgradedOut})
    def post(self, request: Request, code: str, template_key: str, version: str) -> Response:
        """Look at the effect, take it now, or in the next period, with every conflict decided."""
        sent = _asked(request, shapes.UpgradeIn)
        shown = _shown(request, code, template_key, version)
        result = upgrades.decided(shown, _decisions(shown, sent["decisions"]))
        if result.scheme is None:
            raise _undecided(result)
        whole: dict[str, Any] = {
            "period": shown.period,
            "template_key": template_key,
            "version": version,
            "overrides": [each.model_dump(exclude_none=True) for each in result.customisation.overrides],
        }
        done: dict[str, Any] = {"impact": None, "scheme": None, "plan": None}
        if sent["when"] == "preview":
            done["impact"] = preview.preview(request.user, **whole, day=timezone.localdate())
        elif sent["when"] == "now":
            done["scheme"] = services.adopt_scheme(**whole, **_acting(request))
        else:
            done["plan"] = services.plan_adoption(**whole, **_acting(request))
        return Response(shapes.UpgradedOut(done).data)


class DeclinedVersions(Managing):
    """A version the region does not want."""

    @extend_schema(operation_id="decline_version", request=shapes.DecisionReasonIn, responses={204: None})
    def post(self, request: Request, template_key: str, version: str) -> Response:
        """Decline it with a reason the host reads."""
        reason = _asked(request, shapes.DecisionReasonIn)["reason"]
        services.decline_version(template_key=template_key, version=version, reason=reason, **_acting(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class Plans(Managing):
    """What is decided for the next period."""

    @extend_schema(operation_id="plans", responses=shapes.PlanOut(many=True))
    def get(self, request: Request) -> Response:
        """Those that wait, and those that failed."""
        found = plans.plans(request.user, timezone.localdate())
        return Response(shapes.PlanOut([each.row for each in found], many=True).data)


class PlansAfter(Managing):
    """What the period after this one adopts."""

    @extend_schema(operation_id="plan_adoption", request=shapes.VersionIn, responses={201: shapes.PlanOut})
    def post(self, request: Request, code: str) -> Response:
        """Plan a version with the region's changes; a later plan replaces it."""
        made = services.plan_adoption(**_version(request, code), **_acting(request))
        return Response(shapes.PlanOut(made).data, status=status.HTTP_201_CREATED)


class CancelledPlan(Managing):
    """A plan that is called off."""

    @extend_schema(operation_id="cancel_plan", request=None, responses={200: shapes.PlanOut})
    def post(self, request: Request, plan_id: UUID) -> Response:
        """Call it off; twice is once."""
        return Response(shapes.PlanOut(services.cancel_plan(plan_id=plan_id, **_acting(request))).data)


class RevertedScheme(Managing):
    """Back to the scheme that this one replaced."""

    @extend_schema(operation_id="reversal", responses=shapes.ReversalOut)
    def get(self, request: Request, scheme_id: UUID) -> Response:
        """What it would change."""
        return Response(shapes.ReversalOut(reversal(request.user, scheme_id, timezone.localdate())).data)

    @extend_schema(operation_id="revert_scheme", request=shapes.DecisionReasonIn, responses={200: shapes.RevertedOut})
    def post(self, request: Request, scheme_id: UUID) -> Response:
        """Use it again, with a reason; everybody is scored again."""
        reason = _asked(request, shapes.DecisionReasonIn)["reason"]
        return Response(
            shapes.RevertedOut(services.revert_scheme(scheme_id=scheme_id, reason=reason, **_acting(request))).data
        )


def _shown(request: Request, code: str, template_key: str, version: str) -> upgrades.Upgrade:
    return upgrades.upgrade(request.user, code, template_key, version, timezone.localdate())


def _decisions(shown: upgrades.Upgrade, sent: Sequence[Mapping[str, Any]]) -> dict[str, Decision]:
    """By group; typed values are read as those of an adoption are."""
    found = {}
    for each in sent:
        document, problems = customisation.parse(
            {
                "format": 1,
                "template": shown.version.key,
                "version": shown.version.version,
                "overrides": [dict(value) for value in each["values"]],
            }
        )
        if document is None:
            raise resolving.refused(problems)
        found[each["group"]] = Decision(each["take"], document.overrides if each["take"] == "other" else ())
    return found


def _undecided(result: Decided) -> InvalidError:
    if not result.open:
        return resolving.refused(result.problems)
    waiting = [{"code": each.code, "group": each.group} for each in result.open]
    return InvalidError(
        "conflicts_open",
        _("%(count)s pertentangan belum diputuskan. Belum ada yang diubah.") % {"count": len(result.open)},
        details={"conflicts": waiting},
    )

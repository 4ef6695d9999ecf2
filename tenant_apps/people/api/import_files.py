"""What follows a checked people sheet: its error sheet and its changes as files, and applying it."""

from typing import Any, cast
from uuid import UUID

from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from shared_apps.accounts.api import may_within
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from shared_apps.files import queries as files
from shared_apps.jobs import queries as jobs
from shared_apps.programs.api import ApiView
from tenant_apps.people.api.imports import ImportOut, file_id_of
from tenant_apps.people.services import uploads


class ApplyIn(serializers.Serializer[Any]):
    """The whole file, or its good rows alone."""

    only_good = serializers.BooleanField(default=False)


class ApplyPeopleImport(ApiView):
    """A checked file."""

    permission_classes = (may_within(Action.IMPORT_PEOPLE),)

    @extend_schema(operation_id="apply_people_import", request=ApplyIn, responses={202: ImportOut})
    def post(self, request: Request, job_id: UUID) -> Response:
        """As a job of its own; asked twice it is one. 409 for a file that was not checked, or holds nothing good."""
        asked = ApplyIn(data=request.data)
        asked.is_valid(raise_exception=True)
        checked = jobs.own_job(request.user, job_id, kind=uploads.KIND)
        job = uploads.apply(
            checked=checked, actor=cast(User, request.user), only_good=asked.validated_data["only_good"]
        )
        return Response(ImportOut(job).data, status=status.HTTP_202_ACCEPTED)


class PeopleImportFile(ApiView):
    """A sheet that an import made: `errors` or `changes`."""

    permission_classes = (may_within(Action.IMPORT_PEOPLE),)

    @extend_schema(operation_id="people_import_file", responses={(200, "application/octet-stream"): bytes})
    def get(self, request: Request, job_id: UUID, which: str) -> FileResponse:
        """The sheet as it was uploaded with a reason and a repair in every bad row; or every changed field."""
        job = jobs.own_job(request.user, job_id, kind=uploads.KIND)
        file_id = file_id_of(job, which)
        if file_id is None:
            raise NotFoundError("file_unknown", _("Berkas tidak ditemukan."))
        row = files.own_file(request.user, UUID(file_id), timezone.localdate())
        return FileResponse(files.opened(row), as_attachment=True, filename=row.name, content_type=row.media_type)

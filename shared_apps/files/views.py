"""Files are served by a view that looks the row up; there is no public address."""

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.views.decorators.http import require_GET

from shared_apps.accounts.access import requires_sign_in
from shared_apps.files import queries


@requires_sign_in
@require_GET
def file(request: HttpRequest, file_id: UUID) -> FileResponse:
    """An upload, to whoever uploaded it; always as a download, never shown by the browser."""
    row = queries.own_file(request.user, file_id, timezone.localdate())
    return FileResponse(queries.opened(row), as_attachment=True, filename=row.name, content_type=row.media_type)

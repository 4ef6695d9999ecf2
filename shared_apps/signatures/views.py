"""The public key for everybody: whoever keeps it can verify without this server."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from shared_apps.signatures import rules, services


@require_safe
def signing_key(request: HttpRequest) -> JsonResponse:  # noqa: ARG001  Django's signature
    """The key, its short name and what a signature covers, for programs."""
    key = services.public_key()
    facts = {
        "algorithm": "Ed25519",
        "key_id": rules.key_id_of(key),
        "public_key": key.decode(),
        "signed": f"{rules.FORMAT}\\n<purpose>\\n<content>",
    }
    return JsonResponse(facts)


@require_safe
def signing_key_file(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  Django's signature
    """The key as a file to keep."""
    answer = HttpResponse(services.public_key(), content_type="application/x-pem-file")
    answer["Content-Disposition"] = 'attachment; filename="merit-signing-key.pem"'
    return answer

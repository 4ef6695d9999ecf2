"""Who must have a second factor, and whether they have one. Demanded everywhere unless MERIT_SECOND_FACTOR=no."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import timezone

from shared_apps.accounts import access, rules
from shared_apps.accounts.models import User

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_demanded(user: User) -> bool:
    """Whether the user's roles of today give power over others; a supporter proved theirs at the host."""
    if not settings.SECOND_FACTOR_REQUIRED or user.lent_roles:
        return False
    return rules.needs_second_factor(access.roles_of(user, timezone.localdate()))


def has(user: User) -> bool:
    """Whether signing in asks the user for more than the password."""
    found: bool = Authenticator.objects.filter(user_id=user.pk, type__in=STRONG).exists()
    return found

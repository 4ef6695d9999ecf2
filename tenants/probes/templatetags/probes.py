"""What the console shows of the probe."""

from django import template

from tenants.probes.queries import Standing, standing

register = template.Library()


@register.simple_tag
def probe_standing() -> Standing | None:
    """The last night."""
    return standing()

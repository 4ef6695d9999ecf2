"""What lists and averages leave out, because it could give a private answer away."""

from collections.abc import Mapping

from shared_apps.scoring_templates.rules import order, privacy
from shared_apps.scoring_templates.rules.document import Template


def never_listed(
    scheme: Template, others: Mapping[str, Template], *, restricted: tuple[str, ...] = ()
) -> frozenset[str]:
    """The keys of a scheme that may be hidden for somebody; `others` are the period's schemes by template key.

    A list cannot ask of everybody how many answers there are, and a gap in it would tell: so it shows nobody's.
    `restricted`: how the keys begin that the reader may not read.
    """
    fed = {
        key
        for source, keys in order.required_schemes(scheme).items()
        if source in others
        for key in set(keys) & never_listed(others[source], others, restricted=restricted)
    }
    if restricted:
        fed |= {key for key in scheme.measures if key.startswith(restricted)}
    if not fed and not privacy.private_measures(scheme):
        return frozenset()
    return privacy.may_be_hidden(scheme, fed=fed)

"""A key of a draft gets another name: every place that names it follows, and the version says what it was called.

What is published keeps its keys. Where the old key stands in a published version, `renamed` of the new one leads
from it to the new key, so that what a region changed under the old name is carried along (SCORING §6).
"""

from collections.abc import Sequence
from typing import Any

from shared_apps.scoring_templates.rules import canonical, graph, local_parts, pointers
from shared_apps.scoring_templates.rules.edits import REMOVE, Edit, EditRefusedError
from shared_apps.scoring_templates.rules.fields import KEY
from shared_apps.scoring_templates.rules.naming import KNOWN_RESULTS
from shared_apps.scoring_templates.rules.order import SCHEME_SOURCE
from shared_apps.scoring_templates.rules.problems import Problem
from shared_apps.scoring_templates.rules.renaming import Renaming
from shared_apps.scoring_templates.rules.template import Template

REKEYED = (*graph.SECTIONS, "scales")
_ANY = "*"


def bound(template: Template, section: str, key: str) -> str:
    """Why a key may not get another name: `result` (pages know it by this key), `scheme` (it is another template's
    key), or nothing.
    """
    measure = template.measures.get(key) if section == "measures" else None
    if measure is not None and measure.source.startswith(SCHEME_SOURCE):
        return "scheme"
    return "result" if key in KNOWN_RESULTS and section != "scales" else ""


def rekeyed(template: Template, section: str, old: str, new: str, *, is_published: bool) -> list[Edit]:
    """The edits that rename a key; none when it has the name already.

    `is_published` says that a published version has the old key. Raises EditRefusedError `path_unknown`,
    `key_invalid` (also for `local_…`, which is the regions') or `key_taken`.
    """
    if section not in REKEYED or old not in getattr(template, section) or bound(template, section, old):
        raise EditRefusedError([Problem("path_unknown", pointers.join(section, old), {"name": old})])
    if new == old:
        return []
    _check(template, section, new)
    moved = _moved(template, section, old, new)
    renamed = _renamed(template, section, old, new, is_published=is_published)
    after = {**moved, **({"renamed": renamed} if renamed else {})}
    before = canonical.plain(template)
    edits = [Edit((name,), part) for name, part in after.items() if part != before.get(name)]
    return [*edits, *(Edit((name,), REMOVE) for name in before.keys() - after.keys())]


def _check(template: Template, section: str, new: str) -> None:
    path = pointers.join(section, new)
    if not KEY.fullmatch(new) or new.startswith(local_parts.LOCAL):
        raise EditRefusedError([Problem("key_invalid", path, {"detail": new})])
    sections = ("scales",) if section == "scales" else (*graph.SECTIONS, "gates")
    for taken in sections:
        if new in getattr(template, taken):
            raise EditRefusedError([Problem("key_taken", path, {"key": new, "section": taken})])


def _moved(template: Template, section: str, old: str, new: str) -> dict[str, Any]:
    """The plain document under the new name, the policy's patterns too."""
    renaming = Renaming({pointers.join(section, old): pointers.join(section, new)})
    moved: dict[str, Any] = canonical.plain(renaming.template(template))
    moved.pop("renamed", None)
    policy = moved.get("customisation", {})
    patterns = policy.get("paths", {})
    if patterns:
        policy["paths"] = {_pattern(renaming, each, section, old, new): rule for each, rule in patterns.items()}
    return moved


def _pattern(renaming: Renaming, pattern: str, section: str, old: str, new: str) -> str:
    """`/*/old/title` means the key in whatever section it stands."""
    found = renaming.path(pattern)
    place = pointers.split(found) or ()
    if section != "scales" and place[:2] == (_ANY, old):
        return pointers.join(_ANY, new, *place[2:])
    return found


def _renamed(template: Template, section: str, old: str, new: str, *, is_published: bool) -> dict[str, str]:
    """Where every former key stands now; what has its first name again was never renamed."""
    renaming = Renaming({pointers.join(section, old): pointers.join(section, new)})
    found = {source: renaming.path(target) for source, target in template.renamed.items()}
    if is_published:
        found[pointers.join(section, old)] = pointers.join(section, new)
    return {source: target for source, target in found.items() if source != target}


def carried(template: Template) -> dict[str, str]:
    """What the next version of a published one says of former keys: those that stand for something else by now are
    left out, as that something is what the next version will be compared with.
    """
    found = {}
    for source, target in template.renamed.items():
        place: Sequence[str] = pointers.split(source) or ()
        is_taken = len(place) == 2 and place[0] in REKEYED and place[1] in getattr(template, place[0])
        if not is_taken:
            found[source] = target
    return found

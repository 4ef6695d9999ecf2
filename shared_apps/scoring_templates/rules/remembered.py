"""What a region decided for one version, where another asks the same again: a choice to be seen, never a default."""

from shared_apps.scoring_templates.rules import places, pointers
from shared_apps.scoring_templates.rules.customisation import Customisation, Override, override_problem
from shared_apps.scoring_templates.rules.groups import group_of
from shared_apps.scoring_templates.rules.meaning import meaning_of, same
from shared_apps.scoring_templates.rules.renaming import Renaming
from shared_apps.scoring_templates.rules.template import Template


def remembered(old: Template, new: Template, decided: Customisation) -> list[Override]:
    """The decisions for places that are a hole in `new` too, mean the same there and still fit its bounds."""
    renaming = Renaming(new.renamed)
    former = renaming.template(old)
    found = []
    for override in decided.overrides:
        moved = override.model_copy(update={"path": renaming.path(override.path)})
        place = pointers.split(moved.path) or ()
        if not place or places.look_up(new, place) is not None or override_problem(new, moved) is not None:
            continue
        group = group_of(place)
        if same(meaning_of(former, group), meaning_of(new, group)):
            found.append(moved)
    return found

"""The weights of all components at once, as they stand in the tree."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from shared_apps.scoring_templates.authoring.forms.fields import NumberField
from shared_apps.scoring_templates.authoring.forms.parts import PartForm
from shared_apps.scoring_templates.authoring.tree import weight_field
from shared_apps.scoring_templates.rules.edits import Edit
from shared_apps.scoring_templates.rules.nodes import WeightedMean
from shared_apps.scoring_templates.rules.template import Template
from shared_apps.scoring_templates.wording import name_of


class WeightsForm(PartForm):
    """Every weight that is not one profile's alone."""

    def __init__(self, data: Mapping[str, Any] | None, *, template: Template, seen: str) -> None:
        """A field for each input of each weighted mean."""
        self.places: dict[str, tuple[str, ...]] = {}
        super().__init__(data, template=template, seen=seen, leaves={})
        for node, entry in template.nodes.items():
            for key, one in entry.inputs.items() if isinstance(entry, WeightedMean) else ():
                name = weight_field(node, key)
                self.places[name] = ("nodes", node, "inputs", key, "weight")
                label = _("Bobot %(name)s dalam %(whole)s") % {
                    "name": name_of(template, key),
                    "whole": name_of(template, node),
                }
                field = NumberField(label=label, compact=True)
                field.widget.attrs |= {"data-of": node, "data-g": one.group or ""}
                self.fields[name] = field
                self.initial[name] = one.weight

    def edits(self) -> Sequence[Edit]:
        """One edit per weight; an emptied one is a hole."""
        return [Edit(path, self.cleaned_data[name]) for name, path in self.places.items() if name in self.data]

"""The calculation as a tree that is being written: every branch with its weights and what they come to."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from shared_apps.scoring_templates import outline
from shared_apps.scoring_templates.authoring.parts import Part, Told, keyed_part
from shared_apps.scoring_templates.names import in_language
from shared_apps.scoring_templates.rules import graph
from shared_apps.scoring_templates.rules.nodes import WeightedInput, WeightedMean
from shared_apps.scoring_templates.rules.sums import WeightSum, weight_sums
from shared_apps.scoring_templates.rules.template import Template


@dataclass(frozen=True, slots=True)
class Limb:
    """One line of the tree with what it is made of below.

    `weight` is its weight in the branch above, where that weighs, and `field` the name of the field it is typed in;
    `sums` is what the weights below come to, in every profile; `problems` counts what is wrong with this part alone;
    `is_again` says that it is opened further up.
    """

    part: Part
    kind: str
    icon: str
    sub: str
    weight: Decimal | None
    weighs: bool
    field: str
    group: str
    group_key: str
    below: tuple["Limb", ...]
    sums: tuple[WeightSum, ...]
    problems: int
    is_again: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """What the results are made of, and what nothing uses yet."""

    limbs: tuple[Limb, ...]
    loose: tuple[Limb, ...]


def tree(template: Template, problems: Sequence[Told]) -> Tree:
    """The whole document, however unfinished: a name that points nowhere is a branch without a page."""
    grower = _Grower(template, Counter((each.part.section, each.part.key) for each in problems), set())
    limbs = tuple(grower.limb(key) for key in dict.fromkeys(template.results))
    used = {key for _name, entry in graph.value_entries(template) for key in graph.input_keys(entry)}
    rest = [key for section in reversed(graph.SECTIONS) for key in getattr(template, section)]
    tops = [key for key in rest if key not in used and key not in grower.seen]
    loose = [grower.limb(key) for key in tops]
    loose += [grower.limb(key) for key in rest if key not in grower.seen]  # what turns in a circle has no top
    return Tree(limbs, tuple(loose))


@dataclass(frozen=True, slots=True)
class _Grower:
    template: Template
    wrong: Counter[tuple[str, str]]
    seen: set[str]

    def limb(self, key: str, above: WeightedInput | None = None, *, field: str = "", group: str = "") -> Limb:
        weight, weighs = (above.weight if above else None), above is not None
        group_key = (above.group if above else None) or ""
        entry = graph.entry_of(self.template, key)
        if entry is None:
            part, sub = Part("", key, key, ""), _("tidak ada")
            return Limb(
                part, "", "circle-alert", sub, weight, weighs, field, group, group_key, (), (), 0, is_again=False
            )
        section = graph.section_of(self.template, key)
        kind = outline.kind_of(entry)
        is_again = key in self.seen and section != "measures"
        self.seen.add(key)
        return Limb(
            part=keyed_part(self.template, section, key),
            kind=kind,
            icon=outline.ICONS.get(kind, "sigma"),
            sub=_("dijabarkan di atas") if is_again else outline.words_for(self.template, key, entry),
            weight=weight,
            weighs=weighs,
            field=field,
            group=group,
            group_key=group_key,
            below=() if is_again else tuple(self._below(key, entry)),
            sums=tuple(weight_sums(entry)) if isinstance(entry, WeightedMean) and not is_again else (),
            problems=self.wrong[section, key],
            is_again=is_again,
        )

    def _below(self, owner: str, entry: graph.Entry) -> Iterator[Limb]:
        if isinstance(entry, WeightedMean):
            for key, one in _first_of_each(entry).items():
                group = entry.groups.get(one.group or "")
                named = in_language(group.title, one.group or "") if group is not None else one.group or ""
                field = weight_field(owner, key) if key in entry.inputs else ""
                yield self.limb(key, one, field=field, group=named)
            return
        for source in dict.fromkeys(source for source, _place in graph.inputs_of(entry)):
            yield self.limb(source)


def weight_field(node: str, key: str) -> str:
    """The name of the field of a weight."""
    return f"w:{node}:{key}"


def _first_of_each(node: WeightedMean) -> dict[str, WeightedInput]:
    """Every input once: with its own weight, or that of the first profile that has it."""
    found: dict[str, WeightedInput] = {}
    for part in graph.parts("", node):
        for key, entry in part.inputs.items():
            if isinstance(entry, WeightedInput):
                found.setdefault(key, entry)
    return found

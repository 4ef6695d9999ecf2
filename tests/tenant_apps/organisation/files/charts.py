"""Charts of a size, for drawing and exporting them; every name is invented."""

import uuid

from tenant_apps.organisation.rules.chart import Chart, Node


def node(code: str, parent: uuid.UUID | None, **more: object) -> Node:
    facts = {"name": f"Unit {code}", "unit_type": "section", **more}
    return Node(uuid.uuid4(), parent, code, **facts)  # type: ignore[arg-type]


def city(agencies: int = 30, divisions: int = 4, below: int = 4) -> Chart:
    """A government of agencies with divisions and what stands under those; 631 units by default."""
    root = node("P", None, name="Pemerintah Kota Contoh", unit_type="government")
    nodes = [root]
    for first in range(agencies):
        name = f"Dinas Pemberdayaan Masyarakat dan Pengendalian Urusan Bersama Nomor {first}"
        nodes.append(agency := node(f"D{first}", root.unit_id, name=name, abbreviation=f"DPM{first}", echelon="II.b"))
        for second in range(divisions):
            nodes.append(division := node(f"D{first}.{second}", agency.unit_id, echelon="III.b"))
            nodes += [node(f"D{first}.{second}.{third}", division.unit_id) for third in range(below)]
    return Chart.of(nodes)


def chain(length: int) -> Chart:
    """Every unit under the one before it."""
    nodes = [node("0", None)]
    for place in range(1, length):
        nodes.append(node(str(place), nodes[-1].unit_id))
    return Chart.of(nodes)

"""Random, valid schemes: every kind of node, variants, every missing policy."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from shared_apps.scoring_templates.rules import absence, directions, document, ranges

Plain = dict[str, Any]
POLICIES = ("exclude_and_renormalise", "refuse", "zero")


@dataclass(frozen=True)
class State:
    """What holds of a document of this size."""

    size: tuple[int, ...]
    spans: Mapping[str, ranges.Span | None]
    directions: Mapping[str, str]
    absent: frozenset[str]


class Maker:
    """Builds one document; the seed decides everything."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311  repeatable, not secret
        self.known: State | None = None
        self.plain: Plain = {
            "format": 1,
            "key": "random",
            "version": str(seed),
            "title": {"id": "Acak"},
            "valid": {"from": "2026-01-01"},
            "rounding": {"decimals": self.random.choice([0, 1, 2, 2, 3, 4])},
            "profiles": {f"p{number}": {} for number in range(self.random.choice([0, 0, 2, 3]))},
            "scales": {},
            "measures": {},
            "nodes": {},
            "ratings": {},
            "matrices": {},
            "gates": {},
            "results": ["none"],
        }
        for number in range(self.random.randint(1, 3)):
            self.plain["scales"][f"s{number}"] = {"order": [f"c{code}" for code in range(self.random.randint(2, 5))]}

    def make(self) -> Plain:
        """The whole document."""
        self.plain["measures"]["m_first"] = {
            "type": "number",
            "min": 0,
            "max": 100,
            "decimals": 2,
            "source": "people",
            "missing": "refuse",
        }
        self.plain["nodes"]["n_first"] = {"kind": "clamp", "input": "m_first", "max": 90}
        for number in range(self.random.randint(3, 7)):
            self.plain["measures"][f"m{number}"] = self.measure()
        for number in range(self.random.randint(3, 9)):
            self.add("nodes", f"n{number}", self.node())
        for number in range(self.random.randint(1, 2)):
            self.add("ratings", f"r{number}", self.rating())
        for number in range(self.random.randint(0, 2)):
            self.add("matrices", f"x{number}", self.matrix())
        values = [*self.plain["nodes"], *self.plain["ratings"], *self.plain["matrices"]]
        self.plain["results"] = self.random.sample(values, self.random.randint(1, min(3, len(values))))
        for number in range(self.random.randint(0, 2)):
            self.plain["gates"][f"g{number}"] = self.gate()
        return self.plain

    def add(self, section: str, key: str, part: Plain | None) -> None:
        if part is not None:
            self.plain[section][key] = part

    # --- small things

    def number(self, low: int, high: int, places: int) -> Decimal:
        return Decimal(self.random.randint(low * 10**places, high * 10**places)).scaleb(-places)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def state(self) -> State:
        """What holds of the document so far; it only grows, so its size says whether that is still true."""
        size = tuple(len(self.plain[section]) for section in ("measures", "nodes", "ratings", "matrices"))
        if self.known is None or self.known.size != size:
            found, problems = document.parse(self.plain)
            assert found is not None, problems
            self.known = State(size, ranges.spans(found), directions.directions(found), absence.absent_keys(found))
        return self.known

    def numeric(self, way: str) -> list[str]:
        state = self.state()
        return [key for key, span in state.spans.items() if state.directions[key] == way and span is not None]

    def coded(self) -> list[str]:
        measures = [key for key, part in self.plain["measures"].items() if part["type"] in {"rating", "level", "flag"}]
        return [*measures, *self.plain["ratings"], *self.plain["matrices"]]

    def codes(self, key: str) -> list[str]:
        part = next(
            self.plain[section][key] for section in ("measures", "ratings", "matrices") if key in self.plain[section]
        )
        if part.get("type") == "flag":
            return ["false", "true"]
        codes: list[str] = self.plain["scales"][part.get("scale", part.get("gives"))]["order"]
        return codes

    # --- measures

    def measure(self) -> Plain:
        kind = self.random.choice(["number", "number", "number", "count", "rating", "level", "flag", "date_window"])
        source = self.random.choice(["people", "learning", "feedback"])
        part: Plain = {"type": kind, "source": source, "missing": self.random.choice(POLICIES)}
        if kind in {"rating", "level", "flag"}:
            part["missing"] = self.random.choice(POLICIES[:2])
            return part if kind == "flag" else {**part, "scale": self.random.choice([*self.plain["scales"]])}
        part["min"] = self.random.choice([-20, 0, 0, 0, 1, 10])
        if self.chance(0.75):
            part["max"] = part["min"] + self.random.choice([5, 20, 100, 100000])
        if part["min"] > 0 and part["missing"] == "zero":
            part["missing"] = "refuse"
        part["direction"] = self.random.choice(["higher", "higher", "higher", "lower", "neutral"])
        if kind == "number":
            part["decimals"] = self.random.randint(0, 4)
        if kind == "date_window":
            part.update(unit="days", window={"days": 30, "edge": "included", "anchor": "decree_date"})
        return part

    # --- nodes

    def node(self) -> Plain | None:
        kind = self.random.choice(
            [
                "weighted_mean",
                "weighted_mean",
                "sum",
                "mean",
                "min",
                "max",
                "rubric",
                "rubric",
                "curve",
                "clamp",
                "adjust",
            ]
        )
        part: Plain | None = getattr(self, kind if kind in {"rubric", "curve", "clamp", "adjust"} else "combining")(
            kind
        )
        if part is None:
            return None
        if self.chance(0.3):
            part["decimals"] = self.random.randint(0, 5)
        if self.chance(0.7):
            part["missing"] = self.random.choice(POLICIES)
        return part

    def combining(self, kind: str) -> Plain | None:
        available = self.numeric("higher")
        if not available:
            return None
        total = self.random.choice([Decimal(100), Decimal(1), Decimal(10), Decimal("33.3333"), Decimal(7)])
        part: Plain = {"kind": kind}
        if kind == "weighted_mean":
            part["total"] = total
        if self.plain["profiles"] and self.chance(0.4):
            chosen = [profile for profile in self.plain["profiles"] if self.chance(0.7)]
            part["variants"] = {profile: {"inputs": self.inputs(kind, available, total)} for profile in chosen}
            if len(chosen) == len(self.plain["profiles"]) and self.chance(0.5):
                return self.with_minimum(kind, part, total)
        part["inputs"] = self.inputs(kind, available, total)
        return self.with_minimum(kind, part, total)

    def with_minimum(self, kind: str, part: Plain, total: Decimal) -> Plain:
        parts = [part, *part.get("variants", {}).values()]
        used = {key for one in parts for key in one.get("inputs", {})}
        if used & self.state().absent or self.chance(0.3):
            if kind == "weighted_mean":
                part["minimum_weight_present"] = (total * self.number(1, 100, 0) / 100).quantize(Decimal("0.0001"))
            else:
                least = min(len(one["inputs"]) for one in parts if one.get("inputs"))
                part["minimum_present"] = self.random.randint(1, least)
        return part

    def inputs(self, kind: str, available: list[str], total: Decimal) -> Plain:
        chosen = self.random.sample(available, self.random.randint(1, min(4, len(available))))
        if kind != "weighted_mean":
            places = self.random.choice([0, 2, 6])
            return {key: {"times": self.number(0, 3, places) + 1} if kind == "sum" else {} for key in chosen}
        shares = [self.random.choice([0, 1, 2, 3, 7]) for _ in chosen]
        if not any(shares):
            shares[0] = 1
        weights = [(total * share / sum(shares)).quantize(Decimal("0.0001")) for share in shares]
        heaviest = max(range(len(weights)), key=lambda place: weights[place])
        weights[heaviest] += total - sum(weights, Decimal(0))
        return {key: {"weight": weight} for key, weight in zip(chosen, weights, strict=True)}

    def slope(self, count: int, way: str) -> list[Decimal]:
        points = sorted(self.number(-10, 100, self.random.choice([0, 1, 4])) for _ in range(count))
        if way == "neutral":
            self.random.shuffle(points)
        return points[::-1] if way == "lower" else points

    def rubric(self, _kind: str) -> Plain | None:
        if self.coded() and self.chance(0.5):
            key = self.random.choice(self.coded())
            codes = self.codes(key)
            return {
                "kind": "rubric",
                "input": key,
                "choices": dict(zip(codes, self.slope(len(codes), "higher"), strict=True)),
            }
        found = self.one_number()
        if found is None:
            return None
        key, way, span = found
        edges = sorted({self.inside(span) for _ in range(self.random.randint(1, 4))})
        start = Decimal(int(span.low) - self.random.choice([1, 2]))
        bounds = [start, *[edge for edge in edges if edge > start]]
        points = self.slope(len(bounds), way)
        ends: list[Decimal | None] = [*bounds[1:], None]
        bands = {
            f"b{place}": {"from": bounds[place], "to": ends[place], "points": points[place]}
            for place in range(len(bounds))
        }
        return {"kind": "rubric", "input": key, "bands": bands}

    def one_number(self) -> tuple[str, str, ranges.Span] | None:
        way = self.random.choice(["higher", "higher", "lower", "neutral"])
        keys = self.numeric(way)
        if not keys:
            return None
        key = self.random.choice(keys)
        span = self.state().spans[key]
        assert span is not None
        return (key, way, span) if abs(span.low) < 10**9 else None

    def inside(self, span: ranges.Span) -> Decimal:
        high = span.low + 200 if span.high is None else min(span.high, span.low + 10**6)
        places = self.random.choice([0, 0, 1, 3])
        return self.number(int(span.low) - 1, max(int(span.low), int(high)) + 1, places)

    def curve(self, _kind: str) -> Plain | None:
        found = self.one_number()
        if found is None:
            return None
        key, way, span = found
        xs = sorted({self.inside(span) for _ in range(self.random.randint(2, 5))})
        if len(xs) < 2:
            xs = [xs[0], xs[0] + 1]
        ys = self.slope(len(xs), way)
        points = {f"k{place}": {"x": x, "y": y} for place, (x, y) in enumerate(zip(xs, ys, strict=True))}
        return {"kind": "curve", "input": key, "points": points, "outside": self.random.choice(["hold", "refuse"])}

    def clamp(self, _kind: str) -> Plain | None:
        found = self.one_number()
        if found is None:
            return None
        key, _way, span = found
        low, high = sorted([self.inside(span), self.inside(span)])
        part: Plain = {"kind": "clamp", "input": key, "min": low, "max": high}
        if self.chance(0.5):
            del part[self.random.choice(["min", "max"])]
        return part

    def adjust(self, _kind: str) -> Plain | None:
        up, down = self.numeric("higher"), self.numeric("lower")
        if not up:
            return None
        base = self.random.choice(up)
        others = [key for key in up if key != base]
        bonuses = self.random.sample(others, min(len(others), self.random.randint(0, 2)))
        deductions = self.random.sample(down, min(len(down), self.random.randint(0, 2)))
        if not bonuses and not deductions:
            return None
        part: Plain = {"kind": "adjust", "base": base}
        for name, keys in (("bonuses", bonuses), ("deductions", deductions)):
            part[name] = {key: {"times": self.number(0, 3, 2) + 1} for key in keys}
            for step in part[name].values():
                if self.chance(0.5):
                    step["at_most"] = self.number(0, 20, 1)
        if self.chance(0.6):
            part["min"] = self.number(-10, 10, 0)
        if self.chance(0.6):
            part["max"] = self.number(10, 100, 0)
        return part

    # --- results

    def rating(self) -> Plain | None:
        keys = self.numeric("higher")
        if not keys:
            return None
        key = self.random.choice(keys)
        span = self.state().spans[key]
        if span is None or abs(span.low) > 10**9:
            return None
        scale = self.random.choice([*self.plain["scales"]])
        codes = self.plain["scales"][scale]["order"][1:]
        places = self.random.choice([None, None, 0, 2])
        inside = {
            value
            for _ in range(30)
            if span.low + 1 < (value := self.inside(span)) and (span.high is None or value < span.high - 1)
        }
        if len(inside) < len(codes):
            return None
        values = sorted(self.random.sample(sorted(inside), len(codes)))
        cuts = {
            code: {"comparator": self.random.choice([">", ">="]), "value": value}
            for code, value in zip(codes, values, strict=True)
        }
        part: Plain = {"input": key, "scale": scale, "cuts": cuts}
        return part if places is None else {**part, "decimals": places}

    def matrix(self) -> Plain | None:
        keys = self.coded()
        if len(keys) < 2:
            return None
        first, second = self.random.sample(keys, 2)
        gives = self.random.choice([*self.plain["scales"]])
        cells = {
            f"{axes}": self.random.choice(self.plain["scales"][gives]["order"])
            for one in self.codes(first)
            for two in self.codes(second)
            for axes in [f"up={one} across={two}" if self.chance(0.5) else f"across={two} up={one}"]
        }
        return {"axes": {"up": first, "across": second}, "gives": gives, "cells": cells}

    def gate(self) -> Plain:
        conditions: list[Plain] = []
        for _ in range(self.random.randint(1, 2)):
            if self.coded() and self.chance(0.6):
                key = self.random.choice(self.coded())
                conditions.append({"key": key, "one_of": [self.random.choice(self.codes(key))]})
            else:
                keys = [*self.numeric("higher"), *self.numeric("lower")] or []
                for key in keys[:1]:
                    comparator = self.random.choice([">", ">="])
                    conditions.append({"key": key, "comparator": comparator, "value": self.number(0, 50, 0)})
        if not conditions:
            key = next(iter(self.plain["measures"]))
            conditions.append({"key": key, "one_of": [self.codes(key)[0]]})
        return {
            "closes_when": conditions,
            "blocks": ["promotion"],
            "when_unknown": self.random.choice(["closed", "open", "unverified"]),
        }

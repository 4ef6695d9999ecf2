"""The product's own template documents, as an operator may publish them."""

from pathlib import Path

FOLDER = Path(__file__).parent


def text(name: str) -> str:
    """The YAML text of one of the documents (`asn_performance`, `talent_national_2025`, …)."""
    if name not in names():
        raise ValueError(f"There is no document called {name}.")
    return (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")


def names() -> list[str]:
    """Which documents there are."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))

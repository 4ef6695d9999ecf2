"""Reads settings from the environment; refuses what is missing or malformed instead of guessing."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE, _FALSE = {"1", "true", "yes"}, {"0", "false", "no", ""}


def text(name: str, default: str | None = None) -> str:
    """A setting, or the content of the file named by NAME_FILE; without a default it must be there."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text().strip()
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set; see deploy/env.example.")
    return value


def secret(name: str) -> str:
    """A secret of at least 32 characters; its absence stops the start."""
    value = text(name)
    if len(value) < 32:
        raise ImproperlyConfigured(f"{name} must have at least 32 characters.")
    return value


def flag(name: str, *, default: bool) -> bool:
    """Yes or no; anything else is refused."""
    value = text(name, "yes" if default else "no").lower()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")


def number(name: str, default: int) -> int:
    """A whole number."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def folders(*names: str) -> tuple[Path, ...]:
    """The folders MERIT_…_FOLDER names."""
    return tuple(Path(text(f"MERIT_{name}_FOLDER")) for name in names)


def database(name: str) -> dict[str, Any]:
    """Host, port and database of postgresql://host:port/name (or ?host=/socket/folder).

    A user or password in it is refused: one fixed login would switch the logins of the regions off.
    """
    url = urlsplit(text(name))
    if url.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured(f"{name} must begin with postgresql://.")
    query = parse_qs(url.query)
    if url.username or url.password or {"user", "password"} & set(query):
        raise ImproperlyConfigured(f"{name} must not name a user or password: every region has a login of its own.")
    if unknown := set(query) - {"host", "port"}:
        raise ImproperlyConfigured(f"{name} has parameters that are not understood: {', '.join(sorted(unknown))}.")
    database_name = unquote(url.path.lstrip("/"))
    if not database_name:
        raise ImproperlyConfigured(f"{name} names no database.")
    return {
        "NAME": database_name,
        "HOST": query.get("host", [url.hostname or ""])[0],
        "PORT": query.get("port", [str(url.port or "")])[0],
    }

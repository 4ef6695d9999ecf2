"""`make messages`: every marked string of all floors into the one catalogue.

Django's makemessages keeps a catalogue per directory and needs xgettext; there is one catalogue here, and the same
collection is used by the test that no string is left untranslated. Only a developer's installation has Babel.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from shared_apps.reference import names

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("platform/merit", "tenants", "tenant_apps", "shared_apps")
CATALOGUE = ROOT / "shared_apps/ui/locale/en/LC_MESSAGES/django.po"

# Written as it is: Babel's own header carries dates and names that would change with every run.
_HEADER = rb"""# English of Merit Bersama. Indonesian is the source; `make messages` brings this file up to date.
msgid ""
msgstr ""
"Project-Id-Version: Merit Bersama\n"
"Language: en\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""
_PLACES: dict[str, tuple[str, ...]] = {  # what each argument of a marking function is
    "_": ("id",),
    "gettext": ("id",),
    "gettext_lazy": ("id",),
    "gettext_noop": ("id",),
    "ngettext": ("id", "plural"),
    "ngettext_lazy": ("id", "plural"),
    "pgettext": ("context", "id"),
    "pgettext_lazy": ("context", "id"),
    "npgettext": ("context", "id", "plural"),
    "npgettext_lazy": ("context", "id", "plural"),
}
# In what templatize returns, text outside the tags is blanked with X; only the calls are Python.
_CALL = re.compile(r"""\bn?p?gettext\((?:[^()'"]|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")*\)|\b_\((?:'[^']*'|"[^"]*")\)""")


class Marked(NamedTuple):
    """A string that people read, and the file it stands in."""

    path: Path
    id: str
    plural: str | None
    context: str | None


class UnreadableError(Exception):
    """A string is marked but is not a plain string, so nobody can translate it."""


def collected() -> Iterator[Marked]:
    """Every marked string of the sources, file by file."""
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob("*")):
            if path.suffix == ".py" and "migrations" not in path.parts:
                yield from _calls(path, path.read_text())
            elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
                yield from _calls(path, "\n".join(_CALL.findall(templatize(path.read_text(), origin=str(path)))))
    for name, rows in names.LABELLED.items():
        path = ROOT / f"shared_apps/reference/data/{name}.yaml"
        for row in yaml.safe_load(path.read_text())[rows]:
            yield Marked(path, row["label"], None, names.CONTEXT)


def _calls(path: Path, source: str) -> Iterator[Marked]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _PLACES:
            given: dict[str, str] = {}
            for place, argument in zip(_PLACES[node.func.id], node.args, strict=False):
                if not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
                    raise UnreadableError(f"{path.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)}")
                given[place] = argument.value
            yield Marked(path, given["id"], given.get("plural"), given.get("context"))


def read() -> Catalog:
    """The catalogue as it is."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def merge() -> Catalog:
    """The catalogue with exactly the strings of the sources: new ones empty, those gone dropped."""
    template = Catalog()
    for marked in collected():
        template.add((marked.id, marked.plural) if marked.plural else marked.id, context=marked.context)
    catalogue = read()
    catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
    catalogue.obsolete.clear()
    for message in catalogue:
        message.flags.discard("fuzzy")  # set where a plural was added; its empty form already says so
    return catalogue


def write(catalogue: Catalog) -> None:
    """Sorted and without line numbers: a change shows only the strings that changed."""
    with CATALOGUE.open("wb") as file:
        file.write(_HEADER)
        write_po(file, catalogue, no_location=True, omit_header=True, sort_output=True, width=0, ignore_obsolete=True)


def main() -> int:
    """Merge, write, and tell what is left to translate."""
    catalogue = merge()
    write(catalogue)
    empty = list(untranslated(catalogue))
    for text in empty:
        print(f"untranslated: {text}")
    print(f"{len(catalogue)} strings, {len(empty)} untranslated: {CATALOGUE.relative_to(ROOT)}")
    return 1 if empty else 0


def untranslated(catalogue: Catalog) -> Iterator[str]:
    """Strings whose English, or one of its plural forms, is still empty."""
    for message in catalogue:
        texts = (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))
        if message.id and not all(texts):
            yield message.id if isinstance(message.id, str) else message.id[0]


if __name__ == "__main__":
    raise SystemExit(main())

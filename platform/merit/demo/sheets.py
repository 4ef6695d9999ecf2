"""The demo's data as the files a region's administrator would upload."""

from collections.abc import Iterable

from merit.demo import organisation, people, results
from shared_apps.sheets.rules import Sheet
from shared_apps.sheets.writer import write_csv, write_xlsx


def organisation_xlsx(region: str) -> bytes:
    """The organisation sheet of `surakarta` or `jambi`."""
    rows = [unit.as_row() for unit in organisation.units(region)]
    return write_xlsx([Sheet("Organisasi", organisation.COLUMNS, rows, widths=(18, 60, 18, 20, 8, 16, 8))])


def organisation_csv(region: str) -> bytes:
    """The same as CSV."""
    return write_csv(organisation.COLUMNS, (unit.as_row() for unit in organisation.units(region)))


def people_xlsx(rows: Iterable[people.Person]) -> bytes:
    """The people sheet."""
    widths = (22, 28, 10, 16, 16, 10, 44, 16, 16, 10, 34, 22, 12, 14)
    return write_xlsx([Sheet("Pegawai", people.COLUMNS, (person.as_row() for person in rows), widths=widths)])


def people_csv(rows: Iterable[people.Person]) -> bytes:
    """The same as CSV."""
    return write_csv(people.COLUMNS, (person.as_row() for person in rows))


def results_xlsx(rows: Iterable[results.Result]) -> bytes:
    """The results sheet of one period."""
    widths = (22, 28, *(20 for _column in results.columns()[2:]))
    return write_xlsx([Sheet("Hasil", results.columns(), (result.as_row() for result in rows), widths=widths)])


def results_csv(rows: Iterable[results.Result]) -> bytes:
    """The same as CSV."""
    return write_csv(results.columns(), (result.as_row() for result in rows))

"""What the compiler takes and gives: pieces of SQL with their bound parameters."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fragment:
    """A subquery and its pyformat parameters.

    Subjects yield `subject_id, employee_id, profile`; a room's provider yields `subject_id` and one column per
    measure key (numeric or text), NULL where there is no evidence. Parameter names must not begin with `k_`
    and must differ between fragments unless they carry the same value.
    """

    sql: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Statement:
    """The finished SELECT: subject_id, employee_id, profile, status, reasons, input_numbers, input_codes,
    numbers, codes, gates. The caller wraps it in INSERT … ON CONFLICT.
    """

    sql: str
    params: Mapping[str, object]

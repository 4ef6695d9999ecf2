"""The statement's borders: what it binds, what it refuses to build."""

from decimal import Decimal

import pytest
from django.db.backends.utils import CursorWrapper

from shared_apps.scoring_templates.evaluation import Case, compile_for, evaluate
from shared_apps.scoring_templates.rules import document, order
from shared_apps.scoring_templates.rules.compiler import Fragment, compile_scheme
from tests.shared_apps.scoring_templates import examples

_SUBJECTS = Fragment("SELECT 1 AS subject_id, 1 AS employee_id, NULL::text AS profile")


def test_the_text_holds_no_value_of_the_document() -> None:
    """Numbers and codes are bound; the text depends on the scheme alone and can be cached by its hash."""
    scheme = examples.scheme("talent_national_2025")
    first, second = compile_for(scheme, [Case({})]), compile_for(scheme, [Case({"predicate": "'; DROP TABLE x; --"})])
    assert first.sql == second.sql
    assert first.sql == compile_for(document.from_json(document.canonical(scheme)), [Case({})]).sql
    for word in ("very_good", "box_9", "serving_now", "out_of_range"):
        assert word not in first.sql
    assert Decimal(46) in first.params.values()
    assert {"box_9", "serving_now"} <= {value for value in first.params.values() if isinstance(value, str)}


def test_hostile_values_are_only_values(cursor: CursorWrapper) -> None:
    scheme = examples.scheme("asn_performance")
    hostile = ["'; DROP TABLE x; --", "%(k_0)s", "%s", "\\", '"', "very_good\n", "𝔘"]
    cases = [Case({"work_result": text, "work_behaviour": "meets_expectation"}, text) for text in hostile]
    for outcome in evaluate(cursor, scheme, cases):
        assert (outcome.status, outcome.reasons) == ("needs_verification", ("work_result:unknown_code",))


def test_numbers_beyond_everything_are_out_of_range(cursor: CursorWrapper) -> None:
    scheme = examples.scheme("talent_national_2025")
    beyond = [Decimal("NaN"), Decimal("Infinity"), Decimal("-Infinity"), Decimal("1e100"), Decimal("1000000000000")]
    for outcome in evaluate(cursor, scheme, [Case({"training_certificates": number}) for number in beyond]):
        assert "training_certificates:out_of_range" in outcome.reasons
        assert outcome.values["training_points"] is None


def test_a_source_without_a_provider_is_never_silently_empty() -> None:
    with pytest.raises(ValueError, match="No provider for performance"):
        compile_scheme(examples.scheme("asn_performance"), subjects=_SUBJECTS, providers={})


@pytest.mark.parametrize("params", [{"k_0": 1}, {"k_anything": 1}])
def test_fragments_may_not_use_our_parameter_names(params: dict[str, object]) -> None:
    provider = Fragment("SELECT 1 AS subject_id, NULL AS work_result, NULL AS work_behaviour", params)
    with pytest.raises(ValueError, match="k_"):
        compile_scheme(examples.scheme("asn_performance"), subjects=_SUBJECTS, providers={"performance": provider})


def test_two_fragments_may_not_disagree_about_a_parameter() -> None:
    provider = Fragment("SELECT 1 AS subject_id, NULL AS work_result, NULL AS work_behaviour", {"day": 1})
    subjects = Fragment(_SUBJECTS.sql, {"day": 2})
    with pytest.raises(ValueError, match="day"):
        compile_scheme(examples.scheme("asn_performance"), subjects=subjects, providers={"performance": provider})


def test_a_hole_cannot_be_compiled() -> None:
    template = examples.template("talent_national_2025")
    providers = {source: Fragment("SELECT 1 AS subject_id") for source in order.measures_by_source(template)}
    with pytest.raises(ValueError, match="holes"):
        compile_scheme(template, subjects=_SUBJECTS, providers=providers)


def test_the_order_of_keys_puts_every_key_after_its_inputs() -> None:
    scheme = examples.scheme("talent_national_2025")
    keys = order.value_keys(scheme)
    assert keys[:3] == ("acting_points", "awards_points", "certification_points")
    assert keys[-1] == "talent_box"
    assert order.value_code_keys(scheme) == ("performance_level", "potential_level", "talent_box")
    assert order.number_keys(scheme)[-1] == "total"
    assert order.required_schemes(scheme) == {"asn_performance": ("predicate",)}


def test_nobody_gives_no_rows(cursor: CursorWrapper) -> None:
    assert evaluate(cursor, examples.scheme("asn_performance"), []) == []

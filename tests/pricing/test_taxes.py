import pytest

from app.pricing.taxes import rate_as_typed


@pytest.mark.parametrize(
    ("rate_ppm", "words"), [(0, "0"), (55_000, "5.5"), (68_755, "6.8755"), (1_000_000, "100")]
)
def test_a_rate_is_written_in_percent(rate_ppm, words):
    assert rate_as_typed(rate_ppm) == words

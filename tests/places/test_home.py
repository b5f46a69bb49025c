"""Where a source is at home."""

import pytest

from mawid.places import country_names, home
from mawid.places.home import _sources


@pytest.mark.parametrize(
    ("names", "country"),
    [
        (("www.express.co.uk",), "GB"),
        (("https://www.standardmedia.co.ke/article/1", None), "KE"),
        ((None, "https://punchng.com/a.html", "The Punch"), "NG"),
        (("okaz",), "SA"),
        (("www.okaz.com.sa",), "SA"),
        (("gadgets.io", "stuff.co.nz"), "NZ"),
        (("example.zz",), None),
        (("reuters.com", "Reuters"), None),
        (("fun.tv",), None),
        ((None, ""), None),
        ((), None),
    ],
)
def test_the_first_name_that_tells_counts(names: tuple[str | None, ...], country: str | None) -> None:
    assert home(*names) == country


def test_each_source_is_in_a_country() -> None:
    assert all(country_names(code) for code in _sources().values())

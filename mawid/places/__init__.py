"""Places: names in sentences -> GeoNames places, venues, and how they stand there. Knows geography, no language."""

from mawid.places.context import Context
from mawid.places.gazetteer import Place, country_names, named
from mawid.places.home import home
from mawid.places.mentions import PlaceMention, find
from mawid.places.scan import surface
from mawid.places.venues import Venue, venues
from mawid.places.where import as_where, online

__all__ = [
    "Context",
    "Place",
    "PlaceMention",
    "Venue",
    "as_where",
    "country_names",
    "find",
    "home",
    "named",
    "online",
    "surface",
    "venues",
]

"""A place as it stands in an event."""

from mawid.event import Where
from mawid.places.gazetteer import Kind, Place, country_names


def as_where(
    place: Place | None, venue: str | None, name: str | None, language: str, head: Kind | None = None
) -> Where:
    """The `where` of an event.

    Args:
        place: the city, region or country, if it is known.
        venue: as written, if there is one.
        name: of the place as written, without clitics; of the venue where `place` is None.
        language: of the article (BCP 47).
        head: what the text calls the place: «محافظة حلب» is the region, GeoNames' Aleppo the city.

    Returns:
        With `precision` venue, city, region, country or, without a place, unresolved.
    """
    primary = language.partition("-")[0].lower()
    where: Where
    if place is None:
        where = {"name": {primary: name or venue or ""}, "precision": "unresolved"}
    elif place.kind == "city" and head == "region":
        where = {"name": {primary: name or place.name}, "precision": "region", "country": place.country}
    elif place.kind == "country":
        where = {"name": country_names(place.country), "precision": "country", "country": place.country}
        _locate(where, place)
    else:
        names = {primary: name} if name else {}
        where = {"name": names | {"en": place.name}, "precision": place.kind, "country": place.country}
        _locate(where, place)
    if venue:
        where["venue"] = venue
        where["precision"] = "venue"
    return where


def _locate(where: Where, place: Place) -> None:
    if place.city:
        where["city"] = place.city
    if place.geonames_id:
        where["geonames_id"] = place.geonames_id
    if place.kind != "region" and place.latitude is not None and place.longitude is not None:
        where["latitude"], where["longitude"] = place.latitude, place.longitude


def online(name: str, language: str) -> Where:
    """The `where` of an event that takes place by video or telephone."""
    return {"name": {language.partition("-")[0].lower(): name}, "precision": "online"}

"""English."""

from mawid.languages import Pack, organisations
from mawid.languages.lexicon import Form, Lexicon, load

_ABBREVIATIONS = (
    "mr mrs ms dr prof gen col lt sgt sen rep gov rev hon st jr sr vs no inc ltd co corp dept "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun "
    "ala ariz calif colo conn fla ga kan ky mass md mich minn mo mont neb nev okla ore pa tenn va vt wis wyo"
)


def forms(word: str) -> tuple[Form, ...]:
    """A word and its singular: "meetings" -> meeting; an ending that tells: "crashed" -> ed, "Beerfest" -> fest."""
    out = [(word, "")]
    if len(word) > 6 and word.endswith(("fest", "fests")):
        out.append(("fest", ""))
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        out.append((word[:-1], ""))
        if word.endswith("ies"):
            out.append((word[:-3] + "y", ""))
        elif word.endswith("es") and len(word) > 4:
            out.append((word[:-2], ""))
    elif len(word) > 4 and word.endswith("ed"):
        out.append(("ed", ""))
    elif len(word) > 5 and word.endswith("ing"):
        out.append(("ing", ""))
    return tuple(out)


PACK = Pack(
    code="en",
    direction="ltr",
    lexicon=Lexicon(
        load(__package__, "events.toml", "places.toml"),
        forms,
        [
            *load(__package__, "time.toml", "tense.toml", "people.toml", "place_names.toml"),
            organisations.vocabulary("en"),
        ],
    ),
    abbreviations=frozenset(_ABBREVIATIONS.split()),
    month_first=True,
    plurals=("s",),
)

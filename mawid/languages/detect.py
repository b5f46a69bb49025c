"""The language of a text that does not say."""


def language_of(text: str) -> str:
    """The most probable language (ISO 639-1) of a text.

    The model is loaded at the first call (some 0.3 s), so that those who state languages never pay for it.
    """
    from py3langid import classify  # noqa: PLC0415  see the docstring

    return str(classify(text)[0])

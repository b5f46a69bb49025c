"""Every example of the event corpora, in every language."""

import pytest

from mawid import languages
from mawid.article import Article
from mawid.detect import detect
from mawid.languages.corpus import examples, told


def _found(article: Article) -> list[str]:
    return sorted(told(m) for m in detect(article) if m["kind"] == "report")


@pytest.mark.parametrize("code", languages.CODES)
def test_all_examples_are_read_as_the_corpus_says(code: str) -> None:
    wrong = [
        f"{e.construct}: {e.article.title} // {e.article.body}: {found} instead of {e.expected}"
        for e in examples(code)
        if not e.known and (found := _found(e.article)) != e.expected
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("code", languages.CODES)
def test_what_is_known_to_fail_still_fails(code: str) -> None:
    repaired = [e.article.body for e in examples(code) if e.known and _found(e.article) == e.expected]
    assert not repaired, "\n".join(["these belong in a group without `known`:", *repaired])


@pytest.mark.parametrize("code", languages.CODES)
def test_a_corpus_has_150_texts_with_events_and_100_without_and_few_that_fail(code: str) -> None:
    all_of_them = list(examples(code))
    assert sum(bool(e.expected) for e in all_of_them) >= 150
    assert sum(not e.expected for e in all_of_them) >= 100
    assert sum(e.known for e in all_of_them) <= 0.2 * len(all_of_them)

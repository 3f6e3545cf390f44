"""The page of all pieces, whole while developing. In production it is not there: tests/security."""

from portal.core.i18n import LANGUAGES


def test_it_shows_every_language_in_light_and_in_dark(client_of):
    page = client_of().show("/styleguide")
    samples = [sample["id"] for sample in page.select(".sample > section")]
    assert samples == [*(f"pieces-{code}" for code in LANGUAGES), *(f"pieces-{code}-dark" for code in LANGUAGES)]
    for code, language in LANGUAGES.items():
        sample = page.select_one(f"#pieces-{code}")
        assert (sample["lang"], sample["dir"]) == (code, language.direction)

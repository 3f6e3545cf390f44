"""A new edition of the library changes what it has to, and nothing else."""

from sqlalchemy import select

from portal.core import clock, frame
from portal.core.db import db
from portal.core.i18n import using
from portal.health import queries
from portal.health.models import Article, ArticleWords, Contact, LibraryText
from portal.texts import actions as texts
from portal.texts.models import Rendering, Text
from portal.texts.queries import Freshness
from tests import people
from tests.health.shelves import FILE, install, on_file

SCOPE = {"scope": "system: test"}
DUTCH, ARABIC = "Wacht niet.", "أي متى آتي؟"


def rows(model):
    return sorted(
        str([getattr(row, column.key) for column in model.__table__.columns])
        for row in db.session.scalars(select(model).execution_options(populate_existing=True, **SCOPE))
    )


def everything():
    db.session.rollback()
    return {model.__name__: rows(model) for model in (Article, ArticleWords, Contact, LibraryText, Text, Rendering)}


def seen(cast, language):
    with using(language):
        return queries.article(people.viewer(cast.amal), "kiespijn")


def desk_writes(cast, language, body, made_from=1):
    text_id = db.session.scalars(select(Article.body_id)).one()
    with frame.change():
        texts.render(people.viewer(cast.rana), text_id, language, body, made_from, clock.now())


def test_installing_twice_changes_nothing(cast):
    install()
    before = everything()
    install()
    assert everything() == before


def test_a_change_in_one_language_outdates_nothing(cast, tmp_path):
    install(on_file(tmp_path))
    install(on_file(tmp_path, FILE.replace(ARABIC, "يعني متى آتي؟")))
    assert "يعني" in seen(cast, "ar").body.body
    assert {seen(cast, code).freshness for code in ("nl", "ar", "ti")} == {Freshness.CURRENT}


def test_dutch_that_changed_outdates_only_what_did_not_change_with_it(cast, tmp_path):
    install(on_file(tmp_path))
    changed = FILE.replace(DUTCH, "Wacht nooit.").replace(ARABIC, "يعني متى آتي؟ لا تنتظروا أبدًا.")
    install(on_file(tmp_path, changed))
    assert seen(cast, "ar").body.freshness is Freshness.CURRENT
    assert seen(cast, "ti").body.freshness is Freshness.OUTDATED
    assert seen(cast, "ti").title.freshness is Freshness.CURRENT


def test_what_a_translator_made_better_stays(cast, tmp_path):
    install(on_file(tmp_path))
    desk_writes(cast, "ar", "أوضح")
    install(on_file(tmp_path, FILE.replace("checked: 2026-11", "checked: 2027-05").replace("# ቃንዛ", "# ሕማም")))
    assert seen(cast, "ar").body.body == "أوضح"
    assert seen(cast, "ar").checked_on.year == 2027


def test_a_translation_of_the_library_is_not_passed_off_as_one_of_later_dutch(cast, tmp_path):
    install(on_file(tmp_path))
    with frame.change():
        text_id = db.session.scalars(select(Article.body_id)).one()
        texts.rewrite(people.viewer(cast.bram), text_id, "Bel meteen.", clock.now())
    install(on_file(tmp_path, FILE.replace(ARABIC, "يعني متى آتي؟")))
    assert seen(cast, "ar").body.freshness is Freshness.OUTDATED
    assert seen(cast, "nl").body.body == "Bel meteen."


def test_what_the_library_writes_over_is_kept_as_history(cast, tmp_path):
    install(on_file(tmp_path))
    desk_writes(cast, "ar", "أوضح")
    install(on_file(tmp_path, FILE.replace(ARABIC, "يعني متى آتي؟")))
    kept = db.session.scalars(select(Rendering.body).execution_options(**SCOPE)).all()
    assert "أوضح" in kept


def test_an_article_that_left_the_library_is_gone(cast, client_of, tmp_path):
    install()
    client_of(cast.amal).show("/health/articles/slapen")
    install(on_file(tmp_path))
    client_of(cast.amal).show("/health/articles/slapen", status=404)
    assert client_of(cast.amal).get("/health?q=slapen").text.count("/health/articles/") == 0
    assert len(rows(Article)) == 1
    assert len(rows(Text)) == 4 + len(rows(Contact)) * 2 + 5, "its texts went with it; five contacts have hours"


def test_the_new_words_are_found_and_the_old_ones_are_not(cast, tmp_path):
    install(on_file(tmp_path))
    install(on_file(tmp_path, FILE.replace("dutch: kies, pijn", "dutch: gaatje")))
    viewer = people.viewer(cast.amal)
    assert queries.search(viewer, "gaatje")
    assert not queries.search(viewer, "kies, pijn")

"""What is said of rows that no block fits any more."""

import pytest
from markupsafe import Markup

from portal.core import clock, frame
from portal.core.db import db
from portal.core.i18n import using
from portal.notices import queries as notices
from portal.notices.models import InboxNotice
from portal.schedule import blocks as schedule
from portal.texts import blocks, queries
from portal.texts.models import Text
from tests import people


@pytest.mark.parametrize(("key", "values"), [("long.gone", {"day": "2026-11-26"}), (schedule.CANCELLED, {})])
def test_what_cannot_be_said_any_more_is_a_plain_sentence(app, key, values):
    for language in ("nl", "ar", "ti"):
        with using(language):
            words = blocks.say(key, values)
            assert isinstance(words, Markup)
            assert words


def test_a_row_of_a_block_that_is_gone_stays_readable(cast):
    with frame.change():
        text = Text(block="long.gone", values={})
        notice = InboxNotice(
            person_id=cast.amal.id,
            municipality_id=cast.amal.municipality_id,
            kind="long.gone",
            values={},
            link="/",
            at=clock.now(),
        )
        db.session.add_all([text, notice])
    with using("nl"):
        assert str(queries.shown([text.id])[text.id]) == "Deze tekst is er niet meer."
        assert notices.unread_count(people.viewer(cast.amal)) == 1

"""Whether a translation still says what the Dutch says: right under any order of edits, and never stored."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect

from portal.core import clock, frame
from portal.core.db import db
from portal.core.text import has_hidden
from portal.texts import actions, queries
from portal.texts.models import Rendering
from portal.texts.queries import Freshness
from tests import people

OTHERS = ("ar", "ti")

change = st.one_of(
    st.tuples(st.just("rewrite"), st.booleans()),
    st.tuples(st.just("render"), st.sampled_from(OTHERS), st.integers(0, 30)),
    st.tuples(st.just("restore"), st.sampled_from(("nl", *OTHERS)), st.integers(0, 30)),
)


class Remembered:
    """What a careful person would remember: which meaning each source had, and which meaning each rendering says."""

    def __init__(self):
        self.meanings = [0]
        self.said = {code: [0] for code in OTHERS}

    def rewrite(self, same_meaning):
        self.meanings.append(self.meanings[-1] if same_meaning else max(self.meanings) + 1)

    def fresh(self, code):
        if not self.said[code]:
            return Freshness.MISSING
        return Freshness.CURRENT if self.said[code][-1] == self.meanings[-1] else Freshness.OUTDATED


def do(actor, text_id, what, memory):
    """One edit, in the portal and in the memory."""
    now = clock.now()
    match what:
        case ("rewrite", same):
            actions.rewrite(actor, text_id, f"nl {len(memory.meanings)}", now, same_meaning=same)
            memory.rewrite(same)
        case ("render", code, nth):
            made_from = nth % len(memory.meanings) + 1
            actions.render(actor, text_id, code, f"{code} {nth}", made_from, now)
            memory.said[code].append(memory.meanings[made_from - 1])
        case ("restore", "nl", nth):
            newest = len(memory.meanings)
            actions.restore(actor, text_id, "nl", nth % newest + 1, now, based_on=newest)
            memory.rewrite(same_meaning=False)
        case ("restore", code, nth) if memory.said[code]:
            newest = len(memory.said[code])
            actions.restore(actor, text_id, code, nth % newest + 1, now, based_on=newest)
            memory.said[code].append(memory.said[code][nth % newest])


@given(first=st.sets(st.sampled_from(OTHERS)), edits=st.lists(change, max_size=8))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_freshness_is_never_wrong_whatever_the_order_of_edits(cast, first, edits):
    bram, memory = people.viewer(cast.bram), Remembered()
    memory.said = {code: [0] if code in first else [] for code in OTHERS}
    with frame.change():
        text_id = actions.write(bram, {"nl": "nl", **dict.fromkeys(first, "x")}, clock.now())
    for edit in edits:
        with frame.change():
            do(bram, text_id, edit, memory)
        for code in OTHERS:
            shown = queries.shown([text_id], code)[text_id]
            assert shown.freshness is memory.fresh(code), (edit, code)
            assert shown.language == (code if memory.said[code] else "nl"), "own language if there, else the source"
        assert queries.shown([text_id], "nl")[text_id].freshness is Freshness.CURRENT
        now = queries.now_written(text_id)
        assert dict(queries.languages_of(now, "nl")) == {code: memory.fresh(code) for code in OTHERS}
        assert now["nl"].number == len(memory.meanings), "every save is one more"
    db.session.rollback()


def test_freshness_is_stored_nowhere(app):
    columns = {
        column["name"] for table in ("text", "text_rendering") for column in inspect(db.engine).get_columns(table)
    }
    assert not {name for name in columns if any(part in name for part in ("fresh", "current", "outdated", "missing"))}


def test_nothing_that_was_written_is_changed_by_a_later_save(cast):
    bram = people.viewer(cast.bram)
    with frame.change():
        text_id = actions.write(bram, {"nl": "een", "ar": "واحد"}, clock.now())
    with frame.change():
        actions.rewrite(bram, text_id, "twee", clock.now())
        actions.render(bram, text_id, "ar", "اثنان", 2, clock.now())
        actions.restore(bram, text_id, "ar", 1, clock.now(), based_on=2)
    said = {(w.number, w.body, w.made_from, w.restores) for w in queries.history(text_id, "ar")}
    assert said == {(1, "واحد", 1, None), (2, "اثنان", 2, None), (3, "واحد", 1, 1)}
    assert queries.shown([text_id], "ar")[text_id].freshness is Freshness.OUTDATED, "old words came back, not new ones"


@given(body=st.text(max_size=60))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_invisible_is_ever_stored(cast, body):
    with frame.change():
        text_id = actions.write(None, {"nl": body}, clock.now())
    stored = db.session.get_one(Rendering, (text_id, "nl", 1), execution_options={"scope": "system: test"}).body
    assert not has_hidden(stored)
    db.session.rollback()

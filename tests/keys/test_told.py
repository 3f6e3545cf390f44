"""Who signs in hears of it when how they sign in is changed: it may not have been them."""

from sqlalchemy import select

from portal.core.db import db
from portal.notices.models import InboxNotice
from tests.keys.authenticator import Authenticator
from tests.keys.staff import options_on
from tests.keys.test_staff_door import with_passkey
from tests.pages import PIN


def told(person) -> list[str]:
    """What the person was told about their way in."""
    db.session.close()
    kinds = select(InboxNotice.kind).where(InboxNotice.person_id == person.id, InboxNotice.kind.like("accounts.%"))
    return list(db.session.scalars(kinds.execution_options(scope="system: test")))


def looks(client) -> list[str]:
    client.send("/language", language="nl")
    return [" ".join(each.text.split()) for each in client.show("/who-looked").select("#looks li")]


def test_a_participant_hears_of_another_pin_and_sees_that_it_was_done_on_their_own_phone(cast, client_of):
    phone = client_of(cast.amal)
    phone.send("/more/pin", 422, at="/more/pin", present=PIN, pin="123456", repeated="123456")
    assert not told(cast.amal), "nothing was changed"
    phone.send("/more/pin", at="/more/pin", present=PIN, pin="835172", repeated="835172")
    assert told(cast.amal) == ["accounts.keys_changed"]
    (look,) = looks(phone)
    assert look.startswith("Hoe u inlogt, is veranderd.Op uw eigen telefoon of computer, of met uw eigen sleutel")


def test_a_participant_hears_of_a_fingerprint(cast, client_of):
    phone = client_of(cast.amal)
    made = Authenticator().make(options_on(phone, "/more", "fingerprint"))
    phone.send("/more/fingerprint", at="/more", credential=made)
    assert told(cast.amal) == ["accounts.keys_changed"]
    assert len(looks(phone)) == 1


def test_a_colleague_hears_of_each_change_once_until_it_is_read(cast, client_of):
    laptop = client_of()
    with_passkey(laptop, cast.kees)
    before = len(looks(laptop))
    made = Authenticator().make(options_on(laptop, "/staff/account"))
    laptop.send("/staff/account/passkeys", at="/staff/account", credential=made, label="stick")
    laptop.send("/staff/account/codes", status=200, at="/staff/account")
    assert told(cast.kees) == ["accounts.staff_keys_changed"]
    assert len(looks(laptop)) == before + 2
    remove = laptop.show("/staff/account").select('form[action$="/remove"]')[0]["action"]
    laptop.send(str(remove), at="/staff/account")
    assert len(looks(laptop)) == before + 3
    assert laptop.show("/staff/account").select_one('a[href="/who-looked"]')

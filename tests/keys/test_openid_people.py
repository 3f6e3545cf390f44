"""What an identity provider decides about colleagues: who becomes one, their roles, whose account is whose."""

from sqlalchemy import select

from portal.accounts import actions as accounts
from portal.accounts.actions import PersonDetails
from portal.accounts.models import Grant, Person
from portal.core import clock, frame
from portal.core.db import db
from portal.core.viewer import Role
from tests.keys.staff import keep
from tests.keys.test_openid import (
    AS_A_TEST,
    KEES,
    MAIL,
    issuer,
    known_there,
    links,
    sign_in_name,
    signs_in,
    site,
)
from tests.pages import PageClient

__all__ = ["issuer", "known_there", "site"]  # fixtures


def test_the_claim_decides_about_roles_also_about_losing_them(cast, site, known_there):
    sign_in_name(cast.kees)
    known_there("s-4", **{**KEES, "groups": ["portal-begeleiding", "printers"]})
    with site() as portal:
        assert signs_in(PageClient.at(portal), "s-4").status_code == 303
        roles = db.session.scalars(select(Grant.role).where(Grant.person_id == cast.kees.id)).all()
        assert roles == [Role.BEGELEIDER], "no longer beheerder"
        db.session.close()
        known_there("s-4", **{**KEES, "groups": ["printers"]})
        assert signs_in(PageClient.at(portal), "s-4").status_code == 422
    assert not db.session.scalars(select(Grant.role).where(Grant.person_id == cast.kees.id)).all()


def test_who_loses_a_role_there_and_has_people_stands_on_the_desk_until_they_are_handed_over(
    cast, site, known_there, client_of
):
    with frame.change():
        betty = accounts.add_person(cast.oude_ijsselstreek.id, PersonDetails("Betty", "Vos", "nl"), (Role.BEGELEIDER,))
    sign_in_name(cast.bram, "bram@oude-ijsselstreek.nl")
    known_there("s-10", **{**KEES, "email": "bram@oude-ijsselstreek.nl"})
    kees, url = client_of(cast.kees), f"/people/{cast.bram.id}/caseload/begeleider"
    assert not kees.show("/desk").select('a[href="/people/workers"]')
    with site() as portal:
        assert signs_in(PageClient.at(portal), "s-10").status_code == 303, "a beheerder from now on, and no begeleider"
    assert kees.show("/desk").select_one('a[href="/people/workers"]')
    assert kees.show("/people/workers").select_one(f'a[href="{url}"]')
    day = f"{clock.today():%d-%m-%Y}"
    kees.send(url, at=url, worker=f"{betty.id}.begeleider", since=day)
    assert not kees.show("/desk").select('a[href="/people/workers"]')


def test_somebody_new_becomes_a_colleague_only_where_the_file_says_so(cast, site, known_there):
    known_there("s-5", given_name="Nieuwe", family_name="Collega", acr="high", groups=["portal-begeleiding"])
    with site() as portal:
        assert signs_in(PageClient.at(portal), "s-5").status_code == 422
    with site("create_people = true") as portal:
        laptop = PageClient.at(portal)
        assert signs_in(laptop, "s-5").status_code == 303
        laptop.show("/people")
        known_there("s-6", given_name="Zonder", family_name="Rol", acr="high", groups=[])
        assert signs_in(PageClient.at(portal), "s-6").status_code == 422
    names = db.session.scalars(select(Person.given_name).execution_options(**AS_A_TEST)).all()
    assert "Nieuwe" in names
    assert "Zonder" not in names


def test_who_is_signed_in_can_link_an_account_and_a_forged_link_cannot(cast, site, known_there):
    known_there("s-7", acr="high", groups=["portal-beheer"])
    with site() as portal:
        laptop = PageClient.at(portal)
        laptop.become(cast.kees)
        assert signs_in(laptop, "s-7").status_code == 422, "led there by a link of somebody else"
        laptop.become(cast.kees)
        laptop.send("/staff/account/connect/gemeente", status=200, at="/staff/account")
        assert signs_in(laptop, "s-7").status_code == 303
        assert signs_in(PageClient.at(portal), "s-7").status_code == 303
    assert [each.person_id for each in links()] == [cast.kees.id]


def test_an_account_of_another_municipality_can_not_be_connected(cast, site, known_there):
    known_there("s-9", acr="high", groups=["portal-beheer"])
    with site() as portal:
        laptop = PageClient.at(portal)
        laptop.become(cast.wim)
        assert "Gemeente Oude IJsselstreek" not in laptop.show("/staff/account").text
        laptop.send("/staff/account/connect/gemeente", status=404, at="/staff/account")
        laptop.become(cast.kees)
        laptop.send("/staff/account/connect/gemeente", status=200, at="/staff/account")
        with laptop.session_transaction() as session:
            session["connect"] = [cast.wim.id.hex, session["connect"][1]]
        assert signs_in(laptop, "s-9").status_code == 422, "nor where the browser asked for it all the same"
    assert not links()


def test_a_colleague_disconnects_their_account_but_not_the_only_way_in(cast, site, known_there):
    sign_in_name(cast.kees)
    known_there("s-1", **KEES)
    with site() as portal:
        laptop = PageClient.at(portal)
        signs_in(laptop, "s-1")
        form = f"/staff/account/openid/{links()[0].id}/end"
        assert f'action="{form}"' in str(laptop.show("/staff/account"))
        laptop.send(form, status=422, at="/staff/account")
        with portal.app_context():
            keep(cast.kees, MAIL)
            db.session.close()
        other = PageClient.at(portal)
        other.become(cast.ingrid)
        other.send(form, status=404)
        laptop.send(form, at="/staff/account")
        assert not links()

"""What staff can open from a person's page."""

from portal.core import clock, frame
from portal.core.viewer import Role
from portal.plan import actions as plan
from tests import people


def test_the_regisseur_comes_from_a_person_to_their_plan_and_nobody_else_does(cast, client_of):
    path = f"/people/{cast.amal.id}"
    to_plan = "main a[href^='/plan/of/']"
    assert client_of(cast.ingrid).show(path).select_one(to_plan)["href"].endswith("/open"), "there is no plan yet"
    with frame.change():
        plan.open_plan(
            people.viewer(cast.ingrid, Role.REGISSEUR), cast.amal.id, clock.now(), registered_on=clock.today()
        )
    link = client_of(cast.ingrid).show(path).select_one(to_plan)
    client_of(cast.ingrid).show(link["href"])
    for person in (cast.bram, cast.kees):
        assert not client_of(person).show(path).select("a[href^='/plan/of/']")

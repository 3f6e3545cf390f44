"""Coming in, step by step, as a phone and a begeleider do it."""

from uuid import UUID

from bs4 import BeautifulSoup, Tag

from portal.core import clock, frame
from portal.core.viewer import Role, Viewer
from portal.entry import actions
from portal.entry.actions import Made
from tests import people
from tests.pages import PIN, PageClient
from tests.people import Cast


def invite(cast: Cast, person) -> Made:
    """Somebody who may shows a code for somebody of Oude IJsselstreek."""
    with frame.change():
        return actions.invite(_beside(cast, person.id), person.id, clock.now())


def _beside(cast: Cast, person_id: UUID) -> Viewer:
    """Bram, who works for Amal and Yonas; for anybody else Kees."""
    if person_id in {cast.amal.id, cast.yonas.id}:
        return people.viewer(cast.bram, Role.BEGELEIDER)
    return people.viewer(cast.kees, Role.BEHEERDER)


def write(cast: Cast, *invited, days: int = 3) -> list[Made]:
    """Bram writes letters."""
    bram = people.viewer(cast.bram, Role.BEGELEIDER)
    with frame.change():
        return actions.write_letters(bram, [person.id for person in invited], days, clock.now())


def look(phone: PageClient, made: Made, language: str = "ar", status: int = 303) -> BeautifulSoup:
    """The phone opens the link and chooses a language: what it shows then."""
    answer = phone.send("/welcome", status, at="/welcome", secret=f"#{made.secret}", language=language)
    return phone.show("/welcome/you") if status == 303 else BeautifulSoup(answer.text, "html5lib")


def claim(phone: PageClient, made: Made, language: str = "ar", status: int = 303, **more: str):
    """It chooses a language and says: this is me."""
    look(phone, made, language)
    return phone.send("/welcome/claim", status, at="/welcome/you", **more)


def confirm(cast: Cast, made: Made) -> None:
    """Who showed the code sees the same pictures."""
    with frame.change():
        actions.confirm(_beside(cast, made.person.id), made.id, clock.now())


def come_in(cast: Cast, phone: PageClient, person, pin: str = PIN) -> None:
    """All of it."""
    made = invite(cast, person)
    claim(phone, made, person.language)
    confirm(cast, made)
    phone.send("/pin", at="/pin", pin=pin, repeated=pin)


def one(page: BeautifulSoup, selector: str) -> Tag:
    """The thing on a page that must be there."""
    found = page.select_one(selector)
    assert found is not None, selector
    return found


def said(page: BeautifulSoup, selector: str, attribute: str) -> str:
    """What an attribute of it says."""
    return str(one(page, selector)[attribute])


def pictures(page: BeautifulSoup) -> list[str]:
    """The pair that a page shows, by the names of the icons."""
    return [str(use["href"]).rpartition("#")[2] for use in page.select(".pair use")]


def location(client: PageClient, path: str) -> str:
    """Where a page leads on to."""
    return client.get(path).headers.get("Location", "")

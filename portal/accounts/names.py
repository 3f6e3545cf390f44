"""How people are found by name: one spelling for all spellings, whatever the script.

Haddad, HADDAD and Háddad are one; so are أحمد and احمد. The folded words stand in rows of their own with an index, so
that the beginning of any name finds its person among a hundred thousand.
"""

from sqlalchemy import bindparam, delete

from portal.accounts.models import Person, PersonWord
from portal.core.db import db
from portal.core.text import fold_for_search

FORGET = (
    delete(PersonWord)
    .where(PersonWord.person_id == bindparam("person"))
    .execution_options(scope="a person whom the actor may change", synchronize_session=False)
)


def remember(person: Person) -> None:
    """Have a person found under the names they have now. Whoever changes a name calls this."""
    person.sort_name = sort_name(person.family_name, person.given_name)
    db.session.execute(FORGET, {"person": person.id})
    found_by = words(person.given_name, person.family_name, person.called)
    db.session.add_all(
        PersonWord(person_id=person.id, municipality_id=person.municipality_id, word=word) for word in sorted(found_by)
    )
    db.session.flush()


def sort_name(family_name: str, given_name: str) -> str:
    """What people are put in order by; two people with the same one have the same name."""
    return f"{fold_for_search(family_name)}, {fold_for_search(given_name)}"


def words(*texts: str) -> set[str]:
    """The folded words of names, or of what was typed to find one: "Al-Khatib" is two words, and so is "d'Arc"."""
    apart = str.maketrans(dict.fromkeys("-‐‑'’`.,/()", " "))
    return {word for text in texts for word in fold_for_search(text.translate(apart)).split()}

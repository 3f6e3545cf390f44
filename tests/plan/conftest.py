"""What every test of the plan stands on: one moment, and the regisseur."""

from collections.abc import Iterator

import pytest
import time_machine

from portal.core.viewer import Viewer
from tests.people import Cast
from tests.plan.plans import NOW, regisseur


@pytest.fixture(autouse=True)
def frozen() -> Iterator[time_machine.Traveller]:
    """It is `NOW`, and stays so until a test moves it."""
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


@pytest.fixture
def ingrid(cast: Cast) -> Viewer:
    """The regisseur of Amal and Yonas."""
    return regisseur(cast.ingrid)

"""Every page of every role in Kazakh is usable by everybody, on any screen."""

import pytest

from tests.journeys import walk

pytestmark = pytest.mark.browser


def test_every_page_of_every_role_is_usable_by_everybody(visitor, app, document):
    walk.check_every_page(visitor, app, document, "kk")

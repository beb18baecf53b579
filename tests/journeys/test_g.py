import pytest
pytestmark=[pytest.mark.browser, pytest.mark.xdist_group("pages")]
@pytest.mark.parametrize("a",range(6))
def test_a(a): import time; time.sleep(.3)

"""Development needs no settings; production starts only with fit ones and says what is wrong."""

import pytest

from app.config import Settings, UnfitSettings

STRONG = "nS8q-Vb0JtL3xWz7RkYp2QeMdUaHc6FgT1oNiXs4"
FIT = {
    "QALQAN_ENV": "production",
    "SECRET_KEY": STRONG,
    "DATABASE_URL": "postgresql://localhost/service",
    "PUBLIC_ADDRESS": "https://study.example.kz/",
}


def refusal(**changes: str | None) -> str:
    """What production says to these settings."""
    changed = {name: value for name, value in (FIT | changes).items() if value is not None}
    with pytest.raises(UnfitSettings) as refused:
        Settings.from_environment(changed)
    return str(refused.value)


def test_a_developer_needs_to_set_nothing():
    settings = Settings.from_environment({})
    assert not settings.is_production
    assert settings.database_url.startswith("sqlite:///")
    assert settings.public_address == "http://127.0.0.1:8000"


def test_a_developer_may_choose_port_and_database():
    settings = Settings.from_environment({"PORT": "9000", "DATABASE_URL": "sqlite:///x"})
    assert settings.public_address == "http://127.0.0.1:9000"
    assert settings.database_url == "sqlite:///x"


def test_production_starts_with_fit_settings():
    settings = Settings.from_environment(FIT)
    assert settings.is_production
    assert settings.secret_key == STRONG
    assert settings.public_address == "https://study.example.kz"
    assert settings.limits_storage == "memory://"


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "PUBLIC_ADDRESS"])
@pytest.mark.parametrize("value", [None, ""])
def test_production_names_the_setting_it_lacks(name: str, value: str | None):
    assert refusal(**{name: value}).startswith(f"{name} is not set")


@pytest.mark.parametrize(
    "secret",
    [
        "short",
        STRONG[:31],
        "0" * 64,
        "abc" * 20,
        "development-only-" + "0" * 32,
        "PassWord" + STRONG,
        STRONG + "changeme",
    ],
)
def test_production_refuses_a_secret_that_can_be_guessed(secret: str):
    said = refusal(SECRET_KEY=secret)
    assert said.startswith("SECRET_KEY is weak")
    assert secret not in said


def test_the_secret_of_development_does_not_start_production():
    known = Settings.from_environment({}).secret_key
    assert refusal(SECRET_KEY=known).startswith("SECRET_KEY is weak")


def test_production_refuses_an_address_without_encryption():
    assert "PUBLIC_ADDRESS must begin with https://" in refusal(
        PUBLIC_ADDRESS="http://study.example.kz"
    )


@pytest.mark.parametrize("mode", ["prod", "Production", "", "staging"])
def test_an_unknown_mode_starts_nothing(mode: str):
    assert "QALQAN_ENV" in refusal(QALQAN_ENV=mode)


def test_settings_never_change_while_the_system_runs():
    with pytest.raises(AttributeError):
        Settings.from_environment({}).secret_key = "other"

"""Settings: what is misspelt, or has a word that it cannot have, is refused."""

import pytest

from app.errors import ServiceError
from app.settings import ensure_settings


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("WAVE1_CAHCE", "no", "Did you mean 'WAVE1_CACHE'"),
        ("WAVE1_CACHE", "false", "Expected one of: 'yes', 'no'"),
        ("WAVE1_LOG", "jsn", "Did you mean 'json'?"),
        ("WAVE1_ACCESS_LOG", "1", "Expected one of: 'yes', 'no'"),
        ("WAVE1_PUBLIC_URL", "evidence.example", "'evidence.example' is no address such as"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused(name: str, value: str, told: str) -> None:
    with pytest.raises(ServiceError) as refused:
        ensure_settings({name: value, "PATH": "/bin"})

    [problem] = refused.value.problems
    assert problem.where == name
    assert told in problem.message


def test_settings_that_are_well_written_or_blank_are_taken() -> None:
    ensure_settings({"WAVE1_CACHE": "no", "WAVE1_LOG": "", "WAVE1_DATA": "anywhere", "HOME": "/"})
    ensure_settings({"WAVE1_PUBLIC_URL": "https://evidence.example/wave1/"})

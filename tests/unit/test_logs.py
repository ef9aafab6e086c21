"""Logs say when, how grave and of which request, and cannot be misused by what readers send."""

import json
import logging

import pytest

from app.logs import JsonFormatter, LineFormatter, Seldom


def record(message: str, name: str = "wave1", **more: object) -> logging.LogRecord:
    values = {"name": name, "levelname": "WARNING", "levelno": 30, "msg": message, **more}
    return logging.makeLogRecord(values)


def test_a_line_has_its_time_and_level_and_no_control_characters() -> None:
    line = LineFormatter().format(record("request 1: /x\x1b[31m\nfake failed", created=0, msecs=0))

    assert line.startswith("1970-01-01")
    assert line.endswith(r" WARNING request 1: /x\x1b[31m\nfake failed")


def test_an_object_has_the_request_and_the_traceback() -> None:
    try:
        raise ValueError("wrong")
    except ValueError as error:
        trace = (ValueError, error, error.__traceback__)
    request = {"request_id": "one", "path": "/x\n"}

    line = JsonFormatter().format(record("failed", request=request, exc_info=trace))

    told = json.loads(line)
    assert line.count("\n") == 0
    assert (told["level"], told["request_id"], told["path"]) == ("WARNING", "one", "/x\n")
    assert told["traceback"].endswith("ValueError: wrong")


@pytest.mark.parametrize(
    ("name", "passed"), [("uvicorn.error", [True, False]), ("wave1", [True] * 2)]
)
def test_what_anybody_can_cause_is_said_once_in_a_while(name: str, passed: list[bool]) -> None:
    seldom = Seldom()

    assert [seldom.filter(record("Invalid HTTP request received.", name)) for _ in passed] == passed

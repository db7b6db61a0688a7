"""Schemathesis asks the addresses for programs what their description allows, and what it does not."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from starlette.applications import Starlette

from clairviz.base.i18n import translator
from clairviz.server.api.openapi import document
from clairviz.server.api.routes import ROUTES

SCHEMA = schemathesis.openapi.from_asgi("/api/openapi.json", Starlette(routes=ROUTES))
# The other forms share all but their writer with these.
FEW = ("/api/projects.csv", "/api/counts.json", "/api/quote")


def fuzz(path: str, examples: int) -> None:
    operation = SCHEMA[path]["GET"]
    modes = [schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE]

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: schemathesis.Case) -> None:
        answer = case.call()
        case.validate_response(answer, checks=[not_a_server_error])
        assert answer.status_code in (200, 400, 404), answer.text
        if answer.status_code == 400:
            assert answer.json()["remedy"]

    for mode in modes:
        given(operation.as_strategy(generation_mode=mode))(ask)()


@pytest.mark.parametrize("path", FEW)
def test_no_question_breaks_the_server(path: str) -> None:
    fuzz(path, 8)


@pytest.mark.full
@pytest.mark.parametrize("path", document(translator("en"))["paths"])
def test_no_question_breaks_any_address(path: str) -> None:
    fuzz(path, 200)

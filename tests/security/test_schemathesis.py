"""The API is what its document says, whoever asks and whatever is sent: schemathesis draws the requests, on SQLite.

Each operation is asked by everybody in turn, with what its schema allows and with what it does not, about things that are
not there and about things that are. The draws follow from the operation, so a failure comes again.
"""

from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, CheckFunction, GenerationMode, SerializationContext
from schemathesis.checks import not_a_server_error
from schemathesis.python.asgi import ASGIClient, get_client
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.specs.openapi.schemas import OpenApiSchema

from app.core.clock import now, today
from app.core.settings import settings as configured
from app.main import create_app
from tests.conftest import _copy_of
from tests.security.test_strangers import operations
from tests.security.township import Township
from tests.support.world import HUAISHU, SHIQIAO, World

pytestmark = pytest.mark.long

WHO = ("li", "wang", "zhao", "zhou", "admin", "key", None)
OPERATIONS = sorted(operation.id for operation in operations(create_app(watch=False)))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    allow_header_conformance,
]
# Hashing a password takes a tenth of a second, on purpose.
SLOW = {"sign_in_with_password", "set_account", "register_staff"}
_QUIET = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@schemathesis.serializer("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
def _as_bytes(_: SerializationContext, value: Any) -> bytes:
    """Whatever is drawn for a spreadsheet goes out as it is: as a file it is nearly always a broken one."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


# Nothing that a client can send to these breaks their schema: they take no body, and addresses that any text fits.
UNBREAKABLE = {"list_api_keys", "list_slips", "read_me", "sign_out", "refresh_session", "health_live", "health_ready"}
UNBREAKABLE |= {"list_places", "read_item", "read_kin", "list_post_templates"}
# What arrives as a file is looked at as a file, whatever the schema of its bytes.
UNBREAKABLE |= {"put_file", "check_catalogue_sheet", "import_catalogue", "check_roster_sheet", "import_roster"}
UNBREAKABLE |= {"list_edited_items", "list_item_versions", "export_catalogue"}


class Drawing(NamedTuple):
    """A township, the document of its API, and a client that reaches the app without a socket."""

    township: Township
    schema: OpenApiSchema
    client: ASGIClient
    known: dict[str, Any]

    def about_known(self, case: Case[Any]) -> Case[Any]:
        """The same request, about things that are there."""
        for told in (case.path_parameters, case.query, case.body):
            if isinstance(told, dict):
                told.update({name: self.known[name] for name in told.keys() & self.known.keys()})
        return case


@pytest.fixture(scope="module")
def drawing(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drawing]:
    request.param = "sqlite"
    folder = tmp_path_factory.mktemp("drawing")
    with pytest.MonkeyPatch.context() as patch, _copy_of("world", request, folder) as database:
        patch.setattr(configured(), "data_dir", folder / "data")
        township = Township(World(database), told=("errand",))
        app: Any = township.world.app
        schema = schemathesis.openapi.from_dict(_what_can_be_broken(app.openapi()))
        schema.app = app
        with get_client(app) as client:
            yield Drawing(township, schema, client, _known(township))


def _known(township: Township) -> dict[str, Any]:
    """What stands under a name wherever a request has one, so that it gets past the question whether the thing is there."""
    ticket, wang, soon = str(township.told["errand"]), str(township.id("wang")), today() + timedelta(days=30)
    return {
        "ticket_id": ticket,
        "ticket_ids": [ticket],
        "person_id": wang,
        "papers": [{"code": "hukou_book"}],
        "beneficiary": {"person_id": wang},
        "agent_id": str(township.id("dashan")),
        "village_code": HUAISHU,
        "place_code": SHIQIAO,
        "service": "errand",
        "item_code": "MZ-04",
        "details": {},
        "channel": "walk_in",
        "identity_checked": "known_in_person",
        "file_ids": [],
        "until_on": soon.isoformat(),
        "expires_on": soon.isoformat(),
        "from_on": today().isoformat(),
        "to_on": soon.isoformat(),
        "went_at": now().isoformat(),
        "next_on": soon.isoformat(),
        "phone": "00000000116",
        "starts_at": (now() + timedelta(days=40)).isoformat(),
        "ends_at": (now() + timedelta(days=40, hours=2)).isoformat(),
    }


def _what_can_be_broken(document: dict[str, Any]) -> dict[str, Any]:
    """The document without cookies, which the test sends itself, and headers, in which any text is right."""
    drawn = deepcopy(document)
    for methods in drawn["paths"].values():
        for operation in methods.values():
            operation.pop("security", None)
            operation["parameters"] = [each for each in operation.get("parameters", []) if each["in"] != "header"]
    return drawn


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_an_operation_answers_as_documented(drawing: Drawing, operation_id: str) -> None:
    _draw(drawing, operation_id, GenerationMode.POSITIVE, CHECKS, examples=18)


@pytest.mark.parametrize("operation_id", sorted(set(OPERATIONS) - UNBREAKABLE))
def test_an_operation_refuses_what_its_schema_does_not_allow(drawing: Drawing, operation_id: str) -> None:
    _draw(drawing, operation_id, GenerationMode.NEGATIVE, [*CHECKS, negative_data_rejection], examples=12)


def _draw(
    drawing: Drawing, operation_id: str, mode: GenerationMode, checks: list[CheckFunction], examples: int
) -> None:
    operation = drawing.schema.find_operation_by_id(operation_id)
    cases = operation.as_strategy(mode)
    if mode is GenerationMode.POSITIVE:
        cases |= operation.as_strategy(mode).map(drawing.about_known)
    headers = {row: drawing.township.sign_in(row) if row else {} for row in WHO}

    @settings(_QUIET, max_examples=4 if operation_id in SLOW else examples)
    @given(case=cases, row=st.sampled_from(WHO))
    def answers(case: Case[Any], row: str | None) -> None:
        sent = {"Sec-Fetch-Site": "same-origin"} | headers[row]
        case.call_and_validate(session=drawing.client, headers=sent, checks=checks)

    answers()

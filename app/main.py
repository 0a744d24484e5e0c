"""The app: every domain's routes on one FastAPI application, the phone app behind them, the watch beside them."""

import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.catalogue.editing.routes import router as editing
from app.catalogue.routes import router as catalogue
from app.catalogue.sheet.routes import router as catalogue_sheet
from app.core.clock import now
from app.core.db import Database
from app.core.health import router as health
from app.core.manual import offer_manual
from app.core.problems import Problem, install_problems
from app.core.settings import settings
from app.core.web import Pages, PhoneApp, SafeHeaders, SmallBodies
from app.dashboard.routes import router as dashboard
from app.duty.portraits.service import forget_portraits_of_those_who_left
from app.duty.roster.ahead.queries import ahead
from app.duty.roster.ahead.service import warn
from app.duty.routes import router as duty
from app.duty.swaps.watch.queries import ripe as ripe_swaps
from app.duty.swaps.watch.service import look_after as look_after_swap
from app.files.routes import router as files
from app.files.service import sweep_incoming
from app.notices.queries import unread_count
from app.notices.routes import router as notices
from app.notices.service import send_waiting
from app.oversight.routes import router as oversight
from app.people.reveal.routes import router as reveal
from app.people.routes import router as people
from app.people.sessions.service import forget_old_sessions
from app.people.sign_in.routes import router as sign_in
from app.people.sign_in.service import forget_old_requests
from app.people.staff.routes import router as staff
from app.places.routes import router as places
from app.proxy.authorisation.routes import router as authorisations
from app.proxy.custody.days.routes import router as custody_days
from app.proxy.custody.news.service import remind_of_identity_cards
from app.proxy.custody.routes import router as custody
from app.proxy.duty_log.routes import router as duty_log
from app.proxy.handover.queries import ripe as ripe_notes
from app.proxy.handover.queries import turns_without_note
from app.proxy.handover.routes import router as handover
from app.proxy.handover.service import look_after_note, note_empty_turns, write_note
from app.proxy.kin.routes import router as kin
from app.proxy.papers.routes import router as papers
from app.proxy.routes import router as proxy
from app.proxy.sheet.routes import router as sheet
from app.tickets.answers.routes import router as answers
from app.tickets.clocks.queries import running
from app.tickets.paper_numbers.routes import router as paper_numbers
from app.tickets.routes import router as tickets
from app.tickets.told.routes import router as told
from app.tickets.watch.queries import ripe
from app.tickets.watch.service import look_after, put_off
from app.tickets.watch.service import recount as count_anew

log = logging.getLogger("buchucun")

_MOST_A_ROUND = 500
STATIC = Path(__file__).parent / "static"
ROUTERS = (
    health,
    sign_in,
    staff,
    people,
    reveal,
    places,
    catalogue,
    editing,
    catalogue_sheet,
    duty,
    files,
    notices,
    tickets,
    answers,
    paper_numbers,
    told,
    proxy,
    papers,
    sheet,
    authorisations,
    custody,
    handover,
    custody_days,
    duty_log,
    kin,
    oversight,
    dashboard,
)


def create_app(database: Database | None = None, *, watch: bool = True) -> FastAPI:
    """The whole service on one database; `watch` runs the deadlines in the same process."""

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        if database is None:
            app.state.database = Database(settings().database)
        stop = threading.Event()
        watcher = threading.Thread(target=_watch, args=(app.state.database, stop), daemon=True)
        if watch:
            watcher.start()
        yield
        stop.set()
        if watch:
            watcher.join(10)
        if database is None:
            app.state.database.close()

    docs = settings().docs
    app = FastAPI(
        title="不出村 Buchucun",
        version="0.1.0",
        lifespan=life,
        docs_url=None,  # The framework's own pages run scripts of strangers.
        redoc_url=None,
        redirect_slashes=False,
        openapi_url="/api/v1/openapi.json" if docs else None,
    )
    app.state.database = database
    app.state.unread_count = unread_count
    for router in ROUTERS:
        app.include_router(router)
    install_problems(app)
    app.router.routes.append(Pages("/", PhoneApp(STATIC), name="phone app"))
    app.add_middleware(SmallBodies, but="/api/v1/files/")
    app.add_middleware(SafeHeaders)
    if docs:
        offer_manual(app, "/api/v1/docs")
    app.openapi = lambda: _document(app)  # type: ignore[method-assign]
    return app


def _watch(database: Database, stop: threading.Event) -> None:
    """Look after deadlines and send what waits, at once and with every tick; after a failed round comes the next one."""
    while True:
        try:
            tick(database)
        except Exception:
            log.exception("a round of the watch failed")
        if stop.wait(settings().tick_seconds):
            return


def tick(database: Database) -> int:
    """One round of the watch: ripe steps, waiting messages, what must be forgotten; gives how many tickets were seen.

    Each step has a transaction of its own, so that one that fails stops no other.

    Raises:
        ExceptionGroup: what failed in the steps that are no ticket's and no request's, after all of them were tried.

    """
    failed: list[Exception] = []

    def apart(act: Callable[..., object], *told: object) -> None:
        try:
            with database.writing() as db:
                act(db, *told)
        except Exception as error:
            log.exception("%s failed", act.__name__)
            failed.append(error)

    with database.reading() as db:
        due = ripe(db, now(), _MOST_A_ROUND)
    seen = sum(_look_after(database, ticket_id) for ticket_id in due)
    with database.reading() as db:
        swaps = ripe_swaps(db, now(), _MOST_A_ROUND)
    for swap_id in swaps:
        _look_after_swap(database, swap_id)
    apart(remind_of_identity_cards)
    with database.reading() as db:
        ended = turns_without_note(db, now(), _MOST_A_ROUND)
    if not all(turn.leaves for turn in ended):
        apart(note_empty_turns, _MOST_A_ROUND)
    for turn in ended:
        if turn.leaves:
            apart(write_note, turn.id)
    with database.reading() as db:
        late = ripe_notes(db, now(), _MOST_A_ROUND)
    for note_id in late:
        apart(look_after_note, note_id)
    with database.reading() as db:
        coming = ahead(db, now())
    if coming:
        apart(warn, coming)
    send_waiting(database)
    apart(forget_old_requests)
    apart(forget_old_sessions)
    apart(forget_portraits_of_those_who_left)
    sweep_incoming()
    if failed:
        raise ExceptionGroup("some steps of a round failed", failed)
    return seen


def _look_after(database: Database, ticket_id: UUID) -> bool:
    """One ticket in a transaction of its own, so that one that fails stops no other."""
    try:
        with database.writing() as db:
            return look_after(db, ticket_id)
    except Exception:
        log.exception("ticket %s could not be looked after", ticket_id)
        with database.writing() as db:
            put_off(db, ticket_id)
        return False


def _look_after_swap(database: Database, swap_id: UUID) -> None:
    """One request of colleagues in a transaction of its own; one that fails is looked at with the next tick."""
    try:
        with database.writing() as db:
            look_after_swap(db, swap_id)
    except Exception:
        log.exception("swap %s could not be looked after", swap_id)


def recount(database: Database) -> int:
    """Count all open deadlines anew after a change of the calendar or of opening hours; gives how many moved."""
    moved, last = 0, None
    while True:
        with database.reading() as db:
            batch = running(db, last, _MOST_A_ROUND)
        if not batch:
            return moved
        for last in batch:
            with database.writing() as db:
                moved += count_anew(db, last)


def _document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, with the problem shape that every refusal refers to."""
    if app.openapi_schema is None:
        document = get_openapi(title=app.title, version=app.version, routes=app.routes)
        document["components"]["schemas"]["Problem"] = Problem.model_json_schema()
        app.openapi_schema = document
    return app.openapi_schema

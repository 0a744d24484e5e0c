"""What a supervisor asks: is the process alive, and may it be given work."""

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool

from app.core.problems import Refusal, problems
from app.core.shapes import Answer

router = APIRouter(prefix="/api/v1/health", tags=["health"])


class Health(Answer):
    """One word."""

    status: str


@router.get("/live", operation_id="health_live")
async def live() -> Health:
    """Whether the process answers at all; touches nothing else, so that a busy database does not kill it."""
    return Health(status="alive")


@router.get("/ready", operation_id="health_ready", responses=problems(503))
async def ready(request: Request) -> Health:
    """Whether the database answers too."""
    try:
        if await run_in_threadpool(request.app.state.database.answers):
            return Health(status="ready")
    except Exception as error:
        raise _not_ready() from error
    raise _not_ready()


def _not_ready() -> Refusal:
    return Refusal(503, "not_ready", "数据库暂时连不上。", "The database does not answer just now.")

"""Whether the service lives, and whether it can answer."""

from fastapi import APIRouter, Request
from pydantic import BaseModel

from app.api.problems import describe
from app.dependencies import reader_of

router = APIRouter(tags=["State"])


class Health(BaseModel):
    """The service lives."""

    status: str


class Readiness(BaseModel):
    """The service can answer, from this release."""

    status: str
    release: str


@router.get("/health", operation_id="show_health", summary="Whether the service lives")
async def show_health() -> Health:
    """The process answers; the database is not asked."""
    return Health(status="ok")


@router.get(
    "/ready",
    operation_id="show_readiness",
    summary="Whether the service can answer",
    responses=describe(503),
)
async def show_readiness(request: Request) -> Readiness:
    """The database answers and holds a release. Asked anew each time: it has no tag."""
    names = await reader_of(request).run(reader_of(request).current_names)
    return Readiness(status="ready", release=names.release)

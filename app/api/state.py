"""Whether the service lives, and whether it can answer."""

from fastapi import APIRouter
from pydantic import BaseModel

from app.api.problems import describe
from app.dependencies import SessionDep
from app.evidence import answers

state = APIRouter(tags=["State"])


class Health(BaseModel):
    """The service lives."""

    status: str


class Readiness(BaseModel):
    """The service can answer, from this release."""

    status: str
    release: str


@state.get("/health", operation_id="show_health", summary="Whether the service lives")
def health() -> Health:
    """The process answers; the database is not asked."""
    return Health(status="ok")


@state.get(
    "/ready",
    operation_id="show_readiness",
    summary="Whether the service can answer",
    responses=describe(503),
)
def ready(session: SessionDep) -> Readiness:
    """The database answers and holds a release."""
    return Readiness(status="ready", release=answers.release(session))

"""Metrics of the service, as Prometheus reads them."""

from time import monotonic

import prometheus_client as prometheus
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.values import ValueClass
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.middleware import Middleware

AT = "/metrics"
# When a count began is of no use to anybody, and a third of the text.
prometheus.disable_created_metrics()  # type: ignore[no-untyped-call]

REQUESTS = prometheus.Counter(
    "wave1_requests", "Requests that were not answered from the cache.", ["route", "status"]
)
SECONDS = prometheus.Histogram("wave1_request_seconds", "How long such a request took.", ["route"])
IN_PROGRESS = prometheus.Gauge(
    "wave1_requests_in_progress", "Requests that are being answered.", multiprocess_mode="livesum"
)
CACHED = prometheus.Counter("wave1_cached_responses", "Requests that were answered from the cache.")


class Metrics(Middleware):
    """Counts requests by route and status, and times them."""

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        started_at = monotonic()
        IN_PROGRESS.inc()
        try:
            await self.app(scope, receive, send)
        finally:
            IN_PROGRESS.dec()
            route = _route(scope)
            REQUESTS.labels(route, scope["state"].get("status", 500)).inc()
            SECONDS.labels(route).observe(monotonic() - started_at)


def _route(scope: Scope) -> str:
    """The route as it is written, so that readers cannot make up new ones."""
    if path := getattr(scope.get("route"), "path", None):
        return str(path)
    shared_beginnings = ("/mcp", "/static/", AT)
    return next((each for each in shared_beginnings if scope["path"].startswith(each)), "none")


async def show(_request: Request) -> Response:
    """Every metric; of all workers where there are several."""
    registry = prometheus.REGISTRY
    if ValueClass.__name__ == "MmapedValue":
        registry = prometheus.CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return Response(prometheus.generate_latest(registry), media_type=prometheus.CONTENT_TYPE_LATEST)

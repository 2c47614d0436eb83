"""A page that is only looked at reads the office and the names of bodies once, wherever it shows them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from xuncha.store.look import one_look


def at_one_look(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Keep what was read for the length of one GET; what writes reads anew each time."""

    def answered(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        with one_look():
            return get_response(request)

    return answered

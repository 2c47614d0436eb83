"""What a page showed of a matter, as a mark that says nothing: sent back with the form, it tells whether somebody acted since."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from xuncha.core.facts.rows import Subject


def as_seen_now(subject: Subject) -> str:
    """The mark of a subject as it stands; whoever holds it learns neither the position nor how many acts there were."""
    return salted_hmac("xuncha.seen", f"{subject.id}:{subject.version}").hexdigest()[:20]

"""Every table, for Django to find; each is written in a module of its own."""

from xuncha.store.account import Account
from xuncha.store.briefly import KeptBriefly
from xuncha.store.custody import CustodianKey
from xuncha.store.imported import ImportedRow
from xuncha.store.log import LogBatch, LogEntry, LogGrowth
from xuncha.store.notices import FeedRow, MailboxRow, OutboxRow
from xuncha.store.portal import PortalInbox, PortalKey, PortalLetter, PortalPage
from xuncha.store.portal_files import PortalFile
from xuncha.store.record import AccessRecord, ActHeader, Command, Counter, Payload, Salt, SubjectKey
from xuncha.store.search import SearchRow
from xuncha.store.shredding import FileUse
from xuncha.store.state import (
    AdoptedScheme,
    AuthorityRow,
    BarRow,
    Draft,
    DutyRow,
    Jurisdiction,
    SeatRow,
    StoredFile,
    SubjectRow,
    TieRow,
    Upload,
)

__all__ = [
    "AccessRecord",
    "Account",
    "ActHeader",
    "AdoptedScheme",
    "AuthorityRow",
    "BarRow",
    "Command",
    "Counter",
    "CustodianKey",
    "Draft",
    "DutyRow",
    "FeedRow",
    "FileUse",
    "ImportedRow",
    "Jurisdiction",
    "KeptBriefly",
    "LogBatch",
    "LogEntry",
    "LogGrowth",
    "MailboxRow",
    "OutboxRow",
    "Payload",
    "PortalFile",
    "PortalInbox",
    "PortalKey",
    "PortalLetter",
    "PortalPage",
    "Salt",
    "SearchRow",
    "SeatRow",
    "StoredFile",
    "SubjectKey",
    "SubjectRow",
    "TieRow",
    "Upload",
]

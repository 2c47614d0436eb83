"""The people of the demo, one account for each kind of work."""

from collections.abc import Callable
from dataclasses import dataclass

from xuncha.store.account import Account

PASSWORD = "xuncha-demo"

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class DemoAccount:
    """Who logs in, and as what."""

    login_name: str
    display_name: str
    role: str


ACCOUNTS = (
    DemoAccount("office", "林若舟", "巡查办 inspection office"),
    DemoAccount("leading", "周敬川", "领导小组联络员 clerk of the leading group"),
    DemoAccount("head", "高望岚", "巡查组组长 team head"),
    DemoAccount("member", "许知微", "巡查组成员 team member"),
    DemoAccount("unit", "方竹青", "被巡查单位联络员 liaison of an inspected unit"),
    DemoAccount("receiver", "沈砚秋", "受理移交单位 receiver of referrals"),
)


# What `demo --check` opens as each of them.
MAIN_PAGES = ("/", "/desk")


def load(progress: Progress) -> tuple[DemoAccount, ...]:
    """Make the demo's accounts where they are missing; `progress` is told what is done, how much, and of how much."""
    known = set(Account.objects.filter(is_demo=True).values_list("login_name", flat=True))
    for done, account in enumerate(ACCOUNTS, start=1):
        if account.login_name not in known:
            Account.objects.create_account(account.login_name, account.display_name, PASSWORD, is_demo=True)
        progress("accounts", done, len(ACCOUNTS))
    return ACCOUNTS

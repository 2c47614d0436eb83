"""Accounts, for the command `xuncha user`. Imported only when Django is set up."""

from collections.abc import Iterator

from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError

from xuncha.server.trouble import Trouble
from xuncha.store.account import Account
from xuncha.store.notices import end_feeds
from xuncha.vault.password import new_password


def add(login_name: str, display_name: str, language: str) -> str:
    """Make an account and give back the slip that says how to log in."""
    word = new_password()
    try:
        account = Account.objects.create_account(
            login_name, display_name, word, language=language, is_from_slip=True
        )
    except ValidationError as error:
        raise Trouble(_why(login_name, error)) from error
    return slip(account, word)


def renew_password(login_name: str) -> str:
    """Give an account a new password and give back the slip; whoever is logged in with it is logged out, its calendars end."""
    account = _find(login_name)
    word = new_password()
    account.set_password(word)
    account.is_from_slip = True
    account.save(update_fields=["password", "is_from_slip"])
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(account.pk):
            session.delete()
    ended = end_feeds(account.person) if account.person else 0
    return slip(account, word) + (f"\n{CALENDARS_ENDED}" if ended else "")


CALENDARS_ENDED = (
    "到期日历的地址已经作废，要用的请登录后到“我的设置”重新开通。"
    "The addresses of the calendars have ended; make new ones at My settings."
)


def lines() -> Iterator[str]:
    """One line for each account."""
    for account in Account.objects.order_by("login_name"):
        marks = [account.language, "" if account.is_active else "closed", "demo" if account.is_demo else ""]
        yield "\t".join([account.login_name, account.display_name, " ".join(filter(None, marks))])


def slip(account: Account, word: str) -> str:
    """What is printed and handed over, and kept nowhere."""
    return (
        f"姓名 name      {account.display_name}\n账号 account   {account.login_name}\n密码 password  {word}"
    )


def _find(login_name: str) -> Account:
    try:
        return Account.objects.get_by_natural_key(login_name)
    except Account.DoesNotExist:
        raise Trouble(f"there is no account {login_name}; `xuncha user list` shows all of them") from None


def _why(login_name: str, error: ValidationError) -> str:
    if Account.objects.filter(login_name=login_name.strip().lower()).exists():
        return f"there is an account {login_name} already; give a new password with: xuncha user password {login_name}"
    return f"the account {login_name} cannot be made: {' '.join(error.messages)}"

"""An account: how a person comes in. What a person may do comes from posts, never from the account."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; also finds one by its login name, whatever the case it is typed in."""

    def create_account(self, login_name: str, display_name: str, password: str, **more: object) -> "Account":
        account = self.model(login_name=login_name.strip().lower(), display_name=display_name.strip(), **more)
        account.set_password(password)
        account.full_clean()
        account.save()
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(login_name=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """
    One person's way in.

    `person` is the person of the record who uses this account; an account of the machine's administrators has none.
    With `is_from_slip` its password is still the one that was printed for it, and every page leads to choosing another.
    While an account with `is_demo` exists, the office is served to this machine only.
    """

    class Language(models.TextChoices):
        CHINESE = "zh", "中文"
        ENGLISH = "en", "English"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    login_name = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=60)
    person = models.UUIDField(null=True, blank=True, db_index=True)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.CHINESE)
    is_from_slip = models.BooleanField(default=False, db_default=False)
    is_demo = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()

    USERNAME_FIELD = "login_name"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(login_name__regex=r"^[^\sA-Z]{2,60}$"),
                name="account_login_name_is_lower_case",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

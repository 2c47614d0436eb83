"""What a password must be, said in the language of the page; the rules themselves are Django's."""

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)

from xuncha.core.words import Text
from xuncha.web.language import current


def _said(zh: str, en: str) -> str:
    return Text(zh, en).of(current())


class LongEnough(MinimumLengthValidator):
    """A password has so many characters at least."""

    def get_error_message(self) -> str:
        return _said(
            f"密码太短，至少要 {self.min_length} 个字符",
            f"Too short; use at least {self.min_length} characters",
        )

    def get_help_text(self) -> str:
        return _said(f"密码至少 {self.min_length} 个字符", f"At least {self.min_length} characters")


class Uncommon(CommonPasswordValidator):
    """A password is none of those that everybody tries first."""

    def get_error_message(self) -> str:
        return _said("这个密码太常见，容易被猜到，请换一个", "This password is too common; choose another")

    def get_help_text(self) -> str:
        return _said("不能是常见的密码", "None that is commonly used")


class NotOnesName(UserAttributeSimilarityValidator):
    """A password is not the name of its owner, written otherwise."""

    def get_error_message(self) -> str:
        return _said(
            "密码和您的用户名或者姓名太像，请换一个",
            "This password is too much like your name; choose another",
        )

    def get_help_text(self) -> str:
        return _said("不能和用户名、姓名太像", "Not like your user name or your name")

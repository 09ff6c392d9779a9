"""The demo's story: who changed, signed and released which policy, and when.

The first year is the same for everybody. The last five weeks end today, so that a version really
waits for the reader and its effective date lies ahead.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from policyreview.demo.plot import (
    Added,
    Change,
    Chartering,
    Edit,
    Release,
    SignOff,
    Someone,
    Step,
)

NOOR = Someone("Noor Haddad", "noor@tidelamp.example")
TOMASZ = Someone("Tomasz Brandt", "tomasz@tidelamp.example")
YUE = Someone("林悦 Lin Yue", "yue@tidelamp.example")
MIRELA = Someone("Mirela Quist", "mirela@tidelamp.example", "mirela")
KAIWEN = Someone("周凯文 Zhou Kaiwen", "kaiwen@tidelamp.example", "kaiwen")
ROBIN = Someone("Robin Okafor", "robin@tidelamp.example", "robin")

SIGNERS = (MIRELA, KAIWEN, ROBIN)
READER = ROBIN
"""The signer as whom the demo's reader acts."""

DRAFT_BRANCH = "draft/privacy"
EARLIEST = date(2026, 1, 1)
"""No clock is believed that says it is earlier: the story's first year would lie ahead."""

_APPROVED = "approved for publication"

_ORDERS = (
    "For names that are ordered through the programming interface we also record the key that was "
    "used, the time and the address from which the order came, so that a disputed order (such as "
    "one placed with a stolen key) can be traced. These records are kept for 24 months and then "
    "deleted.\n"
)


def waiting_date(today: date) -> date:
    """The effective date of the waiting version: a month's first day, 30 days ahead or more."""
    ahead = max(today, EARLIEST) + timedelta(days=30)
    return (ahead.replace(day=1) + timedelta(days=32)).replace(day=1)


def story(today: date) -> tuple[Step, ...]:
    """All steps in their order.

    Args:
        today: The day on which the demo is made, UTC.
    """
    return (*_first_year(), *_last_weeks(max(today, EARLIEST)))


def _on(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def _first_year() -> tuple[Step, ...]:
    return (*_terms_begin(), *_privacy_begins(), *_loose_ends())


def _terms_begin() -> tuple[Step, ...]:
    return (
        Change(
            NOOR,
            _on(2025, 1, 9),
            "Bring the terms of service over from the website",
            new=("tos.md",),
        ),
        Change(TOMASZ, _on(2025, 1, 13), "Add the policy on domain names", new=("domains.txt",)),
        Change(
            TOMASZ,
            _on(2025, 1, 20, 16, 20),
            "Record who ordered a name\n\nDisputed orders could not be traced.",
            edits=(
                Edit("domains.txt", "(III) Public", f"{_ORDERS}{_ORDERS}(III) Public"),
                Edit("domains.txt", "Date: January 13", "Date: January 20"),
            ),
        ),
        Change(YUE, _on(2025, 2, 3, 3, 15), "添加服务条款的中文译文", new=("tos.zh-CN.md",)),
        Change(
            NOOR,
            _on(2025, 2, 10),
            "Call the terms what everybody calls them",
            renamed=(("tos.md", "terms.md"), ("tos.zh-CN.md", "terms.zh-CN.md")),
        ),
        Change(TOMASZ, _on(2025, 2, 14), "Add the support policy", new=("customer-support.md",)),
        Change(
            NOOR,
            _on(2025, 2, 17, 14, 5),
            "Ask to be told of a stolen account within 24 hours",
            edits=(
                Edit("terms.md", "tell us within 48 hours when", "tell us within 24 hours when"),
                Edit("terms.zh-CN.md", "您的账户后 48 小时内", "您的账户后 24 小时内"),
            ),
        ),
        Chartering(ROBIN, _on(2025, 2, 19), "Say who signs what"),
        SignOff(
            MIRELA,
            _on(2025, 2, 24, 9, 40),
            "terms",
            "approve",
            date(2025, 3, 3),
            _APPROVED,
            stamps=(
                Edit("terms.md", "Effective January 9, 2025", "Effective March 3, 2025"),
                Edit("terms.zh-CN.md", "生效日期：2025年1月9日", "生效日期：2025年3月3日"),
            ),
        ),
        SignOff(ROBIN, _on(2025, 2, 26, 11, 5), "terms", "approve", date(2025, 3, 3), _APPROVED),
        Release(ROBIN, _on(2025, 2, 26, 11, 10), "terms"),
    )


def _privacy_begins() -> tuple[Step, ...]:
    return (
        Change(NOOR, _on(2025, 4, 14), "Add the privacy policy", new=("privacy.md",)),
        Change(NOOR, _on(2025, 4, 22, 15), "Add the notice on the website", new=("website.md",)),
        Change(YUE, _on(2025, 4, 28, 2, 30), "添加网站声明的中文译文", new=("website.zh-CN.md",)),
        Change(
            YUE,
            _on(2025, 5, 5, 4),
            "隐私政策：加入中文部分\n\nBoth languages in one file, as the website shows them.",
            edits=(
                Edit("privacy.md", "\nPrivacy Policy\n", "\n隐私政策 / Privacy Policy\n"),
                Edit("privacy.md", "This policy tells you", "English\n\nThis policy tells you"),
                Added("privacy.md", "中文\n", "English\n\nThis policy tells you"),
                Edit(
                    "privacy.md",
                    "at least 30 days before.\n",
                    "at least 30 days before. If the English and Chinese texts differ, the English "
                    "text prevails.\n",
                ),
            ),
        ),
        Change(
            TOMASZ,
            _on(2025, 5, 19, 8, 50),
            "Keep sign-in records for half a year",
            edits=(
                Edit("privacy.md", "sign-in records for 90 days", "sign-in records for 180 days"),
                Edit("privacy.md", "登录记录保存 90 天", "登录记录保存 180 天"),
            ),
        ),
        SignOff(
            KAIWEN,
            _on(2025, 5, 26, 7, 30),
            "privacy",
            "approve",
            date(2025, 6, 2),
            _APPROVED,
            comment="两种语言已逐段核对。 Both languages compared paragraph by paragraph.",
            stamps=(
                Edit(
                    "privacy.md",
                    "Effective Date: 14 April 2025Version: 2025-04-14",
                    "Effective Date: 2 June 2025Version: 2025-06-02",
                ),
            ),
        ),
        SignOff(ROBIN, _on(2025, 5, 27, 13), "privacy", "approve", date(2025, 6, 2), _APPROVED),
        Release(ROBIN, _on(2025, 5, 27, 13, 5), "privacy"),
    )


def _loose_ends() -> tuple[Step, ...]:
    return (
        Change(
            TOMASZ,
            _on(2025, 8, 4),
            "Answer sooner when a machine is down",
            edits=(
                Edit(
                    "customer-support.md", "down within two hours on", "down within 30 minutes on"
                ),
            ),
        ),
        Change(
            NOOR,
            _on(2025, 10, 13, 12, 25),
            "Delete access logs sooner, and say who sends the newsletter",
            edits=(
                Edit("website.md", "delete the log after 90 days", "delete the log after 30 days"),
                Edit(
                    "website.md",
                    "what we learn on these pages.\n",
                    "what we learn on these pages. The one exception is the newsletter: your "
                    "e-mail address goes to Paper Gull Mailing Ltd., which sends it out for us.\n",
                ),
            ),
        ),
        Change(
            TOMASZ,
            _on(2025, 10, 27),
            "Remind holders once more before a name runs out",
            edits=(Edit("domains.txt", "you 30 and 7 days", "you 60, 30 and 7 days"),),
        ),
    )


def _last_weeks(today: date) -> tuple[Step, ...]:
    def ago(days: int, hour: int, minute: int = 0) -> datetime:
        day = today - timedelta(days=days)
        return _on(day.year, day.month, day.day, hour, minute)

    return (
        Change(TOMASZ, ago(34, 9, 30), "Promise 99.95 %, and pay for it unasked", _AVAILABILITY),
        Change(NOOR, ago(29, 15), "Let accounts have roles; say how complaints go", _ROLES),
        Change(NOOR, ago(22, 11, 45), "Pay credit back, and put data where people look", _CREDIT),
        Change(YUE, ago(15, 6, 10), "服务条款：译文跟进英文的三处修改", _CHINESE_FOLLOWS),
        SignOff(
            KAIWEN,
            ago(12, 8),
            "domains",
            "reject",
            None,
            "changes requested",
            comment="The paragraph on orders through the interface stands there twice, and so does "
            "the telephone number.",
        ),
        Change(TOMASZ, ago(10, 16, 40), "Keep backups for 30 days", _BACKUPS),
        Change(
            NOOR,
            ago(6, 10, 15),
            "Keep account details for a month only",
            edits=(
                Edit("privacy.md", "details for 90 days after", "details for 30 days after"),
                Edit("privacy.md", "账户关闭后保存 90 天", "账户关闭后保存 30 天"),
            ),
            branch=DRAFT_BRANCH,
        ),
        SignOff(
            MIRELA,
            ago(2, 14, 20),
            "terms",
            "approve",
            waiting_date(today),
            _APPROVED,
            comment="Read whole in both languages. The new credit is what we agreed on.",
        ),
    )


_AVAILABILITY = (
    Edit("terms.md", "We aim for 99.9 % in", "We aim for 99.95 % in"),
    Edit(
        "terms.md",
        "For every two full hours beyond the aim you receive a credit of 3 % of that month's "
        "price. Please ask for it within 30 days.",
        "For every full hour beyond the aim you receive a credit of 5 % of that month's price, and "
        "never more than the whole price. You do not have to ask for it.",
    ),
)

_ROLES = (
    Added("terms.md", "2.3 One person may hold", "III. Fair use"),
    Added("terms.md", "3.3 If we receive a complaint", "IV. Prices and payment"),
    Edit(
        "terms.md",
        "middle of a term.\n\n4.3 Invoices are sent by post on request, for which we charge 2 EUR "
        "each.\n",
        "middle of a term.\n",
    ),
)

_CREDIT = (
    Edit("terms.md", "4.2 We may raise", "4.3 We may raise"),
    Added("terms.md", "4.2 Credit that was paid", "4.3 We may raise"),
    Edit(
        "terms.md",
        "7.2 You may take your data with you at any time, in the format in which you stored it, "
        "and for 14 days after the end of a Service.\n\n7.3 Either of us may",
        "7.2 Either of us may",
    ),
    Added("terms.md", "5.3 You may take your data", "6. Protection of your data"),
)

_CHINESE_FOLLOWS = (
    Edit("terms.zh-CN.md", "可用率达到 99.9%", "可用率达到 99.95%"),
    Edit(
        "terms.zh-CN.md",
        "超出目标的中断每满两小时，您将获得当月价格 3% 的抵扣额。请在 30 天内提出申请。",
        "超出目标的中断每满一小时，您将获得当月价格 5% 的抵扣额，但不超过当月全部价格。"
        "您无须为此提出申请。",
    ),
    Added("terms.zh-CN.md", "2.3 同一人可以", "第三条 合理使用"),
    Added("terms.zh-CN.md", "3.3 我们收到针对", "第四条 价格与付款"),
    Edit(
        "terms.zh-CN.md",
        "合同期尚未届满。\n\n4.3 账单可应要求邮寄，每份收取 2 欧元。\n",
        "合同期尚未届满。\n",
    ),
    Edit("terms.zh-CN.md", "4.2 我们每十二个月", "4.3 我们每十二个月"),
    Added("terms.zh-CN.md", "4.2 预付而未使用", "4.3 我们每十二个月"),
    Edit(
        "terms.zh-CN.md",
        "7.2 您可以随时按存储时的格式取走您的数据，服务终止后 14 天内亦可取走。\n\n"
        "7.3 一方严重违反",
        "7.2 一方严重违反",
    ),
    Added("terms.zh-CN.md", "5.3 您可以随时按", "第六条 数据保护"),
)

_BACKUPS = (
    Edit("terms.md", "and kept for 14 days.", "and kept for 30 days."),
    Edit("terms.zh-CN.md", "并保存 14 天。", "并保存 30 天。"),
)

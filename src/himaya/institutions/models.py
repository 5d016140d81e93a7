"""Institutions, their desks, and the accounts that sit at them."""

from typing import ClassVar, cast

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from himaya.kernel import languages
from himaya.kernel.columns import (
    CLOCK,
    CODED,
    CONTENT,
    COUNT,
    DAY,
    DESK,
    GROUP,
    KEY,
    NUMBER,
    OFFICE,
    OFFICIAL,
    OPERATION,
    PAPER,
    PUBLIC,
    SIGN_IN,
    STATE,
    WORKER,
    Clear,
)
from himaya.kernel.ids import new_id

CERTIFICATE = Clear("what a worker's certificate says of itself: who issued it, its number; nothing of a person")


class Named(models.Model):
    """Something with a name in three languages and days between which it is valid."""

    name_fr = PUBLIC(models.CharField(max_length=200))
    name_ar = PUBLIC(models.CharField(max_length=200))
    name_en = PUBLIC(models.CharField(max_length=200))

    class Meta:
        abstract = True

    @property
    def name(self) -> str:
        """The name in the page's language."""
        return languages.pick({"fr": self.name_fr, "ar": self.name_ar, "en": self.name_en})


class Region(Named):
    A_LINK_TELLS: ClassVar[Clear] = GROUP

    id = PUBLIC(models.SlugField(primary_key=True, max_length=64))

    class Meta:
        db_table = "region"


class Institution(Named):
    """A public body, an international organisation or an association, while its name and role are valid."""

    A_LINK_TELLS: ClassVar[Clear] = DESK

    id = PUBLIC(models.SlugField(primary_key=True, max_length=64))
    kind = PUBLIC(models.CharField(max_length=32))
    valid_from = DAY(models.DateField(null=True))
    valid_to = DAY(models.DateField(null=True))
    predecessors: "models.ManyToManyField[Institution, models.Model]" = models.ManyToManyField(
        "self", symmetrical=False, related_name="+"
    )
    mark = CONTENT(models.CharField(max_length=2))
    source = CONTENT(models.CharField(max_length=200))

    class Meta:
        db_table = "institution"


REACHED_BY = [("account", "account"), ("link", "link"), ("phone", "phone")]


class Desk(Named):
    """The place in an institution where referrals arrive and where somebody is answerable for replying."""

    A_LINK_TELLS: ClassVar[Clear] = DESK

    id = PUBLIC(models.SlugField(primary_key=True, max_length=64))
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="desks")
    kind = PUBLIC(models.CharField(max_length=32))
    regions = PUBLIC(models.JSONField(default=list))
    # Where the desk itself is, among the regions it covers: the nearest is called first. Empty for the whole country,
    # and where the place is secret.
    own_region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    services = PUBLIC(models.JSONField(default=list))
    languages = PUBLIC(models.JSONField(default=list))
    eligibility = PUBLIC(models.JSONField(default=list))
    hours = PUBLIC(models.JSONField(default=dict))
    phone = PUBLIC(models.CharField(max_length=40, blank=True))
    on_call = PUBLIC(models.BooleanField(default=False))
    capacity_total = COUNT(models.PositiveSmallIntegerField(null=True))
    capacity_free = COUNT(models.PositiveSmallIntegerField(null=True))
    capacity_on = CLOCK(models.DateTimeField(null=True))
    vetted_until = DAY(models.DateField(null=True))
    after_hours = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    closed_on = DAY(models.DateField(null=True))
    # How a referral reaches it: an account here, a one-time link, or the telephone only.
    reached_by = PUBLIC(models.CharField(max_length=8, choices=REACHED_BY, default="account"))
    # True once it is kept in the directory: a file of desks that is loaded again changes it no longer.
    kept_here = OPERATION(models.BooleanField(default=False))

    class Meta:
        db_table = "desk"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reached_by__in=["account", "link", "phone"]), name="a_desk_is_reached_somehow"
            ),
            models.CheckConstraint(
                condition=models.Q(capacity_free__isnull=True)
                | models.Q(capacity_free__lte=models.F("capacity_total")),
                name="free_places_within_total",
            ),
        ]


class AccountManager(BaseUserManager):  # type: ignore[type-arg]
    def get_by_natural_key(self, username: str | None) -> "Account":
        return cast("Account", self.get(username=username))


class Account(AbstractBaseUser):
    """A person's own sign-in. No e-mail, no telephone: a stolen list of accounts leads to nobody's home."""

    A_LINK_TELLS: ClassVar[Clear] = WORKER

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = SIGN_IN(models.CharField(max_length=64, unique=True))
    language = OPERATION(models.CharField(max_length=2, default="fr"))
    is_active = STATE(models.BooleanField(default=True))
    # How often every session was ended at once: part of what a session proves.
    sessions_ended = NUMBER(models.PositiveIntegerField(default=0))
    # Since when the password is one that somebody else gave; empty once its holder chose one.
    password_handed_at = CLOCK(models.DateTimeField(null=True))

    USERNAME_FIELD: ClassVar[str] = "username"
    objects = AccountManager()

    class Meta:
        db_table = "account"

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        proves = f"{self.password}|{self.sessions_ended}"
        return salted_hmac("himaya session of an account", proves, secret=secret, algorithm="sha256").hexdigest()


# The two columns of Django's base.
SIGN_IN(Account._meta.get_field("password"))
CLOCK(Account._meta.get_field("last_login"))


class Membership(models.Model):
    """An account at a desk with roles, between two days. Closed and reopened, never edited."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="memberships")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="memberships")
    roles = CODED(models.JSONField(default=list))
    valid_from = DAY(models.DateField())
    valid_to = DAY(models.DateField(null=True))

    class Meta:
        db_table = "membership"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "desk"],
                condition=models.Q(valid_to__isnull=True),
                name="one_open_membership_per_desk",
            )
        ]


class KnownBrowser(models.Model):
    """A browser that signed in to an account before: a keyed hash of a random cookie. No address, place or model."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    mark = KEY(models.CharField(max_length=64))
    last_on = DAY(models.DateField())

    class Meta:
        db_table = "known_browser"
        constraints = [models.UniqueConstraint(fields=["account", "mark"], name="a_browser_is_known_once")]


class AccountNotice(models.Model):
    """Something the holder of an account should know of it: what (a code) and when; never where from."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    kind = CODED(models.CharField(max_length=32))
    at = CLOCK(models.DateTimeField())
    read_at = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "account_notice"
        indexes = [models.Index(fields=["account", "read_at"], name="account_notice_unread")]


class RoleChange(models.Model):
    """One change of what an account may do at a desk: the difference in codes, as it was shown before it was confirmed.

    Never edited. `opened` and `closed` are pages and actions by their code, so that it can be read years later what a
    change meant when it was made.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    at = CLOCK(models.DateTimeField())
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    given = CODED(models.JSONField(default=list))
    taken = CODED(models.JSONField(default=list))
    opened = CODED(models.JSONField(default=list))
    closed = CODED(models.JSONField(default=list))

    class Meta:
        db_table = "role_change"
        indexes = [models.Index(fields=["account", "at"], name="role_change_account")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(by__isnull=True) | ~models.Q(by=models.F("account")),
                name="nobody_changes_their_own_roles",
            )
        ]


class Qualification(models.Model):
    """Somebody may do qualified work between two days, as a certificate says: one enters it, another confirms it.

    What was entered, answered and ended is written once; nothing is edited or removed. Never a word on how they work.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    kind = CODED(models.CharField(max_length=32))
    valid_from = DAY(models.DateField())
    valid_to = DAY(models.DateField())
    # The certificate: who issued it, its number, its day.
    issuer = CERTIFICATE(models.CharField(max_length=120))
    number = CERTIFICATE(models.CharField(max_length=40))
    certificate_on = DAY(models.DateField())
    state = STATE(models.CharField(max_length=16))
    entered_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    entered_at = CLOCK(models.DateTimeField())
    # The second person, whether they confirmed or refused it.
    answered_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    answered_at = CLOCK(models.DateTimeField(null=True))
    confirmed_on = DAY(models.DateField(null=True))
    refusal = CODED(models.CharField(max_length=32, blank=True))
    ended_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    ended_on = DAY(models.DateField(null=True))
    ending = CODED(models.CharField(max_length=32, blank=True))
    # When the holder was told that it ends within 30 days.
    warned_at = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "qualification"
        indexes = [models.Index(fields=["account", "kind"], name="qualification_account")]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "kind", "institution"],
                condition=models.Q(state="waiting"),
                name="one_waiting_qualification",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")), name="qualification_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~models.Q(entered_by=models.F("account"))
                & (models.Q(answered_by__isnull=True) | ~models.Q(answered_by=models.F("account")))
                & (models.Q(ended_by__isnull=True) | ~models.Q(ended_by=models.F("account"))),
                name="nobody_qualifies_themselves",
            ),
            models.CheckConstraint(
                condition=(models.Q(confirmed_on__isnull=True) & ~models.Q(state__in=["confirmed", "ended"]))
                | (
                    models.Q(state__in=["confirmed", "ended"], confirmed_on__isnull=False, answered_by__isnull=False)
                    & ~models.Q(answered_by=models.F("entered_by"))
                ),
                name="another_person_confirms_a_qualification",
            ),
            models.CheckConstraint(
                condition=models.Q(state="ended", ended_on__isnull=False, ended_by__isnull=False)
                | (~models.Q(state="ended") & models.Q(ended_on__isnull=True)),
                name="an_ended_qualification_has_its_day",
            ),
        ]


class AccountReset(models.Model):
    """Two people give somebody who lost everything a way back in: one asks, another one hands it over in person.

    `way` is a keyed hash of what was shown once to the second; `way_until` is when it stops opening anything.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    state = STATE(models.CharField(max_length=16))
    reason = CODED(models.CharField(max_length=32))
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_at = CLOCK(models.DateTimeField())
    answer_until = CLOCK(models.DateTimeField())
    approved_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    approved_at = CLOCK(models.DateTimeField(null=True))
    way = KEY(models.CharField(max_length=64, blank=True))
    way_until = CLOCK(models.DateTimeField(null=True))
    ended_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    ended_at = CLOCK(models.DateTimeField(null=True))

    class Meta:
        db_table = "account_reset"
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=models.Q(state__in=["waiting", "approved"]), name="one_open_reset"
            ),
            models.CheckConstraint(
                condition=~models.Q(asked_by=models.F("account")), name="nobody_asks_for_their_own_reset"
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True)
                | (~models.Q(approved_by=models.F("account")) & ~models.Q(approved_by=models.F("asked_by"))),
                name="another_person_approves_a_reset",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["approved", "used"]) | models.Q(approved_by__isnull=False),
                name="a_way_in_was_approved",
            ),
        ]


class Delegate(models.Model):
    """An official who speaks for an institution at the round table, in the two scripts of its papers.

    A working address only: no home, no private telephone. `account` is empty for those who never sign in.
    """

    A_LINK_TELLS: ClassVar[Clear] = OFFICIAL

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    name_latin = OFFICE(models.CharField(max_length=120, blank=True))
    name_arabic = OFFICE(models.CharField(max_length=120, blank=True))
    function_fr = OFFICE(models.CharField(max_length=160, blank=True))
    function_ar = OFFICE(models.CharField(max_length=160, blank=True))
    function_en = OFFICE(models.CharField(max_length=160, blank=True))
    email = OFFICE(models.EmailField(max_length=160, blank=True))
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")

    class Meta:
        db_table = "delegate"

    @property
    def name(self) -> str:
        """The name in the script of the page's language, or in the one that was written."""
        arabic_first = languages.current() == "ar"
        first, other = (self.name_arabic, self.name_latin) if arabic_first else (self.name_latin, self.name_arabic)
        return first or other

    @property
    def function(self) -> str:
        """The function in the page's language, or in one that was written."""
        words = {"fr": self.function_fr, "ar": self.function_ar, "en": self.function_en}
        return languages.pick(words) or self.function_fr or self.function_ar


class Mandate(models.Model):
    """What a delegate may do for an institution between two days, both included, and the letter that says so.

    Never edited, only ended. Roles: titular and alternate speak and decide; validating makes an answer of the
    institution official. After a handover `follows` is the mandate before, and `moved` counts the open items that
    came over, by kind.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="mandates")
    delegate = models.ForeignKey(Delegate, models.PROTECT, related_name="mandates")
    role = CODED(models.CharField(max_length=16))
    valid_from = DAY(models.DateField())
    valid_to = DAY(models.DateField(null=True))
    letter_reference = PAPER(models.CharField(max_length=80, blank=True))
    letter_on = DAY(models.DateField(null=True))
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    moved = COUNT(models.JSONField(default=dict))

    class Meta:
        db_table = "mandate"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="mandate_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["institution", "delegate", "role"],
                condition=models.Q(valid_to__isnull=True),
                name="one_open_mandate_per_role",
            ),
        ]

"""Who comes in here: workers at a desk, its lead, and the secretariat."""

from himaya.services import policy
from himaya.web.gate import only

readers = only(policy.check_reads)
workers = only(policy.check_works)
leads = only(policy.check_leads)
secretariat = only(policy.check_keeps)

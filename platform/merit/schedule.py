"""What runs by the clock, and on whose queue; constants of Celery that settings.py takes over."""

from celery.schedules import crontab

CELERY_IMPORTS = ["tenants.regions.sealing"]
_OWNERS = (
    "tenants.support.tasks.tend",
    "tenants.regions.sealing.seal_audits",
    "tenants.regions.tasks.prove_isolation",
    "tenants.regions.tasks.tend_spares",
    "tenants.regions.tasks.mend_logins",
)
CELERY_TASK_ROUTES = {name: {"queue": "owner"} for name in _OWNERS} | {
    "tenants.backups.tasks.nightly": {"queue": "backups"}
}
CELERY_BEAT_SCHEDULE = {
    "ring-old-jobs": {"task": "tenants.regions.tasks.ring_old_jobs", "schedule": 15.0, "args": ["public"]},
    "tend-support": {"task": "tenants.support.tasks.tend", "schedule": 15.0, "args": ["public"]},
    "seal-audits": {"task": "tenants.regions.sealing.seal_audits", "schedule": 300.0, "args": ["public"]},
    "send-audit-heads": {"task": "tenants.regions.sealing.send_heads", "schedule": 86_400.0, "args": ["public"]},
    "probe-begin": {"task": "tenants.probes.tasks.begin", "schedule": crontab(30, 1), "args": ["public"]},
    "probe": {"task": "tenants.probes.tasks.go_on", "schedule": 60.0, "args": ["public"]},
    "tend-spares": {"task": "tenants.regions.tasks.tend_spares", "schedule": 60.0, "args": ["public"]},
    "mend-logins": {"task": "tenants.regions.tasks.mend_logins", "schedule": crontab(40), "args": ["public"]},
    "backups": {"task": "tenants.backups.tasks.nightly", "schedule": crontab(0, 2), "args": ["public"]},
    "departures": {"task": "tenants.departure.tasks.daily", "schedule": crontab(0, 5), "args": ["public"]},
    "exit-receipts": {"task": "tenants.departure.tasks.take_receipts", "schedule": 300.0, "args": ["public"]},
    "answers": {"task": "tenants.exchange.tasks.tell_answers", "schedule": 300.0, "args": ["public"]},
    "forget-personal-data": {
        "task": "tenants.regions.tasks.forget_personal_data",
        "schedule": crontab(20, 3),
        "args": ["public"],
    },
    "proof": {"task": "tenants.regions.tasks.prove_isolation", "schedule": crontab(0, 1), "args": ["public"]},
}

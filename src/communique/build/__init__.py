"""A newsroom's folder goes in, its PDFs under out/ come out: only what is stale, and whole or not at all.

Here the stages meet: `load`, `check`, `compose`, `render` and `digest` know nothing of each
other. Nothing is printed; what came of it is returned:

    bulletins.build_bulletins → Report      digests.build_digests → Report
    checking.check_newsroom   → Verdict     status.take_status    → Status
    rebuilding.rebuild        → Report      verifying.verify      → Verification

What changed, `origins` and `look` tell by the `manifest`; a `batch` makes tasks of it, which `executors` do
and a `run` writes down.

Each is imported from its own module, so that a check does not load what only a build needs.
"""

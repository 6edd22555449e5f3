"""Renderings as values go in, finished PDFs come out, in whatever order they are done.

A `Job` is all that a rendering depends on, `worker.perform` does one, and an `Executor` decides where:

    inline.Inline    in this process, one after the other
    pool.Pool        in warm processes on this machine
    cluster.Cluster  on the workers of a Dask scheduler

Each is imported from its own module, since only a worker needs WeasyPrint.
"""

"""Wave 1 Evidence: what the evaluations of 57 projects found, and where it is said."""

import os

# Libraries read these when they are imported.
# What is worked out is too small to be shared out, and threads that wait for their part by asking
# for it all the time take the core of another.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# A heap of its own would keep 20 MB of a Parquet file that was written for the next one.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")

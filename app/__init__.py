"""Wave 1 Evidence: what the evaluations of 57 projects found, and where it is said."""

import gc
import os

# What is imported stays: to look through it again and again took a sixth of a start.
gc.set_threshold(50_000)

# Libraries read these when they are imported.
# The arrays are too small to share between threads, and waiting threads of OpenBLAS spin on a core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# A heap of its own would keep 20 MB of a Parquet file that was written for the next one.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")

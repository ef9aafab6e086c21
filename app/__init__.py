"""Wave 1 Evidence: what the evaluations of 57 projects found, and where it is said."""

import os

# Libraries read these when they are imported.
# The arrays are too small to share between threads, and waiting threads of OpenBLAS spin on a core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# A heap of its own would keep 20 MB of a Parquet file that was written for the next one.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")

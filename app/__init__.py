"""Wave 1 Evidence: what the evaluations of 57 projects found, and where it is said."""

import gc
import os

# What is imported stays: to look through it again and again took a sixth of a start.
gc.set_threshold(50_000)

# OpenBLAS reads this when it is imported. The arrays are too small to share between threads, and
# waiting threads spin on a core.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

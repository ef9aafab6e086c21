"""Wave 1 Evidence: what the evaluations of 57 projects found, and where it is said."""

import os

# Before numpy is imported, which reads it then: what is worked out is too small to be shared out,
# and threads that wait for their part by asking for it all the time take the core of another.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# cython: language_level=3
# The types of serving.py where a C compiler makes it an extension; without one this file is not read.
cimport cython
cimport sosgraph.fluid.cells as of

cdef double _DEAD, _TINY


@cython.locals(
    steps=cython.double, at=cython.Py_ssize_t, here=cython.double, rate=cython.double, time_s=cython.double, busy=cython.double,
    lost=cython.double, taken=cython.double, done=cython.double, working=cython.double, waiting=cython.double,
    settled=cython.double, varying=cython.double, some=cython.double, flow=cython.double, most=cython.double,
    inverse=cython.double, by_most=cython.double, sure=cython.double,
)
cpdef of.swift serve(
    double step_s, double[::1] number, double[::1] share, double[::1] empty, double[::1] steeper, double[::1] blocked,
    double[::1] fuller, double[::1] one_s, double[::1] per_s, double[::1] crew, double[::1] apiece, double[::1] servers,
    double[::1] endless, double[::1] at_work, double[::1] capacity, double[::1] variance, double[::1] refused,
    double[::1] served, double[::1] started, double[::1] own, double[::1] idle, double[::1] waits, double[::1] known,
    double[::1] stays_s, double[::1] eased, double[::1] arriving, double[::1] before,
) noexcept

# cython: language_level=3
# The types of calling.py where a C compiler makes it an extension; without one this file is not read.
cimport cython
cimport sosgraph.fluid.cells as of

cdef double _SURE


@cython.locals(
    at=cython.Py_ssize_t, row=cython.Py_ssize_t, here=cython.Py_ssize_t, there=cython.Py_ssize_t, call=cython.Py_ssize_t,
    column=cython.Py_ssize_t, weight=cython.double, flow=cython.double,
)
cpdef of.swift made(
    Py_ssize_t columns, int[::1] starts, int[::1] streams, double[::1] weights, double[::1] started, double[::1] calls
) noexcept

@cython.locals(
    at=cython.Py_ssize_t, stream=cython.Py_ssize_t, here=cython.Py_ssize_t, there=cython.Py_ssize_t, column=cython.Py_ssize_t
)
cpdef of.swift offered(
    Py_ssize_t columns, int[::1] callees, double[::1] sent, double[::1] entering, double[::1] arriving
) noexcept

@cython.locals(at=cython.Py_ssize_t)
cpdef of.swift safe(double[::1] chance, double[::1] lost, double[::1] found) noexcept

@cython.locals(
    at=cython.Py_ssize_t, row=cython.Py_ssize_t, here=cython.Py_ssize_t, there=cython.Py_ssize_t, call=cython.Py_ssize_t,
    column=cython.Py_ssize_t, needless=cython.Py_ssize_t, weight=cython.double, total=cython.double, good=cython.double,
)
cpdef of.swift answered(
    Py_ssize_t columns, int[::1] starts, int[::1] needs, int[::1] streams, double[::1] weights, double[::1] takes_s,
    double[::1] safe, double[::1] sound, double[::1] held_s, double[::1] working,
) noexcept

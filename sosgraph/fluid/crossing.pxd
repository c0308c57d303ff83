# cython: language_level=3
# The types of crossing.py where a C compiler makes it an extension; without one this file is not read.
cimport cython
cimport sosgraph.fluid.cells as of

cdef double _TINY, _HALF
cdef int _MIDDLE, _KEPT


@cython.locals(constant=cython.double, half=cython.double, product=cython.double, far=cython.double)
cdef inline double _crossing(
    double before, double coming, double most, double alone, double busy, double steeper, double blocked, double fuller
) noexcept

@cython.locals(
    at=cython.Py_ssize_t, time_s=cython.double, rate=cython.double, limit=cython.double, here=cython.double, part=cython.double
)
cpdef of.swift ends(
    double step_s, double[::1] knots, double[::1] middle, double[::1] empty, double[::1] steeper, double[::1] blocked,
    double[::1] fuller, double[::1] one_s, double[::1] per_s, double[::1] number, double[::1] share, double[::1] off,
    double[::1] arriving, double[::1] before, double[::1] own_s, double[::1] held_s, double[::1] power, double[::1] bend,
    double[::1] eased,
) noexcept

@cython.locals(count=cython.Py_ssize_t, turn=cython.Py_ssize_t, left=cython.Py_ssize_t, each=cython.Py_ssize_t)
cpdef Py_ssize_t search(
    Py_ssize_t[:, ::1] places, double step_s, double[::1] knots, double[::1] first, double[::1] nothing, double[::1] last,
    double[::1] table, double[::1] empty, double[::1] steeper, double[::1] blocked, double[::1] fuller, double[::1] middle,
    double[::1] per_s, double[::1] number, double[::1] share, double[::1] off, double[:, ::1] room, double[::1] arriving,
    double[::1] before, double[::1] bend,
) noexcept

@cython.locals(at=cython.Py_ssize_t, aimed=cython.double, place=cython.int, line=cython.Py_ssize_t)
cpdef of.swift aim(
    double halving, double[::1] knots, double[::1] first, double[::1] low, double[::1] high, double[::1] share,
    double[::1] table, double[::1] middle, double[::1] empty, double[::1] steeper, double[::1] blocked, double[::1] fuller,
) noexcept

@cython.locals(
    at=cython.Py_ssize_t, here=cython.double, part=cython.double, beyond=cython.double, least=cython.double, most=cython.double
)
cpdef of.swift hit(
    double step_s, double[::1] before, double[::1] arriving, double[::1] per_s, double[::1] bend, double[::1] knots,
    double[::1] middle, double[::1] empty, double[::1] steeper, double[::1] blocked, double[::1] fuller, double[::1] low,
    double[::1] high, double[::1] number, double[::1] share, double[::1] left,
) noexcept

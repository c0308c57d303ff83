# cython: language_level=3
# The types of crossing.py where a C compiler makes it an extension; without one this file is not read.
cimport cython
cimport sosgraph.fluid.cells as of

cdef double _TINY, _HALF
cdef int _TURNS, _BEFORE, _COMING, _PER_S, _BEND, _KNOTS, _LINE, _LOW, _HIGH, _SHARE, _MIDDLE, _EMPTY, _STEEPER, _BLOCKED
cdef int _FULLER, _NUMBER, _LEFT


@cython.locals(constant=cython.double, half=cython.double, product=cython.double, far=cython.double)
cdef inline double _crossing(
    double before, double coming, double most, double alone, double busy, double steeper, double blocked, double fuller
) noexcept


@cython.final
cdef class Crossing:
    cdef public double step_s
    cdef public double[::1] arriving, before, own_s, held_s, power, bend, eased, knots, line, lowest, highest, table
    cdef public double[::1] empty, steeper, blocked, fuller, middle, one_s, per_s, number, share, off
    cdef public double[:, ::1] room
    cdef public Py_ssize_t[::1] places, left

    @cython.locals(
        at=cython.Py_ssize_t, time_s=cython.double, rate=cython.double, limit=cython.double, here=cython.double,
        part=cython.double,
    )
    cpdef of.swift end(self, Py_ssize_t first, Py_ssize_t last) noexcept

    @cython.locals(
        count=cython.Py_ssize_t, turn=cython.Py_ssize_t, left=cython.Py_ssize_t, row=cython.Py_ssize_t,
        places="Py_ssize_t[::1]", room="double[:, ::1]",
    )
    cpdef Py_ssize_t search(self, Py_ssize_t first, Py_ssize_t last) noexcept


@cython.locals(
    at=cython.Py_ssize_t, low=cython.double, high=cython.double, knots=cython.double, aimed=cython.double, place=cython.int,
    line=cython.Py_ssize_t,
)
cdef of.swift aim(double halving, Py_ssize_t size, double[:, ::1] room, double[::1] table) noexcept

@cython.locals(
    at=cython.Py_ssize_t, middle=cython.double, bend=cython.double, here=cython.double, part=cython.double,
    beyond=cython.double, least=cython.double, most=cython.double,
)
cdef of.swift hit(double step_s, Py_ssize_t size, double[:, ::1] room) noexcept

# cython: language_level=3
# The types of outcomes.py where a C compiler makes it an extension; without one this file is not read.
cimport cython
cimport sosgraph.fluid.cells as of


@cython.final
cdef class Meeting:
    cdef public Py_ssize_t columns
    cdef public int[::1] callee, in_a_row
    cdef public double[:, ::1] met
    cdef public double[::1] number, known, idle, waits, capacity, per_s, passing_s, own, accepted, working, stays_s

    cpdef int look(self, Py_ssize_t first, Py_ssize_t last) noexcept

    @cython.locals(at=cython.Py_ssize_t)
    cdef of.swift look_along(self, Py_ssize_t first, Py_ssize_t last, Py_ssize_t off) noexcept

    @cython.locals(at=cython.Py_ssize_t)
    cdef of.swift look_around(self, Py_ssize_t first, Py_ssize_t last) noexcept

    @cython.locals(at=cython.Py_ssize_t)
    cdef of.swift look_by_row(self, Py_ssize_t first, Py_ssize_t last) noexcept


@cython.locals(row=cython.Py_ssize_t, here=cython.Py_ssize_t, there=cython.Py_ssize_t, column=cython.Py_ssize_t)
cdef of.swift copied(
    double[::1] values, int[::1] callee, Py_ssize_t columns, Py_ssize_t first, Py_ssize_t last, double[::1] into
) noexcept


@cython.final
cdef class Outcomes:
    cdef public double[:, ::1] wanted, again, pause_s
    cdef public double[::1] at_once, ring, number, known, idle, waits, capacity, calls, passed, allowed, sent, retried
    cdef public double[::1] accepted, working, late, awaited, waiting, kept, good, given_up, tried, takes_s, repeats, left

    @cython.locals(at=cython.Py_ssize_t, number=cython.Py_ssize_t)
    cpdef of.swift send(self, Py_ssize_t first, Py_ssize_t last, Py_ssize_t classes) noexcept

    @cython.locals(at=cython.Py_ssize_t)
    cpdef of.swift answer(self, Py_ssize_t first, Py_ssize_t last) noexcept

    @cython.locals(at=cython.Py_ssize_t, _number=cython.Py_ssize_t, answered=double, not_failed=double)
    cpdef of.swift judge(self, Py_ssize_t first, Py_ssize_t last, Py_ssize_t classes, Py_ssize_t there) noexcept

    @cython.locals(at=cython.Py_ssize_t, further=double, failed=double, refused=double)
    cpdef of.swift repeat(self, Py_ssize_t first, Py_ssize_t last, Py_ssize_t classes, Py_ssize_t there) noexcept

    @cython.locals(
        at=cython.Py_ssize_t, number=cython.Py_ssize_t, size=cython.Py_ssize_t, due=cython.Py_ssize_t, next_due=cython.Py_ssize_t,
        left=double, goes_on=double, refused=double,
    )
    cpdef of.swift try_again(self, Py_ssize_t first, Py_ssize_t last, Py_ssize_t classes, Py_ssize_t there) noexcept

    @cython.locals(at=cython.Py_ssize_t, size=cython.Py_ssize_t)
    cpdef of.swift remember(self, Py_ssize_t first, Py_ssize_t last, Py_ssize_t then) noexcept


@cython.locals(
    size=cython.Py_ssize_t, now=cython.Py_ssize_t, entering=cython.Py_ssize_t, place=cython.Py_ssize_t, due=double,
    row=cython.Py_ssize_t,
)
cpdef of.swift through(
    double[::1] flow, Py_ssize_t[::1] places, double[::1] ring, double[::1] held, Py_ssize_t at, Py_ssize_t count,
    Py_ssize_t wide,
) noexcept

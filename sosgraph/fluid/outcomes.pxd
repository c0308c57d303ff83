# cython: language_level=3
# The types of outcomes.py where a C compiler makes it an extension; without one this file is not read.
cimport cython
cimport sosgraph.fluid.cells as of



@cython.locals(at=cython.Py_ssize_t, number=cython.Py_ssize_t)
cpdef of.swift sent(
    double[::1] passed, double[:, ::1] wanted, double[::1] retried, double[::1] all_sent, double[::1] calls
) noexcept

@cython.locals(at=cython.Py_ssize_t)
cpdef of.swift looked_up(
    Py_ssize_t[::1] callee, double[:, ::1] met, double[::1] number, double[::1] known, double[::1] idle, double[::1] waits,
    double[::1] capacity, double[::1] per_s, double[::1] passing_s, double[::1] own, double[::1] refused,
    double[::1] working, double[::1] stays_s,
) noexcept

@cython.locals(at=cython.Py_ssize_t)
cpdef of.swift answering(
    double[::1] accepted, double[::1] working, double[::1] late, double[::1] passed, double[::1] share
) noexcept

@cython.locals(
    cohort=cython.Py_ssize_t, first=cython.Py_ssize_t, size=cython.Py_ssize_t, place=cython.Py_ssize_t,
    number=cython.Py_ssize_t, at=cython.Py_ssize_t,
)
cpdef of.swift turned(
    Py_ssize_t step, Py_ssize_t[:, ::1] cohorts, double[::1] ring, double[:, ::1] wanted, double[::1] share,
    double[:, ::1] met, double[:, ::1] due, double[:, ::1] then,
) noexcept

@cython.locals(at=cython.Py_ssize_t, number=cython.Py_ssize_t, answered=double, not_failed=double)
cpdef of.swift judged(
    double[::1] late, double[::1] accepted, double[::1] working, double[:, ::1] due, double[::1] gone, double[::1] kept,
    double[::1] good, double[::1] given_up, double[::1] tried, double[::1] paused_s,
) noexcept

@cython.locals(at=cython.Py_ssize_t, further=double)
cpdef of.swift over(
    double[::1] kept, double[::1] good, double[::1] passed, double[::1] allowed, double[:, ::1] due, double[:, ::1] wanted,
    double[::1] repeats, double[::1] left, double[::1] tried,
) noexcept

@cython.locals(at=cython.Py_ssize_t, number=cython.Py_ssize_t, left=double, goes_on=double)
cpdef of.swift tried_again(
    double[::1] kept, double[::1] good, double[::1] passed, double[::1] allowed, double[:, ::1] due, double[:, ::1] wanted,
    double[:, ::1] again, double[:, ::1] pause_s, double[::1] takes_s, double[::1] tried,
) noexcept

@cython.locals(
    size=cython.Py_ssize_t, now=cython.Py_ssize_t, entering=cython.Py_ssize_t, place=cython.Py_ssize_t, due=double,
    row=cython.Py_ssize_t,
)
cpdef of.swift through(
    double[::1] flow, Py_ssize_t[::1] places, double[::1] ring, double[::1] held, Py_ssize_t at, Py_ssize_t count,
    Py_ssize_t wide,
) noexcept

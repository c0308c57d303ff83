# cython: language_level=3
# The types of overdue.py where a C compiler makes it an extension; without one this file is not read.
cimport cython
cimport sosgraph.fluid.cells as of

cdef double _MOST, _TINY, _LONG, _NEVER, _SLIGHT, _LARGE, _END, _SHIFT, _LOG2_E, _LOG_2, _LOG_2_REST


@cython.locals(doublings=double, rest=double, square=double, low=double, high=double, highest=double)
cdef double less_one(double x) noexcept

@cython.locals(power=double)
cdef double exp(double x) noexcept

@cython.locals(power=double)
cdef double expm1(double x) noexcept

@cython.locals(square=double, fourth=double, low=double, high=double)
cdef double beyond(double part) noexcept

@cython.locals(doublings=double, less=double, part=double)
cdef double log(double x) noexcept

@cython.locals(at=cython.Py_ssize_t, spare=double, serving=double, emptying=double, steepness=double, mean=double)
cpdef of.swift usual(
    double[::1] capacity, double[::1] before, double[::1] times, double[::1] extra, double[::1] each, double[::1] idle,
    double[::1] waits, double[::1] served, double[::1] own, double[::1] share,
) noexcept

@cython.locals(steady=double)
cdef double waiting_s(double stays_s, double patience_s, double given_up) noexcept

@cython.locals(at=cython.Py_ssize_t, one_s=double)
cpdef of.swift concluded(
    double[::1] stays_s, double[::1] patience_s, double[::1] late, double[::1] accepted, double[::1] passed,
    double[::1] good, double[::1] takes_s, double[::1] lost,
) noexcept

@cython.locals(at=cython.Py_ssize_t)
cpdef of.swift waited(double[::1] stays_s, double[::1] patience_s, double[::1] given_up, double[::1] waited_s) noexcept

@cython.locals(count=cython.Py_ssize_t)
cpdef Py_ssize_t certain(
    double[::1] number, double[::1] known, double[::1] idle, double[::1] servers, double[::1] served, double[::1] own,
    double[::1] share, double[:, ::1] room, Py_ssize_t[:, ::1] places,
) noexcept

@cython.locals(
    at=cython.Py_ssize_t, single=cython.bint, waiting=double, variance=double, before=double, within=double, scale=double,
    count=double, mean=double, more=double, near=cython.bint,
)
cpdef of.swift scaled(
    double[::1] number, double[::1] known, double[::1] idle, double[::1] servers, double[::1] served, double[::1] own,
    double[::1] ahead,
) noexcept

@cython.locals(large=cython.Py_ssize_t, left=cython.Py_ssize_t)
cpdef Py_ssize_t fewer(
    double[::1] count, double[::1] mean, Py_ssize_t size, double[::1] found, double[:, ::1] room, Py_ssize_t[:, ::1] places,
) noexcept

@cython.locals(
    at=cython.Py_ssize_t, one=double, more=double, product=double, inverse=double, square=double, last=double, rest=double,
    least=double, power=double,
)
cpdef of.swift begun(double[::1] count, double[::1] mean, double[::1] factor, double[::1] term, double[::1] total) noexcept

@cython.locals(at=cython.Py_ssize_t, _=cython.int, each=double, power=double, over=double, under=double, inverse=double)
cpdef of.swift further(
    double[::1] count, double[::1] mean, double[::1] term, double[::1] total, double[::1] open_yet
) noexcept

@cython.locals(at=cython.Py_ssize_t)
cpdef of.swift ended(double[::1] factor, double[::1] total, double[::1] found) noexcept

@cython.locals(
    at=cython.Py_ssize_t, off=double, part=double, half=double, eta=double, inverse=double, square=double, fourth=double,
    low=double, high=double, zero=double, one=double, two=double, three=double, sum_of=double,
)
cpdef of.swift tempered(double[::1] count, double[::1] mean, double[::1] side, double[::1] rest) noexcept

@cython.locals(at=cython.Py_ssize_t)
cpdef of.swift corrected(double[::1] side, double[::1] rest, double[::1] found) noexcept

@cython.locals(at=cython.Py_ssize_t, late=double)
cpdef of.swift mixed(double[::1] ahead, double[::1] fewer_than, double[::1] known, double[::1] share) noexcept

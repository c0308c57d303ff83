# cython: language_level=3
# The types of overdue.py where a C compiler makes it an extension; without one this file is not read.
cimport cython
cimport sosgraph.fluid.cells as of

cdef double _MOST, _TINY, _LONG, _NEVER, _SLIGHT, _LARGE, _END, _SHIFT, _LOG2_E, _LOG_2, _LOG_2_REST
cdef int _NUMBER, _KNOWN, _IDLE, _SERVERS, _COUNT, _MEAN, _SHARE, _AHEAD, _WAITS, _BEFORE, _TERM, _TOTAL, _FACTOR, _OPEN, _THAT_COUNT
cdef int _THAT_MEAN, _THAT_TERM, _THAT_TOTAL, _SIDE, _REST


@cython.locals(doublings=double, rest=double, square=double, low=double, high=double, highest=double)
cdef inline double less_one(double x) noexcept

@cython.locals(power=double)
cdef inline double exp(double x) noexcept

@cython.locals(power=double)
cdef inline double expm1(double x) noexcept

@cython.locals(square=double, fourth=double, low=double, high=double)
cdef inline double beyond(double part) noexcept

@cython.locals(doublings=double, less=double, part=double)
cdef inline double log(double x) noexcept


@cython.final
cdef class Overdue:
    cdef public double[::1] ring, servers, capacity, times, per_s, passing_s, each, served, own, share
    cdef public double[:, ::1] room
    cdef public Py_ssize_t[::1] places, large, left

    @cython.locals(
        at=cython.Py_ssize_t, idle=cython.Py_ssize_t, waiting=cython.Py_ssize_t,
        before=cython.Py_ssize_t, passing=double, more=double, served=double, own=double, spare=double, waits=double, serving=double, emptying=double,
        steepness=double, mean=double, share=double,
    )
    cpdef of.swift usual(self, Py_ssize_t first, Py_ssize_t last, Py_ssize_t then) noexcept

    @cython.locals(count=cython.Py_ssize_t, row=cython.Py_ssize_t, size=cython.Py_ssize_t, places="Py_ssize_t[::1]", room="double[:, ::1]")
    cpdef Py_ssize_t certain(self, Py_ssize_t first, Py_ssize_t last, Py_ssize_t then) noexcept


@cython.locals(steady=double)
cdef inline double waiting_s(double stays_s, double patience_s, double known, double given_up) noexcept


@cython.final
cdef class Conclusion:
    cdef public double[::1] stays_s, patience_s, known, late, accepted, passed, good, takes_s, lost

    @cython.locals(at=cython.Py_ssize_t, tried=double, passed=double, pauses_s=double, accepted=double, good=double, one_s=double)
    cpdef of.swift conclude(self, Py_ssize_t first, Py_ssize_t last) noexcept


@cython.locals(at=cython.Py_ssize_t)
cpdef of.swift waited(
    double[::1] stays_s, double[::1] patience_s, double[::1] known, double[::1] given_up, double[::1] waited_s
) noexcept

@cython.locals(
    at=cython.Py_ssize_t, number=double, known=double, servers=double, served=double, own=double, single=cython.bint,
    random=double, ahead=double, one=double, variance=double, scale=double, count=double, mean=double, more=double,
    near=cython.bint,
)
cdef of.swift scaled(Py_ssize_t size, double[:, ::1] room) noexcept

@cython.locals(large=cython.Py_ssize_t, left=cython.Py_ssize_t, turns=cython.int)
cpdef Py_ssize_t fewer(
    Py_ssize_t size, double[:, ::1] room, Py_ssize_t[::1] places, Py_ssize_t[::1] left_places
) noexcept

@cython.locals(
    at=cython.Py_ssize_t, count=double, least=double, one=double, more=double, product=double, inverse=double, square=double,
    last=double, rest=double, power=double,
)
cdef of.swift begun(Py_ssize_t size, double[:, ::1] room) noexcept

@cython.locals(
    at=cython.Py_ssize_t, _=cython.int, _turn=cython.int, count=double, mean=double, term=double, total=double, each=double,
    power=double, over=double, under=double, inverse=double,
)
cdef of.swift further(
    int turns, Py_ssize_t size, double[:, ::1] room, Py_ssize_t counts, Py_ssize_t means, Py_ssize_t terms, Py_ssize_t totals
) noexcept

@cython.locals(at=cython.Py_ssize_t)
cdef of.swift ended(Py_ssize_t size, double[:, ::1] room) noexcept

@cython.locals(
    at=cython.Py_ssize_t, count=double, mean=double, off=double, part=double, half=double, side=double, eta=double,
    inverse=double, square=double, fourth=double, low=double, high=double, zero=double, one=double, two=double, three=double,
    sum_of=double,
)
cdef of.swift tempered(Py_ssize_t size, double[:, ::1] room) noexcept

@cython.locals(at=cython.Py_ssize_t)
cdef of.swift corrected(Py_ssize_t size, double[:, ::1] room) noexcept

@cython.locals(at=cython.Py_ssize_t, ahead=double, share=double, late=double)
cdef of.swift mixed(Py_ssize_t size, double[:, ::1] room) noexcept

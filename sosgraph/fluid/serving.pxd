# cython: language_level=3
# The types of serving.py where a C compiler makes it an extension; without one this file is not read.
cimport cython
cimport sosgraph.fluid.cells as of
from sosgraph.fluid.crossing cimport Crossing

cdef double _DEAD, _TINY, _TWELFTH


@cython.final
cdef class Serving:
    cdef public double step_s
    cdef public Crossing crossing
    cdef public Py_ssize_t[:, ::1] strips
    cdef public double[::1] arriving, before, number, share, empty, steeper, blocked, fuller, one_s, per_s, crew, apiece, servers
    cdef public double[::1] endless, population, places, at_work, capacity, variance, accepted, served, started, own, ahead, idle
    cdef public double[::1] waits, known, stays_s, eased

    @cython.locals(strip=cython.Py_ssize_t)
    cpdef int advance(self) noexcept

    @cython.locals(
        steps=cython.double, at=cython.Py_ssize_t, here=cython.double, rate=cython.double, time_s=cython.double,
        busy=cython.double, lost=cython.double, taken=cython.double, done=cython.double, working=cython.double,
        waiting=cython.double, settled=cython.double, random=cython.double, geometric=cython.double, varying=cython.double,
        free=cython.double, room=cython.double, given_up=cython.double, bound=cython.double, some=cython.double,
        flow=cython.double, most=cython.double, inverse=cython.double, all_there=cython.double, sure=cython.double,
        others=cython.double, taken_in=cython.double,
    )
    cpdef of.swift serve(self, Py_ssize_t first, Py_ssize_t last) noexcept

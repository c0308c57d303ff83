# cython: language_level=3
# The types of places.py where a C compiler makes it an extension; without one this file is not read.
cimport cython

from sosgraph.queueing.erlang cimport erlang_c
from sosgraph.queueing.mmck cimport refused, waits
from sosgraph.traffic.lateness cimport late

cdef double _SETTLED
cdef int _TURNS
cdef double _LEAST


@cython.final
cdef class Place:
    cdef readonly Py_ssize_t number, first, end
    cdef readonly object station
    cdef readonly double per_s
    cdef readonly bint feeds
    cdef public bint plain, pending, unchecked
    cdef public double left, own_s, entering, arriving, service_s, busy, most, in_time_s, failing, turned, waiting, spare, wait_s, offered

    cpdef empty(self)

    cpdef tuple seen(self)

    @cython.locals(waiting=double, spare=double)
    cpdef double late(self, within_s, bint calling=*) except? -1.0

    cdef double silent(self, double asked_s) except? -1.0

    cpdef queue(self, double turned, double waiting, double spare, double wait_s, double offered)

    @cython.locals(
        service_s=double, arriving=double, rate=double, turned=double, admitted=double, blocked=double, offered=double,
        waiting=double, spare=double, wait_s=double,
    )
    cpdef serve(self)

    @cython.locals(was=double, now=double, left=double)
    cpdef serve_worse(self, double held_s)

    @cython.locals(admitted=double, spare=double, rate=double, offered=double)
    cdef double _there(self, station, double held_s) except? -1.0

    @cython.locals(back=double)
    cdef double _left(self, station, double silent) except? -1.0

    @cython.locals(room=double)
    cdef double _slowed_s(self, station, double there) except? -1.0


@cython.final
cdef class Edge:
    cdef readonly object call, timeout_s, budget, hedge_s
    cdef readonly Place caller, callee
    cdef readonly bint alone, at_once, calmed, hard
    cdef readonly double most
    cdef public object cache
    cdef public bint cut, restless
    cdef public Py_ssize_t looks
    cdef public double again, allowed, reaching, late, lost, tried, sent, flow

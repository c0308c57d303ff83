# cython: language_level=3
# The types of places.py where a C compiler makes it an extension; without one this file is not read.
cimport cython

from sosgraph.queueing.erlang cimport erlang_c
from sosgraph.traffic.lateness cimport late


@cython.final
cdef class Place:
    cdef readonly Py_ssize_t number, first, end
    cdef readonly object station
    cdef readonly double own_s, per_s
    cdef public bint plain, pending
    cdef public double entering, arriving, service_s, busy, failing, turned, waiting, spare, wait_s, offered

    cpdef tuple seen(self)

    cpdef double late(self, within_s) except? -1.0

    cpdef queue(self, double turned, double waiting, double spare, double wait_s, double offered)

    @cython.locals(
        service_s=double, arriving=double, rate=double, turned=double, admitted=double, blocked=double, offered=double,
        waiting=double, spare=double, wait_s=double, counted=double,
    )
    cpdef serve(self)


@cython.final
cdef class Edge:
    cdef readonly object call, timeout_s, budget, hedge_s
    cdef readonly Place caller, callee
    cdef readonly bint alone, calmed, hard
    cdef readonly double most
    cdef public object cache
    cdef public bint cut
    cdef public double reaching, late, lost, tried, sent, flow

# cython: language_level=3
# The types of search.py where a C compiler makes it an extension; without one this file is not read.
cimport cython

from sosgraph.queueing.retry_fixpoint cimport afforded, attempts, repeating, unanswered
from sosgraph.traffic.places cimport Edge, Place

cdef double _SAME, _MOST
cdef int _STAYS, _SPARE, _WAITS, _CIRCLED, _SWINGING


@cython.final
cdef class Search:
    cdef readonly list places, edges
    cdef object calls
    cdef list incoming
    cdef dict wound, loose
    cdef bint failing

    @cython.locals(place=Place, other=Place, over=cython.Py_ssize_t)
    cpdef bint found(self, bint hurried=*) except -1

    @cython.locals(member=Place, was=double, now=double, longest=double)
    cdef _unwind(self, members)

    @cython.locals(number=cython.Py_ssize_t, held=double, one=double, share=double)
    cdef double _held(self, Place place) except? -1.0

    @cython.locals(
        touched=list, incoming=list, edge=Edge, before=tuple, held=double, coming=double, served=double, share=double, flow=double,
        number=cython.Py_ssize_t,
    )
    cdef list _updated(self, Place place)

    @cython.locals(edge=Edge, number=cython.Py_ssize_t, good=double)
    cdef double _failing(self, Place place) except? -1.0

    @cython.locals(
        callee=Place, working=double, taken=double, vain=double, again=double, next_one=double, failing=double, tried=double, stays_s=double,
        one_s=double, weight=double,
    )
    cdef double _ask(self, Edge edge) except? -1.0

    @cython.locals(before=double, turned=double, again=double)
    cdef double _let_in(self, Edge edge, double chance) except? -1.0

    cdef _fill(self, cache, bint served, bint answered)

    cdef double _share(self, Edge edge) except? -1.0

    @cython.locals(other=Edge, number=cython.Py_ssize_t, most=double)
    cdef double _others(self, Edge edge) except? -1.0


@cython.locals(place=cython.Py_ssize_t, one=double, other=double, service_s=double, unit=double)
cdef bint _differ(tuple before, tuple after) except -1

# cython: language_level=3
# The types of acyclic_order.py where a C compiler makes it an extension; without one this file is not read.
cimport cython


@cython.locals(
    after=dict, before=dict, ways_out=dict, ways_in=dict, out=dict, into=dict, ends=list, best=list, front=list, back=list,
    placed=set, sums=dict, ways=dict, weighed=list, touched=list,
)
cpdef list acyclic_order(heads, weights)

@cython.locals(neighbours=dict, place=dict, waiting=set, near=list)
cpdef list sifted(heads, order, weights)

@cython.locals(place=dict)
cpdef list against(heads, order)

@cython.final
cdef class KeptOrder:
    cdef dict _heads
    cdef dict _tails
    cdef dict _place
    cdef readonly long long looks

    @cython.locals(after=set, before=set, moved=list)
    cpdef bint takes(self, int tail, int head)

    @cython.locals(seen=set, pending=list, near=list, place=dict)
    cdef set _near(self, dict neighbours, int source, int first, int last)

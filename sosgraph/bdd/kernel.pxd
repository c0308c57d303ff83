# cython: language_level=3
# The types of kernel.py where a C compiler makes it an extension; without one this file is not read.
cimport cython


@cython.final
cdef class Diagram:
    cdef object _interrupted
    cdef object _memory
    cdef int[::1] _nodes
    cdef int[::1] _chains
    cdef int[::1] _table
    cdef long long[::1] _stack
    cdef long long _end
    cdef long long _room
    cdef long long _mask
    cdef long long _levels
    cdef long long _node_limit
    cdef long long _steps
    cdef long long _work

    cpdef allow(self, long long node_limit)
    cpdef int variable(self, long long level) except -1
    cpdef int disjunction(self, long long f, long long g) except -1

    @cython.locals(
        table=cython.int[::1], stack=cython.longlong[::1], mask=cython.longlong, room=cython.longlong, top=cython.longlong,
        key=cython.longlong, at=cython.longlong, result=cython.longlong,
    )
    cpdef int conjunction(self, long long f, long long g) except -1

    @cython.locals(
        at_f=cython.longlong, at_g=cython.longlong, level_f=cython.longlong, level_g=cython.longlong, f_high=cython.longlong,
        f_low=cython.longlong, g_high=cython.longlong, g_low=cython.longlong,
    )
    cdef int _opened(self, long long f, long long g, long long top) except -1

    @cython.locals(
        count=cython.longlong, enough=cython.longlong, remaining=cython.longlong, result=cython.longlong,
        negated=cython.longlong, function=cython.longlong, with_it=cython.longlong,
    )
    cpdef int threshold(self, long long need, functions) except -1

    @cython.locals(value=cython.double[::1])
    cpdef probability(self, long long edge, false, true)

    @cython.locals(
        fails=cython.double[::1], works=cython.double[::1], value=cython.double[::1], weights=cython.double[::1],
        nodes=cython.int[::1], either=cython.longlong, share=double, at=cython.longlong, negated=cython.longlong,
        level=cython.longlong, high=cython.longlong, low=cython.longlong,
    )
    cpdef gradient(self, long long edge, false, true)

    @cython.locals(
        nodes=cython.int[::1], wanted=cython.uchar[::1], places=cython.int[::1], small=Diagram, node=cython.longlong,
        level=cython.longlong, high=cython.longlong, low=cython.longlong,
    )
    cpdef part(self, long long edge)

    @cython.locals(
        nodes=cython.int[::1], even=cython.longlong, at=cython.longlong, level=cython.longlong, high=cython.longlong,
        low=cython.longlong, fails=double, works=double, value=cython.double[::1],
    )
    cdef double[::1] _values(self, long long edge, double[::1] false, double[::1] true)

    cdef _deepen(self, long long levels)
    cpdef int _height(self, long long edge)
    cdef object _column(self, long long offset)

    @cython.locals(
        nodes=cython.int[::1], negated=cython.longlong, key=cython.longlong, bucket=cython.longlong, at=cython.longlong,
    )
    cdef int _node(self, long long level, long long high, long long low) except -1

    @cython.locals(
        old=cython.int[::1], nodes=object, chains=object, table=cython.int[::1], words=cython.longlong, mask=cython.longlong,
        was=cython.longlong, f=cython.longlong, g=cython.longlong, at=cython.longlong,
    )
    cdef _grow(self)

    @cython.locals(at=cython.longlong, bucket=cython.longlong, level=cython.longlong, high=cython.longlong, low=cython.longlong)
    cdef _link(self, int[::1] nodes, int[::1] chains, long long mask)

    cdef _pause(self)

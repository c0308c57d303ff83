# cython: language_level=3
# The types of families.py where a C compiler makes it an extension; without one this file is not read.
cimport cython

cdef int _EMPTY
cdef int _BASE
cdef int _WITHOUT
cdef int _DIFFERENCE
cdef long long _PAUSE
cdef long long _WORK


@cython.final
cdef class Families:
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
    cdef int[:] _level
    cdef int[:] _high
    cdef int[:] _low

    @cython.locals(nodes=cython.int[::1], key=cython.longlong, bucket=cython.longlong, at=cython.longlong)
    cpdef int node(self, long long level, long long taken, long long left) except -1

    @cython.locals(
        stack=cython.longlong[::1], top=cython.longlong, result=cython.longlong, stage=cython.longlong, same=cython.bint,
    )
    cpdef int without(self, long long f, long long g) except -1

    @cython.locals(
        opposite=cython.uchar[::1], reached=cython.uchar[::1], solutions=cython.int[::1], either=cython.longlong,
        node=cython.longlong, negated=cython.longlong, level=cython.longlong, high=cython.longlong, above=cython.longlong,
        below=cython.longlong, needed=cython.longlong,
    )
    cpdef int minimal_solutions(self, columns, long long edge, long long first, inverted, bint monotone) except -1

    @cython.locals(stack=cython.longlong[::1], top=cython.longlong, result=cython.longlong)
    cdef int _difference(self, long long f, long long g) except -1

    @cython.locals(at=cython.longlong)
    cdef int _recalled(self, long long f, long long g, long long kind) except -2

    @cython.locals(at=cython.longlong)
    cdef int _remember(self, long long f, long long g, long long kind, long long result) except -1

    @cython.locals(reached=cython.uchar[::1], either=cython.longlong)
    cdef unsigned char[::1] _reached(self, long long edge)

    @cython.locals(
        nodes=cython.int[::1], needed=cython.uchar[::1], place=cython.int[::1], node=cython.longlong, count=cython.longlong,
    )
    cpdef part(self, roots)

    @cython.locals(
        memory=object, nodes=cython.int[::1], chains=cython.int[::1], table=cython.int[::1], old=cython.int[::1],
        count=cython.longlong, mask=cython.longlong, at=cython.longlong, to=cython.longlong, bucket=cython.longlong,
        level=cython.longlong, taken=cython.longlong, left=cython.longlong, f=cython.longlong, g=cython.longlong,
    )
    cdef _grow(self)

    cdef _pause(self)

# cython: language_level=3
# The types of sparse.py where a C compiler makes it an extension; without one this file is not read.
cimport cython


@cython.locals(
    found=cython.int[::1], count=cython.Py_ssize_t, place=cython.Py_ssize_t, number=cython.longlong, first=cython.longlong,
    step=cython.longlong,
)
cpdef numbers_of(wanted, long long size)

@cython.locals(
    total=cython.longlong, vertex=cython.longlong, size=cython.longlong, heads=cython.int[::1], starts=cython.int[::1],
    head=cython.longlong,
)
cpdef flattened(adjacency)

@cython.locals(
    total=cython.longlong, number=cython.longlong, size=cython.longlong, enough=cython.int[::1], starts=cython.int[::1], heads=cython.int[::1],
    length=cython.longlong, head=cython.longlong, row=tuple, impossible=cython.int,
)
cpdef written(gates, long long variables)

@cython.final
cdef class Search:
    cdef int[::1] _starts
    cdef int[::1] _heads
    cdef int[::1] _low
    cdef int[::1] _entered
    cdef int[::1] _parent
    cdef int[::1] _following
    cdef int[::1] _waiting
    cdef int[::1] order
    cdef int[::1] home
    cdef int _finished
    cdef int _count
    cdef int _top
    cdef int _done
    cdef int _components

    @cython.locals(vertex=cython.int, head=cython.int, lowest=cython.int)
    cdef void begin(self, int root) noexcept

    cdef void _enter(self, int vertex, int parent) noexcept

    @cython.locals(
        lowest=cython.int, arc=cython.int, end=cython.int, found=cython.int, head=cython.int, reach=cython.int,
    )
    cdef int _unseen(self, int vertex) noexcept

    @cython.locals(vertex=cython.int)
    cdef void _close(self, int first) noexcept

@cython.locals(search=Search, root=cython.int)
cpdef strong_order(int[::1] starts, int[::1] heads)

@cython.locals(last=cython.int, at=cython.Py_ssize_t, vertex=cython.int, group=list)
cpdef grouped(int[::1] order, int[::1] home)

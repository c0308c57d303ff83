# cython: language_level=3
# The types of turning.py where a C compiler makes it an extension; without one this file is not read.
cimport cython

from sosgraph.graph.block cimport Block

cdef int[::1] _PLACES
cdef unsigned long long _BRUIJN
cdef unsigned long long _ALL


cdef unsigned long long ones(unsigned long long word) noexcept

@cython.locals(
    words=cython.Py_ssize_t, result=cython.ulonglong[::1], square=cython.ulonglong[::1], group=cython.Py_ssize_t,
    begin=cython.Py_ssize_t, end=cython.Py_ssize_t, mask=cython.int, place=cython.Py_ssize_t, word=cython.Py_ssize_t,
    count=cython.ulonglong, at=cython.Py_ssize_t, bits=cython.ulonglong,
)
cpdef turned(Block block, int[::1] rows, Py_ssize_t length)

@cython.locals(row=cython.int, bits=cython.ulonglong, rest=cython.ulonglong, place=cython.Py_ssize_t)
cdef void _move(
    unsigned long long[::1] square, int height, unsigned long long[::1] result, Py_ssize_t base, Py_ssize_t length
) noexcept

cdef unsigned long long _shifted(unsigned long long word, int place) noexcept

@cython.locals(width=cython.int, mask=cython.ulonglong, row=cython.int, swapped=cython.ulonglong)
cdef void _turn(unsigned long long[::1] square) noexcept

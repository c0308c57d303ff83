# cython: language_level=3
# The types of streams.py where a C compiler makes it an extension; without one this file is not read.
cimport cython
cimport libc.math as math

cdef double _TO_BASE_E


@cython.final
cdef class Stream:
    cdef object _name
    cdef bint _exponential
    cdef long long _block
    cdef int _count
    cdef public int left
    cdef double[::1] drawn

    @cython.locals(left=cython.int, number=double)
    cpdef double following(self)

    @cython.locals(count=cython.int)
    cpdef refill(self)

    @cython.locals(place=cython.Py_ssize_t, number=double)
    cdef double[::1] turned(self, double[::1] numbers)

# cython: language_level=3
# The types of sample.py where a C compiler makes it an extension; without one this file is not read.
cimport cython
cimport libc.math as math

from sosgraph.requests.streams cimport Stream

cdef int _SIZE


@cython.final
cdef class Sample:
    cdef Stream _luck
    cdef long long _passed
    cdef double _share
    cdef public list kept

    cpdef add(self, double number)

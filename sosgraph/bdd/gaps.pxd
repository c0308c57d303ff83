# cython: language_level=3
# The types of gaps.py where a C compiler makes it an extension; without one this file is not read.
cimport cython
cimport libc.math as math


cdef double _ALL

@cython.locals(bits=cython.longlong, scale=cython.double, number=cython.ulonglong, gap=cython.double)
cpdef long long marked(bytearray word, tuple numbers, double chance, long long last)

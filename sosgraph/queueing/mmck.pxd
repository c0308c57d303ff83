# cython: language_level=3
# The types of mmck.py where a C compiler makes it an extension; without one this file is not read.
cimport cython
cimport libc.math as math

from sosgraph.queueing.erlang cimport erlang_b

cdef double _LONG
cdef double[::1] _CHANCES, _FEWER


@cython.locals(blocked=double, ratio=double, full=double)
cpdef double refused(servers, double offered, waiting) except? -1.0

@cython.locals(blocked=double, ratio=double, busy=double, idle=double)
cpdef double waits(servers, double offered, waiting) except? -1.0

@cython.locals(
    slow=double, mean=double, most=double, soon=cython.bint, logarithm=double, below=double, chance=double, by_logarithm=cython.bint, chances="double[::1]", fewer="double[::1]",
    serving=double, number=cython.Py_ssize_t, rising=double, falling=double, weight=double, weights=double, share=double, later=double,
)
cpdef double outlasting(double delayed, double ratio, Py_ssize_t waiting, double often, double patience) except? -1.0

@cython.locals(term=double, total=double)
cdef double _serving(double chance, double number, double most) except? -1.0

cdef double _powers(double ratio, count) except? -1.0

cdef double _power(double ratio, count) except? -1.0

# cython: language_level=3
# The types of erlang.py where a C compiler makes it an extension; without one this file is not read.
cimport cython
cimport libc.math as math

cdef double _NEVER


@cython.locals(term=double, total=double, free=cython.longlong)
cpdef double erlang_b(servers, double offered) except? -1.0

@cython.locals(blocked=double)
cpdef double erlang_c(servers, double offered) except? -1.0

cpdef double mean_number(servers, double offered) except? -1.0

cpdef double slower(servers, double offered, double patience) except? -1.0

@cython.locals(served=double, apart=double)
cpdef double outlasting(double service_per_s, double waiting, double spare_per_s, double seconds) except? -1.0

cpdef double longer(double spare_per_s, double seconds) except? -1.0

# cython: language_level=3
# The types of lateness.py where a C compiler makes it an extension; without one this file is not read.
cimport cython
cimport libc.math as math

from sosgraph.queueing cimport mmck
from sosgraph.queueing.erlang cimport longer, outlasting

cdef int _COUNTED


@cython.locals(held_s=double, next_s=double, each_s=double, left_s=double, queue_s=double, served=double, after=double, most=double)
cpdef double late(
    station, double own_s, double service_s, double waiting, double spare, within_s, double offered=*, double left=*,
    bint calling=*
) except? -1.0

# cython: language_level=3
# The types of agenda.py where a C compiler makes it an extension; without one this file is not read.
cimport cython

from sosgraph.requests.state cimport Visit


cdef class Agenda:
    cdef public double now
    cdef public bint compiled
    cdef public long long steps
    cdef public long long limit
    cdef public long long most
    cdef public list heap
    cdef public list visits
    cdef public list free
    cdef public Py_ssize_t size
    cdef public Py_ssize_t room
    cdef double[::1] times
    cdef int[::1] numbers

    @cython.locals(visit=Visit)
    cpdef Visit new(self)

    cpdef push(self, double when, Visit visit)

    cpdef Visit pop(self)

    @cython.locals(place=cython.Py_ssize_t, above=cython.Py_ssize_t)
    cdef void sift_up(self, double when, int number)

    @cython.locals(
        size=cython.Py_ssize_t, place=cython.Py_ssize_t, child=cython.Py_ssize_t, other=cython.Py_ssize_t, when=double,
        number=cython.int, visit=Visit,
    )
    cdef Visit first(self)

    @cython.locals(place=cython.Py_ssize_t, grown=cython.double[::1])
    cdef times_of(self, Py_ssize_t room)

    @cython.locals(place=cython.Py_ssize_t, grown=cython.int[::1])
    cdef numbers_of(self, Py_ssize_t room)

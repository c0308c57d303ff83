# cython: language_level=3
# The types of stations.py where a C compiler makes it an extension; without one this file is not read.
cimport cython

from sosgraph.requests.agenda cimport Agenda
from sosgraph.requests.sample cimport Sample
from sosgraph.requests.state cimport Edge, Place, Visit
from sosgraph.requests.streams cimport Stream

cdef int DONE, FAILED, FLYING, HELD, SERVED, SERVING, SUSPENDED, WAITING
cdef double _LIMITED


cdef class Stations(Agenda):
    cdef public list todo
    cdef public bint late
    cdef public Sample latency_s
    cdef public long long arrived
    cdef public long long good
    cdef public long long bad

    @cython.locals(place=Place, ring=Visit, last=Visit, times=Stream, left=cython.int)
    cdef Visit arrive(self, Visit visit)

    @cython.locals(took=double, times=Stream, left=cython.int)
    cdef Visit start(self, Place place, Visit visit)

    cdef double odd_time(self, Place place) except -1.0

    @cython.locals(started=Visit)
    cdef Visit end(self, Place place, Visit visit)

    @cython.locals(ends=double)
    cdef int note_held(self, Place place, Visit visit) except -1

    @cython.locals(ring=Visit, following=Visit, visit=Visit)
    cdef Visit next_of(self, Place place)

    @cython.locals(started=Visit)
    cpdef fill(self, Place place)

    @cython.locals(edge=Edge, delay=double)
    cdef Visit delayed(self, Place place, Visit visit)

    @cython.locals(ring=Visit, last=Visit, takes=double, least=double)
    cdef bint admitted(self, Place place, Visit visit) except -1

    @cython.locals(takes=double, rate=double)
    cdef double saved(self, Place place) except -1.0

    cpdef bint full(self, Place place) except -1

    cdef Visit refuse(self, Place place, Visit visit)

    @cython.locals(before=Visit, after=Visit)
    cdef unlink(self, Visit visit)

    @cython.locals(ring=Visit, last=Visit)
    cdef suspend(self, Place place, Visit visit)

    @cython.locals(ring=Visit, visit=Visit, started=Visit)
    cpdef resume(self, Place place)

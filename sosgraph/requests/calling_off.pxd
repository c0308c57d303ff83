# cython: language_level=3
# The types of calling_off.py where a C compiler makes it an extension; without one this file is not read.
cimport cython

from sosgraph.requests.state cimport Edge, Place, Visit
from sosgraph.requests.stations cimport Stations

cdef int ARRIVING, CALLING, DEAD, FLYING, HELD, SUSPENDED, WAITING


cdef class CallingOff(Stations):
    @cython.locals(pending=list)
    cdef abandon(self, Edge edge, Visit visit)

    cdef forget(self, Visit visit, list pending)

    @cython.locals(other=Visit)
    cdef bint settles(self, Edge edge, Visit parent, Visit visit, bint good) except -1

    @cython.locals(state=cython.int)
    cdef leave(self, Place place, Visit visit)

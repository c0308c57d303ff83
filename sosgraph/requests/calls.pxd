# cython: language_level=3
# The types of calls.py where a C compiler makes it an extension; without one this file is not read.
cimport cython

from sosgraph.requests.calling_off cimport CallingOff
from sosgraph.requests.state cimport Band, Edge, Place, Slot, Visit

cdef int ACTION, ARRIVING, BACKING_OFF, CALLED, CALLING, DONE, FAILED, HEDGE, LOST, NEXT_ATTEMPT, NEXT_CALL, NEXT_STEP
cdef double _BUCKET, _LIMITED


cdef class Calls(CallingOff):
    @cython.locals(place=Place, slot=Slot)
    cdef Visit served(self, Visit visit)

    @cython.locals(edge=Edge, left=cython.int)
    cdef Visit step(self, Visit visit, Slot slot)

    @cython.locals(band=Band, place=cython.int)
    cdef Visit into(self, Visit visit, Slot slot)

    @cython.locals(edge=Edge)
    cdef Visit call(self, Visit visit)

    @cython.locals(edge=Edge)
    cdef Visit attempt(self, Visit visit)

    @cython.locals(ring=Visit, last=Visit, child=Visit, free=list)
    cdef Visit send(self, Edge edge, Visit visit)

    @cython.locals(hedge=Visit)
    cdef bint allowed(self, Edge edge, Visit visit) except -1

    @cython.locals(visit=Visit, edge=Edge, twin=Visit)
    cdef Visit hedged(self, Visit hedge)

    @cython.locals(ring=Visit, visit=Visit)
    cdef Visit rung(self, Edge edge)

    @cython.locals(parent=Visit, edge=Edge, good=cython.bint)
    cdef Visit answer(self, Visit visit)

    cdef over(self, Visit visit, bint good)

    @cython.locals(before=Visit, after=Visit)
    cdef Visit outcome(self, Edge edge, Visit visit, bint good)

    cdef note(self, Edge edge, Visit visit, bint good)

    @cython.locals(edge=Edge, wait=double)
    cdef Visit failed(self, Visit visit)

    cdef bint affords(self, Edge edge) except -1

    cdef Visit called(self, Visit visit)

    @cython.locals(slot=Slot, band=Band, place=cython.int)
    cdef Visit stepped(self, Visit visit, bint good)

# cython: language_level=3
# The types of engine.py where a C compiler makes it an extension; without one this file is not read.
cimport cython

from sosgraph.requests.calls cimport Calls
from sosgraph.requests.state cimport Visit

cdef int ACTION, ALARM, ARRIVING, BACKING_OFF, CALLED, FAILED, FLYING, HEDGE, LOST, NEXT_ATTEMPT, NEXT_CALL, NEXT_STEP, SERVED, SERVING, SOURCE


cdef class Engine(Calls):
    @cython.locals(todo=list, heap=list, compiled=cython.bint, visit=Visit, state=cython.int, step=cython.longlong)
    cpdef Visit advance(self)

    cdef Visit rare(self, int state, Visit visit)

    @cython.locals(visit=Visit, due=double)
    cdef Visit source(self, Visit source)

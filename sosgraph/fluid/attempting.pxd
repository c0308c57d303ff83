# cython: language_level=3
# The types of attempting.py where a C compiler makes it an extension; without one this file is not read.
cimport cython
from sosgraph.fluid.outcomes cimport Meeting, Outcomes
from sosgraph.fluid.overdue cimport Conclusion, Overdue


@cython.final
cdef class Attempting:
    cdef public Meeting meeting
    cdef public Outcomes outcomes
    cdef public Overdue overdue
    cdef public Conclusion conclusion
    cdef public bint repeating

    @cython.locals(strip=cython.Py_ssize_t, first=cython.Py_ssize_t)
    cpdef int send(self) noexcept

    @cython.locals(strip=cython.Py_ssize_t, first=cython.Py_ssize_t, last=cython.Py_ssize_t, classes=cython.Py_ssize_t)
    cpdef int advance(self, Py_ssize_t step) noexcept

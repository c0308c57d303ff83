# cython: language_level=3
# The types of attempting.py where a C compiler makes it an extension; without one this file is not read.
cimport cython
from sosgraph.fluid.outcomes cimport Meeting, Outcomes
from sosgraph.fluid.overdue cimport Conclusion, Overdue

cdef int _REMEMBERED


@cython.final
cdef class Attempting:
    cdef public Py_ssize_t[:, ::1] strips
    cdef public Meeting meeting
    cdef public Outcomes outcomes
    cdef public Overdue overdue
    cdef public Conclusion conclusion
    cdef public Py_ssize_t classes
    cdef public bint repeating

    @cython.locals(strip=cython.Py_ssize_t, first=cython.Py_ssize_t)
    cpdef int send(self) noexcept

    @cython.locals(strip=cython.Py_ssize_t, first=cython.Py_ssize_t)
    cpdef int advance(self, Py_ssize_t step, bint looking) noexcept

    @cython.locals(first=cython.Py_ssize_t, last=cython.Py_ssize_t, then=cython.Py_ssize_t)
    cpdef int find(self, Py_ssize_t step, Py_ssize_t strip) noexcept

    @cython.locals(first=cython.Py_ssize_t)
    cpdef int judge(self, Py_ssize_t step, Py_ssize_t strip) noexcept

    @cython.locals(first=cython.Py_ssize_t, last=cython.Py_ssize_t, classes=cython.Py_ssize_t, there=cython.Py_ssize_t)
    cpdef int go_on(self, Py_ssize_t step, Py_ssize_t strip) noexcept

    @cython.locals(begin=cython.Py_ssize_t, steps=cython.Py_ssize_t)
    cdef Py_ssize_t there(self, Py_ssize_t step, Py_ssize_t strip) noexcept

# cython: language_level=3
# The types of repeating.py where a C compiler makes it an extension; without one this file is not read.
cimport cython


@cython.final
cdef class Repeating:
    cdef public Py_ssize_t[::1] cells, callees
    cdef public double[:, ::1] waiting, left
    cdef public double[::1] wanted, passed, allowed, accepted, due, repeated, again, there

    @cython.locals(at=cython.Py_ssize_t, number=cython.Py_ssize_t)
    cpdef int hear(self) noexcept

    @cython.locals(at=cython.Py_ssize_t, cell=cython.Py_ssize_t, let=cython.double, due=cython.double, again=cython.double)
    cpdef int refuse(self) noexcept

    @cython.locals(at=cython.Py_ssize_t)
    cpdef int gather(self) noexcept

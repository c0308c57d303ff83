# cython: language_level=3
# The types of entering.py where a C compiler makes it an extension; without one this file is not read.
cimport cython
cimport sosgraph.fluid.cells as of

cdef double _LEAST


@cython.final
cdef class Entering:
    cdef public double step_s
    cdef public Py_ssize_t[::1] cells
    cdef public double[::1] before, number, served, accepted, entering, arriving, working, outside, answered, turned_away, good, bad

    @cython.locals(
        at=cython.Py_ssize_t, cell=cython.Py_ssize_t, come=cython.double, taken=cython.double, there=cython.double,
        share=cython.double,
    )
    cpdef of.swift arrive(self) noexcept

    @cython.locals(at=cython.Py_ssize_t, well=cython.double)
    cpdef of.swift end(self) noexcept

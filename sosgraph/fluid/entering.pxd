# cython: language_level=3
# The types of entering.py where a C compiler makes it an extension; without one this file is not read.
cimport cython
cimport sosgraph.fluid.cells as of

cdef double _LEAST


@cython.locals(
    at=cython.Py_ssize_t, cell=cython.Py_ssize_t, come=cython.double, taken=cython.double, there=cython.double,
    share=cython.double,
)
cpdef of.swift shares(
    Py_ssize_t[::1] cells, double step_s, double[::1] before, double[::1] number, double[::1] served, double[::1] refused,
    double[::1] outside, double[::1] answered, double[::1] turned_away, double[::1] entering, double[::1] arriving,
) noexcept

@cython.locals(at=cython.Py_ssize_t, well=cython.double)
cpdef of.swift ends(
    Py_ssize_t[::1] cells, double[::1] answered, double[::1] turned_away, double[::1] good, double[::1] bad, double[::1] working
) noexcept

# cython: language_level=3
# The types of calling.py where a C compiler makes it an extension; without one this file is not read.
cimport cython
cimport sosgraph.fluid.cells as of

cdef double _SURE


@cython.final
cdef class Calling:
    cdef public Py_ssize_t columns
    cdef public bint in_order
    cdef public int[::1] rows, starts, streams, asked, called, caller_starts, callees
    cdef public double[::1] weights, chance, pairs, started, asking, calls, sent, entering, arriving, lost, takes_s, sound
    cdef public double[::1] held_s, working

    @cython.locals(
        at=cython.Py_ssize_t, place=cython.Py_ssize_t, here=cython.Py_ssize_t, there=cython.Py_ssize_t,
        call=cython.Py_ssize_t, column=cython.Py_ssize_t,
    )
    cpdef of.swift make(self) noexcept

    @cython.locals(
        at=cython.Py_ssize_t, stream=cython.Py_ssize_t, here=cython.Py_ssize_t, there=cython.Py_ssize_t,
        column=cython.Py_ssize_t,
    )
    cpdef of.swift offer(self) noexcept

    @cython.locals(
        at=cython.Py_ssize_t, stream=cython.Py_ssize_t, place=cython.Py_ssize_t, here=cython.Py_ssize_t,
        there=cython.Py_ssize_t, link=cython.Py_ssize_t, call=cython.Py_ssize_t, column=cython.Py_ssize_t,
        chance=cython.double,
    )
    cpdef of.swift answer(self) noexcept


@cython.locals(place=cython.Py_ssize_t, call=cython.Py_ssize_t, total=cython.double)
cdef of.swift made(int[::1] called, int[::1] starts, int[::1] asked, double[::1] asking, double[::1] calls) noexcept

@cython.locals(at=cython.Py_ssize_t)
cdef of.swift paired(double[::1] chance, double[::1] lost, double[::1] weights, double[::1] takes_s, double[::1] pairs) noexcept

@cython.locals(
    place=cython.Py_ssize_t, here=cython.Py_ssize_t, there=cython.Py_ssize_t, call=cython.Py_ssize_t,
    coming=cython.double, total=cython.double, good=cython.double,
)
cdef of.swift in_turn(
    int[::1] rows, int[::1] starts, int[::1] streams, double[::1] started, double[::1] pairs, double[::1] asking,
    double[::1] held_s, double[::1] working,
) noexcept
